// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.cli.terminal.Json;
import io.duramen.wal.LogEntry;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LogReplayTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();

    @Test
    @Tag("S3.31")
    void eachOptionChoosesAndTheyCombine() {
        Path log = Logs.orders(temp.resolve("orders"));

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), replayed(log));
        assertEquals(List.of(1L, 3L), replayed(log, "--actor", "ann"));
        assertEquals(List.of(4L, 5L, 6L), replayed(log, "--after", "3"));
        assertEquals(List.of(4L), replayed(log, "--after", "3", "--actor", "bob"));
        assertEquals(List.of(2L, 3L), replayed(log, "--from", "2", "--to", "3"));
        assertEquals(List.of(3L), replayed(log, "--operation", "delete", "--transaction", "7"));
        assertEquals(List.of(4L), replayed(log, "--type", "COMMIT", "--from-time", "2026-01-02"));
        assertEquals(List.of(), replayed(log, "--to-time", "2026-01-02"));
        assertEquals(List.of(), replayed(log, "--after", "6"));
        assertEquals(ExitCode.USAGE, shell.run("log", "replay", "--after", 1, "--from", 1, log));
    }

    @Test
    @Tag("S3.31")
    @Tag("S3.06")
    void itBeginsAtTheCheckpointUnlessTold() {
        Path log = Logs.many(temp.resolve("many"), 1000, 500);

        assertEquals(501, replayed(log).size());
        assertEquals(500L, replayed(log).get(0));
        assertEquals(644, replayed(log, "--from", "357").size());
        assertEquals(ExitCode.FAILED, shell.run("log", "replay", "--from", 1, log, "--json"));
        assertEquals("RECORDS_REMOVED", shell.error().get("code").stringValue());
    }

    @Test
    @Tag("S3.31")
    @DisabledOnOs(OS.WINDOWS) // no permission bits there
    void theFileHoldsTheSameBytesAndIsItsOwnersOnly() throws IOException {
        Path log = Logs.orders(temp.resolve("orders"));
        Path file = temp.resolve("out.ndjson");

        assertEquals(0, shell.run("log", "replay", "--actor", "bob", "--output", file, log), shell.err());
        assertTrue(shell.out().startsWith("replayed 2 records of 1 to 6, all in order"), shell.out());
        String written = Files.readString(file);
        assertEquals(0, shell.run("log", "replay", "--actor", "bob", "--output", "-", log), shell.err());
        assertEquals(written, shell.out());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(ExitCode.FAILED, shell.run("log", "replay", "--output", file, log, "--json"));
        assertEquals("OUTPUT_FILE", shell.error().get("code").stringValue());
        assertEquals(written, Files.readString(file));
        assertEquals(ExitCode.FAILED, shell.run("log", "replay", "--output", temp.resolve("no/where"), log));
    }

    @Test
    @Tag("S3.31")
    void equalRecordsHaveEqualDigestsAndOthersHaveNot() {
        String first = digest(Logs.orders(temp.resolve("orders")));
        Path again = Logs.orders(
                temp.resolve("again"),
                Logs.options()
                        .firstSegmentBytes(1 << 20)
                        .maxSegmentBytes(1 << 20)
                        .build());

        assertEquals("37db7d548e7d382e3bfe268fc9e26b34fcde40f4077b3192a3486e60958fa33b", first);
        assertEquals(first, digest(again));
        assertNotEquals(first, digest(again, "--to", "5"));
        try (WriteAheadLog log = WriteAheadLog.open(again, Logs.options().build())) {
            log.append(LogEntry.of(Logs.bytes("")));
        }
        assertNotEquals(first, digest(again));
        assertEquals(first, digest(again, "--to", "6"));
    }

    @Test
    @Tag("S3.34")
    void validationSaysWhatWasCheckedAndWritesNoRecords() {
        Path log = Logs.orders(temp.resolve("orders"));

        assertEquals(0, shell.run("log", "replay", "--validate", log), shell.err());
        assertEquals("""
                replayed 6 records of 1 to 6, all in order, without gaps and as written
                digest 37db7d548e7d382e3bfe268fc9e26b34fcde40f4077b3192a3486e60958fa33b
                """, shell.out());
        assertEquals(0, shell.run("log", "replay", "--validate", "--output", "-", log), shell.err());
        assertEquals(6, shell.out().lines().count());
        assertTrue(shell.err().contains("digest 37db7d54"), shell.err());
    }

    @Test
    @Tag("S3.34")
    void validationOfADamagedLogFails() throws IOException {
        Path log = Logs.orders(temp.resolve("orders"));
        Logs.damage(Logs.segment(log, 1), "plums");

        assertEquals(ExitCode.DAMAGE, shell.run("log", "replay", "--validate", log));
        assertTrue(shell.out().startsWith("replayed 3 records of 1 to 3, up to the damage\n"), shell.out());
        assertEquals(ExitCode.DAMAGE, shell.run("log", "replay", "--validate", "--json", log));
        assertFalse(shell.json().get("ok").booleanValue());
    }

    private String digest(Path log, String... more) {
        List<Object> args = new ArrayList<>(List.of("log", "replay", "--validate", "--json"));
        args.addAll(List.of(more));
        args.add(log);
        assertEquals(0, shell.run(args.toArray()), shell.err());
        return shell.json().get("digest").stringValue();
    }

    private List<Long> replayed(Path log, String... more) {
        List<Object> args = new ArrayList<>(List.of("log", "replay"));
        args.addAll(List.of(more));
        args.add(log);
        assertEquals(0, shell.run(args.toArray()), shell.err());
        return shell.out()
                .lines()
                .map(line -> Json.parse(line).get("lsn").longValue())
                .toList();
    }
}

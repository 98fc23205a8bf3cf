// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.cli.terminal.Json;
import io.duramen.wal.LogEntry;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LogDumpTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();

    @Test
    void aRecordIsALineWithAllThatIsKnownOfIt() {
        Path log = Logs.orders(temp.resolve("orders"));

        assertEquals(0, shell.run("log", "dump", log), shell.err());
        assertEquals(
                List.of(
                        "1 2026-01-02T12:00:00Z DATA actor=ann op=put key=\"apples\" bytes=13 payload=\"{\\\"boxes\\\":"
                                + " 12}\"",
                        "2 2026-01-02T13:00:00Z DATA actor=bob op=put key=\"pears\" bytes=12 payload=\"{\\\"boxes\\\":"
                                + " 3}\"",
                        "3 2026-01-02T14:00:00Z DATA tx=7 actor=ann op=delete key=\"apples\" bytes=0",
                        "4 2026-01-02T15:00:00Z COMMIT tx=7 actor=bob op=put key=\"plums\" bytes=13"
                                + " payload=\"{\\\"boxes\\\": 40}\"",
                        "5 2026-01-02T16:00:00Z USER_70 bytes=3 hex=0001ff",
                        "6 2026-01-02T17:00:00Z DATA actor=eve op=put incarnation=2 key=\"nuts\" bytes=12"
                                + " payload=\"{\\\"sacks\\\": 1}\""),
                shell.out().lines().toList());
        assertEquals(0, shell.run("log", "dump", "--bytes", 4, "--hex", "--from", 6, log), shell.err());
        assertTrue(shell.out().endsWith(" bytes=12 hex=7b227361...\n"), shell.out());
        assertEquals(0, shell.run("log", "dump", "--bytes", 3, "--to", 1, log), shell.err());
        assertTrue(shell.out().endsWith(" bytes=13 payload=\"{\\\"b\"...\n"), shell.out());
    }

    @Test
    void jsonIsOneObjectAndNdjsonOneALine() {
        Path log = Logs.orders(temp.resolve("orders"));

        assertEquals(0, shell.run("log", "dump", "--json", log), shell.err());
        assertEquals(6, shell.json().get("count").intValue());
        assertEquals(
                "AAH/", shell.json().get("records").get(4).get("payloadBase64").stringValue());
        assertEquals(0, shell.run("log", "dump", "--ndjson", log), shell.err());
        List<JsonNode> records = shell.out().lines().map(Json::parse).toList();
        assertEquals(6, records.size());
        assertEquals("{\"boxes\": 12}", records.get(0).get("payload").stringValue());
        assertEquals(7, records.get(2).get("transaction").intValue());
    }

    @Test
    void filtersCombine() {
        Path log = Logs.orders(temp.resolve("orders"));

        assertEquals(List.of(2L, 4L), shown(log, "--actor", "bob"));
        assertEquals(List.of(1L, 2L, 4L, 6L), shown(log, "--operation", "put"));
        assertEquals(List.of(4L), shown(log, "--actor", "bob", "--type", "commit"));
        assertEquals(List.of(5L), shown(log, "--type", "70"));
        assertEquals(List.of(5L), shown(log, "--type", "USER_70"));
        assertEquals(List.of(3L, 4L), shown(log, "--transaction", "7"));
        assertEquals(List.of(1L, 3L), shown(log, "--key", "apples"));
        assertEquals(
                List.of(3L, 4L),
                shown(log, "--from-time", "2026-01-02T14:00:00Z", "--to-time", "2026-01-02T16:00:00Z"));
        assertEquals(List.of(), shown(log, "--from-time", "2026-01-03"));
        assertEquals(List.of(2L, 3L), shown(log, "--from", "2", "--to", "3"));
        assertEquals(List.of(), shown(log, "--actor", "bob", "--operation", "delete"));
    }

    @Test
    void whatCannotBeAskedForIsAUsageError() {
        Path log = Logs.orders(temp.resolve("orders"));

        assertEquals(ExitCode.USAGE, shell.run("log", "dump", "--from-time", "yesterday", log));
        assertTrue(shell.err().contains("expected a time such as 2026-01-02T03:04:05Z or a day"), shell.err());
        assertEquals(ExitCode.USAGE, shell.run("log", "dump", "--type", "PUT", log));
        assertTrue(shell.err().contains("expected DATA, PREPARE, COMMIT, ABORT, CHECKPOINT or a number"), shell.err());
        assertEquals(ExitCode.FAILED, shell.run("log", "dump", "--from", 9, log, "--json"));
        assertEquals("RECORDS_REMOVED", shell.error().get("code").stringValue());
        assertTrue(shell.error().get("hint").stringValue().contains("duramen log stat"), shell.err());
    }

    /** Whoever may choose an actor, an operation, a key or a payload can neither forge a line nor move the cursor. */
    @Test
    @Tag("S3.54")
    void nothingInARecordCanForgeALine() {
        String evil = "x\n7 2026-01-02T12:00:00Z DATA actor=ann\r\u001b[2K\u009b1A\u2028\u202e\u007f\" op=put";
        Path log = temp.resolve("evil");
        try (WriteAheadLog writer = WriteAheadLog.create(log, Logs.options().build())) {
            writer.append(LogEntry.builder(Logs.bytes(evil))
                    .actor(evil)
                    .operation(evil)
                    .key(Logs.key(evil))
                    .build());
        }
        String harmless =
                "\"x\\n7 2026-01-02T12:00:00Z DATA actor=ann\\r\\u001b[2K\\u009b1A\\u2028\\u202e\\u007f\\\" op=put\"";

        for (List<String> how : List.of(
                List.of("dump"),
                List.of("dump", "--ndjson"),
                List.of("dump", "--json"),
                List.of("tail"),
                List.of("tail", "--json"),
                List.of("replay"))) {
            assertEquals(0, run(how, log), shell.err());
            assertEquals(1, shell.out().chars().filter(c -> c == '\n').count(), how.toString());
            assertTrue(shell.out().chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), how + shell.out());
        }
        assertEquals(0, shell.run("log", "dump", "--bytes", 0, log), shell.err());
        assertTrue(shell.out().contains(" actor=" + harmless + " op=" + harmless + " key="), shell.out());
        assertEquals(0, shell.run("log", "dump", "--json", log), shell.err());
        assertEquals(evil, shell.json().get("records").get(0).get("actor").stringValue());
        assertEquals(0, shell.run("log", "stat", log), shell.err());
        assertTrue(shell.out().contains("  " + harmless + " [###"), shell.out());
        assertTrue(shell.out().chars().allMatch(c -> c == '\n' || (c >= ' ' && c < 0x7f)), shell.out());
        assertEquals(0, shell.run("log", "stat", log, "--json"), shell.err());
        assertTrue(shell.json().get("actors").has(evil));
    }

    @Test
    @Tag("S3.13")
    void whatPrecedesDamageIsShownAndTheExitCodeTellsOfIt() throws IOException {
        Path log = Logs.orders(temp.resolve("orders"));
        Logs.damage(Logs.segment(log, 1), "plums");

        assertEquals(ExitCode.DAMAGE, shell.run("log", "dump", log));
        assertEquals(3, shell.out().lines().count());
        assertTrue(shell.err().startsWith("damaged: "), shell.err());
        assertTrue(shell.err().contains("see: duramen log verify " + log), shell.err());
    }

    @Test
    void aSealedLogIsShownToWhoeverHasItsPassword() {
        Path store = temp.resolve("store");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("init", store), owner.err());
        assertEquals(0, owner.run("put", "a", "1", store), owner.err());

        assertEquals(0, owner.run("log", "dump", store), owner.err());
        assertTrue(owner.out().contains(" COMMIT "), owner.out());
        assertTrue(owner.out().contains(" actor=\"duramen put\""), owner.out());
        assertEquals(ExitCode.REFUSED, shell.run("log", "dump", store, "--json"));
        assertEquals("PASSWORD_MISSING", shell.error().get("code").stringValue());
        assertEquals(
                ExitCode.REFUSED, new Shell().with("DURAMEN_PASSWORD", "wrong").run("log", "dump", store));
    }

    private int run(List<String> how, Path log) {
        List<Object> args = new ArrayList<>(List.of("log"));
        args.addAll(how);
        args.add(log);
        return shell.run(args.toArray());
    }

    private List<Long> shown(Path log, String... filters) {
        List<Object> args = new ArrayList<>(List.of("log", "dump", "--ndjson"));
        args.addAll(List.of(filters));
        args.add(log);
        assertEquals(0, shell.run(args.toArray()), shell.err());
        return shell.out()
                .lines()
                .map(line -> Json.parse(line).get("lsn").longValue())
                .toList();
    }
}

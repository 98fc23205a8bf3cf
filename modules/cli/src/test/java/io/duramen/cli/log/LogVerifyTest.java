// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Main;
import io.duramen.cli.Shell;
import io.duramen.cli.Streams;
import io.duramen.wal.WriteAheadLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogVerifyTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();

    @Test
    @Tag("S3.34")
    void anIntactLogIsFine() {
        Path log = Logs.orders(temp.resolve("orders"));

        assertEquals(0, shell.run("log", "verify", log), shell.err());
        assertEquals(
                List.of(
                        "  log                 " + log,
                        "  id                  910a2dec-8902-5cc1-beeb-8da1658eec67",
                        "  segments            1, 8 frames",
                        "  records             1 to 6",
                        "  end                 closed in order",
                        "every frame is as it was written"),
                shell.out().lines().toList());
        assertEquals(0, shell.run("log", "verify", log, "--json"), shell.err());
        assertTrue(shell.json().get("ok").booleanValue());
        assertEquals(8, shell.json().get("frames").intValue());
        assertTrue(shell.json().get("damage").isNull());
    }

    @Test
    @Tag("S3.34")
    @Tag("S3.13")
    void damageIsToldByFilePlaceAndRecord() throws IOException {
        Path log = Logs.orders(temp.resolve("orders"));
        Path segment = Logs.segment(log, 1);
        Logs.damage(segment, "pears");

        assertEquals(ExitCode.DAMAGE, shell.run("log", "verify", log), shell.err());
        assertEquals(
                List.of(
                        "  log                 " + log,
                        "  id                  910a2dec-8902-5cc1-beeb-8da1658eec67",
                        "  segments            1, 2 frames",
                        "  records             1 to 1",
                        "  end                 unknown, because of the damage",
                        "  DAMAGE              " + segment,
                        "  at                  byte 8512",
                        "  record              2",
                        "  expected            a frame with record 2",
                        "  found               a frame whose record 2 has a wrong checksum",
                        "  it was durable      because a later frame at byte 9168 says that record 6 was",
                        "  readable            records 1 to 1",
                        "damaged; restore the log from a backup, or copy what is intact with: duramen log salvage --out"
                                + " NEWDIR " + log),
                shell.out().lines().toList());
        assertEquals(ExitCode.DAMAGE, shell.run("log", "verify", log, "--json"), shell.err());
        assertFalse(shell.json().get("ok").booleanValue());
        assertEquals(8512, shell.json().get("damage").get("offset").intValue());
        assertEquals(2, shell.json().get("damage").get("lsn").intValue());
    }

    @Test
    @Tag("S3.03")
    void aMissingSegmentIsDamage() throws IOException {
        Path log = Logs.many(temp.resolve("many"), 400, 0);
        Files.delete(Logs.segment(log, 2));

        assertEquals(ExitCode.DAMAGE, shell.run("log", "verify", log));
        assertTrue(shell.out().contains("  expected            a segment of this name\n"), shell.out());
    }

    @Test
    void aTornTailIsNoDamage() throws IOException {
        Path log = temp.resolve("torn");
        WriteAheadLog writer = WriteAheadLog.create(log, Logs.options().build());
        writer.append(Logs.bytes("one")); // and the process is gone: nothing closes the log
        Path segment = Logs.segment(log, 1);
        byte[] bytes = Files.readAllBytes(segment);
        int end = (int) Logs.segments(log).get(0).usedBytes();
        bytes[end + 100] = 1;
        Files.write(segment, bytes);

        assertEquals(0, shell.run("log", "verify", log), shell.out());
        assertTrue(shell.out().contains("a write that never finished, 101 B: normal after a crash"), shell.out());
        writer.close();
    }

    @Test
    @Tag("S3.44")
    void aLogThatIsOpenElsewhereIsVerifiedAsFarAsItIsDurable() {
        Path log = temp.resolve("live");
        try (WriteAheadLog writer = WriteAheadLog.create(log, Logs.options().build())) {
            writer.append(Logs.bytes("one"));
            writer.append(Logs.bytes("two"));

            assertEquals(0, shell.run("log", "verify", log), shell.err());
            assertTrue(shell.out().contains("  records             1 to 2\n"), shell.out());
            assertTrue(shell.out().contains("  end                 open elsewhere, or left by a crash\n"), shell.out());
        }
    }

    @Test
    @Tag("S3.34")
    void aStoreStandsForItsLog() {
        Path store = temp.resolve("store");
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
        assertEquals(0, shell.run("put", "a", "1", store), shell.err());

        assertEquals(0, shell.run("log", "verify", store), shell.err());
        assertTrue(shell.out().endsWith("every frame is as it was written\n"), shell.out());
    }

    @Test
    void aSealedLogIsVerifiedWithoutItsKeyAsFarAsThatGoes() throws IOException {
        Path store = temp.resolve("store");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("init", store), owner.err());
        assertEquals(0, owner.run("put", "a", "1", store), owner.err());

        assertEquals(0, shell.run("log", "verify", store), shell.err());
        assertTrue(shell.out().contains("  seals               not verified: "), shell.out());
        assertEquals(0, owner.run("log", "verify", store, "--json"), owner.err());
        assertTrue(owner.json().get("sealsVerified").booleanValue());
        assertEquals(0, new Shell().typing("right").run("log", "verify", "--ask-password", store));
        Shell stranger = new Shell().with("DURAMEN_PASSWORD", "wrong");
        assertEquals(ExitCode.REFUSED, stranger.run("log", "verify", store, "--json"));
        assertEquals("KEY_REFUSED", stranger.error().get("code").stringValue());
    }

    @Test
    void whatIsNoLogIsSaidToBeNone() throws IOException {
        Path foreign = Files.createDirectory(temp.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "Dear reader");

        for (String verb : List.of("verify", "dump", "tail", "stat", "replay", "compact")) {
            assertEquals(ExitCode.FAILED, shell.run("log", verb, foreign, "--json"), verb);
            assertEquals("FOREIGN_DIRECTORY", shell.error().get("code").stringValue());
            assertEquals(ExitCode.FAILED, shell.run("log", verb, temp.resolve("missing"), "--json"), verb);
            assertEquals("LOG_MISSING", shell.error().get("code").stringValue());
        }
        try (var names = Files.list(foreign)) {
            assertEquals(1, names.count());
        }
        assertTrue(Files.notExists(temp.resolve("missing")));
    }

    @Test
    void longWorkShowsABarOnATerminal() {
        Path log = Logs.many(temp.resolve("many"), 400, 0);
        AtomicLong clock = new AtomicLong();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        Streams streams = new Streams(
                InputStream.nullInputStream(),
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of(),
                question -> null,
                () -> clock.addAndGet(1_000_000_000));

        assertEquals(0, Main.run(Arrays.asList("log", "verify", log.toString()).toArray(String[]::new), streams));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("verifying the log  [####"), err::toString);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.cli.command.Tree;
import io.duramen.cli.terminal.Json;
import io.duramen.seal.Keyring;
import io.duramen.seal.Unlock;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class LogSalvageTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path log;
    private Path out;

    @BeforeEach
    void damageALog() throws IOException {
        log = Logs.orders(temp.resolve("orders"));
        out = temp.resolve("rescued");
        Logs.damage(Logs.segment(log, 1), "pears");
    }

    @Test
    @Tag("S3.13")
    void withoutYesTheLossIsShownAndNothingIsWritten() throws IOException {
        var before = Tree.of(temp);

        assertEquals(ExitCode.USAGE, shell.run("log", "salvage", "--out", out, log));
        assertEquals(
                List.of(
                        "  log                 " + log,
                        "  intact              record 1, in the copy 1",
                        "  intact              records 3 to 6, in the copy 2 to 5",
                        "  LOST                record 2",
                        "  unreadable          " + Logs.segment(log, 1)
                                + ", bytes 8512 to 8647: a frame whose body is not as it was written",
                        "  in all              5 records intact, 1 known to be lost, 136 B unreadable"),
                shell.out().lines().toList());
        assertTrue(shell.err().contains("to copy what is intact, say --yes"), shell.err());
        assertEquals(before, Tree.of(temp));
    }

    @Test
    @Tag("S3.13")
    void whatIsIntactIsCopiedAndWhatWasLostIsWrittenDown() throws IOException {
        var before = Tree.of(log);

        assertEquals(0, shell.run("log", "salvage", "--yes", "--out", out, log), shell.err());
        assertTrue(
                shell.out()
                        .endsWith("copied 5 records to " + out + ", verified; " + out.resolve("salvage.json")
                                + " says which numbers they had\n"),
                shell.out());
        assertEquals(before, Tree.of(log));
        JsonNode report = Json.parse(Files.readString(out.resolve("salvage.json")));
        assertEquals("[{\"firstLsn\":2,\"lastLsn\":2}]", report.get("lost").toString());
        assertEquals(
                "[{\"firstLsn\":1,\"lastLsn\":1,\"copyLsn\":1},{\"firstLsn\":3,\"lastLsn\":6,\"copyLsn\":2}]",
                report.get("copied").toString());
        assertEquals(0, shell.run("log", "verify", out), shell.out());
        assertEquals(0, shell.run("log", "dump", out), shell.err());
        assertTrue(shell.out().contains("\n2 2026-01-02T14:00:00Z DATA tx=7 actor=ann op=delete"), shell.out());
        try (WriteAheadLog copy = WriteAheadLog.open(out, Logs.options().build())) {
            assertEquals(6, copy.append(Logs.bytes("goes on")));
        }
    }

    @Test
    void aPlaceThatIsTakenIsNotTouched() throws IOException {
        Path taken = Logs.orders(temp.resolve("taken"));
        Path foreign = Files.createDirectory(temp.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "Dear reader");
        var before = Tree.of(temp);

        assertEquals(ExitCode.FAILED, shell.run("log", "salvage", "--yes", "--out", taken, log, "--json"));
        assertEquals("LOG_EXISTS", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("log", "salvage", "--yes", "--out", foreign, log, "--json"));
        assertEquals("FOREIGN_DIRECTORY", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("log", "salvage", "--yes", "--out", log, log, "--json"));
        assertEquals("LOG_EXISTS", shell.error().get("code").stringValue());
        assertEquals(before, Tree.of(temp));
    }

    @Test
    @Tag("S3.59")
    void aLogThatIsOpenElsewhereIsRefused() {
        Path live = Logs.orders(temp.resolve("live"));
        try (WriteAheadLog writer = WriteAheadLog.open(live, Logs.options().build())) {
            assertEquals(7, writer.append(Logs.bytes("seven")));
            assertEquals(ExitCode.FAILED, shell.run("log", "salvage", "--yes", "--out", out, live, "--json"));
            assertEquals("STORAGE_LOCKED", shell.error().get("code").stringValue());
        }
    }

    /** A frame is bound to the one before it; the damaged one's tag is intact, so that the one behind it can be opened. */
    @Test
    void theCopyOfASealedLogIsSealedUnlessToldOtherwise() throws IOException {
        Path store = sealedWithFourRecords();
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        Path segment = Logs.segment(store, 1);
        byte[] bytes = Files.readAllBytes(segment);
        int first = 8192 + 64 + 112 + 24; // behind the header and the LINK
        int second =
                first + ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(first + 8);
        bytes[second + 64 + 50] ^= 1;
        Files.write(segment, bytes);

        assertEquals(ExitCode.REFUSED, shell.run("log", "salvage", "--yes", "--out", out, store));
        assertEquals(0, owner.run("log", "salvage", "--yes", "--out", out, store, "--json"), owner.err());
        assertEquals(
                "[{\"firstLsn\":2,\"lastLsn\":2}]", owner.json().get("lost").toString());
        assertEquals(3, owner.json().get("records").intValue());
        assertTrue(Files.exists(out.resolve("keyring")));
        assertEquals(ExitCode.REFUSED, shell.run("log", "dump", out));
        assertEquals(0, owner.run("log", "dump", out), owner.err());
        assertEquals(3, owner.out().lines().count());
        Path plain = temp.resolve("plain");
        assertEquals(0, owner.run("log", "salvage", "--yes", "--unsealed", "--out", plain, store), owner.err());
        assertEquals(0, shell.run("log", "dump", plain), shell.err());
        assertEquals(3, shell.out().lines().count());
    }

    private Path sealedWithFourRecords() {
        Path store = temp.resolve("store");
        try (Unlock password = Unlock.password("right".toCharArray());
                Keyring keyring = Keyring.create(store, password, Shell.QUICK);
                WriteAheadLog sealed = WriteAheadLog.create(
                        store,
                        Logs.options().sealing(keyring).anchor(Anchor.none()).build())) {
            for (String text : List.of("a", "b", "c", "d")) {
                sealed.append(Logs.bytes(text.repeat(100)));
            }
        }
        return store;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.cli.command.Tree;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogCompactTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();

    /** A log of one segment with a checkpoint behind all of it, which could not go yet because it was being written. */
    private Path reopened(int records) {
        Path log = temp.resolve("log");
        try (WriteAheadLog writer = WriteAheadLog.create(log, Logs.options().build())) {
            for (int n = 1; n <= records; n++) {
                writer.append(Logs.bytes("record " + n));
            }
            writer.checkpoint(records + 1L);
        }
        return log;
    }

    @Test
    @Tag("S3.32")
    void withoutACheckpointNothingIsRemoved() throws IOException {
        Path log = Logs.many(temp.resolve("many"), 400, 0);
        var before = Tree.of(log);

        for (String[] how : new String[][] {{}, {"--dry-run"}, {"--strategy", "aggressive"}}) {
            assertEquals(ExitCode.FAILED, run(log, how), shell.out());
            assertEquals("NO_CHECKPOINT", shell.error().get("code").stringValue());
            assertEquals(before, Tree.of(log));
        }
    }

    @Test
    @Tag("S3.32")
    void aDryRunTellsWhatWouldGoAndChangesNothing() throws IOException {
        Path log = reopened(100);
        var before = Tree.of(log);

        assertEquals(0, shell.run("log", "compact", "--dry-run", log), shell.err());
        assertEquals(
                List.of(
                        "  strategy            auto, dry run: nothing was changed",
                        "  checkpoint          record 101",
                        "  would go            segment 1, records 1 to 100, 64.0 KiB",
                        "  in all              1 segment, 100 records, 64.0 KiB",
                        "  first record        101"),
                shell.out().lines().toList());
        assertEquals(before, Tree.of(log));
    }

    @Test
    @Tag("S3.32")
    @Tag("S2.08")
    void whatLiesBelowTheCheckpointGoesByTheStrategy() {
        Path log = reopened(100);

        assertEquals(0, run(log, "--strategy", "keep=50"), shell.err());
        assertEquals(0, shell.json().get("records").intValue());
        assertEquals(0, run(log), shell.err());
        assertEquals(100, shell.json().get("records").intValue());
        assertEquals(101, shell.json().get("firstLsn").intValue());
        assertTrue(Files.notExists(Logs.segment(log, 1)));
        assertEquals(0, shell.run("log", "verify", log), shell.out());
        assertTrue(shell.out().contains("  records             none\n"), shell.out());
        assertEquals(0, run(log, "--strategy", "aggressive"), shell.err());
        try (WriteAheadLog writer = WriteAheadLog.open(log, Logs.options().build())) {
            assertEquals(101, writer.append(Logs.bytes("goes on")));
        }
    }

    @Test
    void aStrategyThatIsNoneIsAUsageError() {
        Path log = reopened(3);
        assertEquals(ExitCode.USAGE, shell.run("log", "compact", "--strategy", "keep", log));
        assertTrue(shell.err().contains("--strategy must be auto, aggressive or keep=N, is 'keep'"), shell.err());
    }

    @Test
    @Tag("S3.59")
    void aLogThatIsOpenElsewhereIsRefused() {
        Path log = reopened(3);
        try (WriteAheadLog writer = WriteAheadLog.open(log, Logs.options().build())) {
            assertEquals(4, writer.append(Logs.bytes("four")));
            assertEquals(ExitCode.FAILED, run(log));
            assertEquals("STORAGE_LOCKED", shell.error().get("code").stringValue());
            assertEquals(0, run(log, "--dry-run"), shell.err());
        }
    }

    @Test
    @Tag("S3.32")
    void theLogOfAStoreIsCompactedAfterItsCheckpointsWereVerified() throws IOException {
        Path store = storeWithCheckpoints();
        String root = root(store);

        assertEquals(0, run(store, "--strategy", "aggressive"), shell.err());
        assertTrue(shell.json().get("checkpointLsn").longValue() > 1, shell.out());
        assertEquals(0, shell.run("verify", store), shell.out());
        assertEquals(root, root(store));
    }

    @Test
    @Tag("S3.32")
    void theLogOfAStoreWhoseCheckpointIsDamagedIsLeftAlone() throws IOException {
        Path store = storeWithCheckpoints();
        Path checkpoint;
        try (var files = Files.walk(store.resolve("ckpt"))) {
            checkpoint = files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length / 2] ^= 1;
        Files.write(checkpoint, bytes);
        var before = Tree.of(store);

        assertEquals(ExitCode.DAMAGE, run(store));
        assertEquals("STORE_NOT_VERIFIED", shell.error().get("code").stringValue());
        assertTrue(shell.error().get("hint").stringValue().contains("duramen verify " + store), shell.err());
        assertEquals(before, Tree.of(store));
    }

    private Path storeWithCheckpoints() {
        Path store = temp.resolve("store");
        try (StateStore made = StateStore.create(store, StoreOptions.defaults())) {
            for (int n = 1; n <= 4; n++) {
                byte[] key = Logs.key("key" + n);
                made.commit(tx -> tx.put(key, key));
                made.checkpoint();
            }
        }
        return store;
    }

    private String root(Path store) {
        assertEquals(0, shell.run("verify", store, "--json"), shell.err());
        return shell.json().get("root").stringValue();
    }

    private int run(Path log, String... how) {
        Object[] args = new Object[how.length + 4];
        args[0] = "log";
        args[1] = "compact";
        System.arraycopy(how, 0, args, 2, how.length);
        args[how.length + 2] = "--json";
        args[how.length + 3] = log;
        return shell.run(args);
    }
}

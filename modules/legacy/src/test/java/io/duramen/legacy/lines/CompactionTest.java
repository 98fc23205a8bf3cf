// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.LoggedTransaction;
import io.duramen.legacy.UnknownTransactionException;
import io.duramen.storage.StorageException;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.NoCheckpointException;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.WriterMode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CompactionTest {
    private final SimDisk disk = SimDisk.create();

    /** Twenty transactions of which every fourth stays pending: 35 lines. */
    private JsonLinesLog twenty() {
        JsonLinesLog log = JsonLinesLog.create(disk, plain());
        for (int i = 1; i <= 20; i++) {
            log.prepare("tx-" + i, Changes.builder().put("k", i).build());
            if (i % 4 != 0) {
                log.markCommitted("tx-" + i);
            }
        }
        return log;
    }

    @Test
    @Tag("S2.08")
    @Tag("S2.09")
    @Tag("S2.18")
    void committedTransactionsBelowTheCheckpointGoAndPendingOnesStay() {
        try (JsonLinesLog log = twenty()) {
            long size = disk.bytes(LineNames.LOG).length;
            long lines =
                    text(disk).lines().filter(line -> line.contains("\"op\"")).count();
            List<LoggedTransaction> pending = withoutLines(log.uncommitted());
            log.checkpoint(log.durableLsn() + 1);

            assertEquals(30, log.compactWal());

            assertEquals(
                    lines - 30,
                    text(disk).lines().filter(line -> line.contains("\"op\"")).count());
            assertTrue(disk.bytes(LineNames.LOG).length < size / 2);
            assertEquals(pending, withoutLines(log.uncommitted()));
            assertEquals(36, log.firstLsn());
            assertEquals(0, log.compactWal(), "there is nothing more to remove");
            assertThrows(RecordsRemovedException.class, () -> log.read(35));
            assertTrue(log.markCommitted("tx-4"));
            assertThrows(UnknownTransactionException.class, () -> log.markCommitted("tx-1"));
            assertEquals(37, log.prepare("tx-1", Changes.parse("{}")));
        }
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertEquals(List.of("tx-8", "tx-12", "tx-16", "tx-20", "tx-1"), ids(log.uncommitted()));
            assertEquals(2, all(log).size());
            assertFalse(log.markCommitted("tx-4"));
        }
    }

    @Test
    void nothingGoesWithoutACheckpointAndAllAboveItStays() {
        try (JsonLinesLog log = twenty()) {
            assertThrows(NoCheckpointException.class, log::compactWal);
            assertEquals(1, log.checkpointLsn());
            log.checkpoint(10); // the fifth transaction's commit is record 9
            List<LogRecord> before = from(log, 10);

            assertEquals(8, log.compactWal());

            assertEquals(10, log.firstLsn());
            assertEquals(before, all(log));
            assertEquals(20 - 4, log.transactions().entries().size());
        }
    }

    @Test
    void aDryRunTellsWhatWouldGoAndRecordsMayBeKept() {
        try (JsonLinesLog log = twenty()) {
            log.checkpoint(10);
            byte[] before = disk.bytes(LineNames.LOG);
            CompactionResult dry = log.compact(Compaction.auto().dryRun());
            CompactionResult fewer = log.compact(Compaction.keep(4).dryRun());
            org.junit.jupiter.api.Assertions.assertArrayEquals(before, disk.bytes(LineNames.LOG));
            assertEquals(4, fewer.records());
            assertEquals(6, fewer.firstLsn());

            CompactionResult done = log.compact(Compaction.auto());

            assertEquals(dry.records(), done.records());
            assertEquals(dry.bytes(), done.bytes());
            assertEquals(List.of(true, false), List.of(dry.dryRun(), done.dryRun()));
            assertEquals(10, log.checkpointLsn());
            assertEquals(10, log.firstLsn());
        }
    }

    @Test
    void aTransactionCommittedAboveTheCheckpointIsWhole() {
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            log.prepare("a", Changes.parse("{\"k\": 1}"));
            append2(log);
            log.markCommitted("a");
            log.checkpoint(3);
            assertEquals(1, log.compactWal());
            assertEquals(List.of("a"), ids(log.transactions().entries()));
            assertTrue(log.transactions().entries().get(0).committed());
            log.checkpoint(5);
            assertEquals(3, log.compactWal());
            assertEquals(List.of(), log.transactions().entries());
        }
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertEquals(5, log.firstLsn());
            assertEquals(5, log.append(payload(5)));
        }
    }

    private static void append2(JsonLinesLog log) {
        log.append(payload(2));
        log.append(payload(3));
    }

    @Test
    @Tag("S2.10")
    void theNewFileIsCompleteAndForcedBeforeItGetsTheNameAndTheNameIsForced() {
        RecordingStorage storage = RecordingStorage.over(disk);
        try (JsonLinesLog log = JsonLinesLog.create(storage, plain())) {
            log.prepare("a", Changes.parse("{}"));
            log.markCommitted("a");
            log.checkpoint(3);
            storage.clear();
            log.compactWal();
            assertEquals(
                    List.of(
                            "CREATE wal/wal.log.tmp",
                            "WRITE wal/wal.log.tmp",
                            "FORCE wal/wal.log.tmp",
                            "FORCE wal/wal.log.tmp",
                            "RENAME wal/wal.log.tmp",
                            "SYNC_DIRECTORY wal"),
                    storage.operations().stream()
                            .filter(o -> o.kind().isChanging())
                            .map(o -> o.kind() + " " + o.file())
                            .toList());
        }
    }

    @Test
    @Tag("S2.10")
    @Tag("S2.24")
    void linesAppendedMeanwhileAreKeptAndAcknowledgedMeanwhile() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (JsonLinesLog log = JsonLinesLog.create(
                disk, options().writerMode(WriterMode.THREAD).build())) {
            FutureTask<Integer> committer = new FutureTask<>(() -> {
                int n = 0;
                while (!stop.get()) {
                    n++;
                    log.prepare("tx-" + n, Changes.builder().put("k", n).build());
                    if (n % 10 != 0) {
                        log.markCommitted("tx-" + n);
                    }
                }
                return n;
            });
            new Thread(committer, "committer").start();
            long removed = 0;
            for (int round = 0; round < 40 || removed < 500; round++) {
                log.checkpoint(log.durableLsn() + 1);
                removed += log.compactWal();
                try (LogReader reader = log.read(log.firstLsn())) {
                    reader.forEach(record -> {});
                }
            }
            stop.set(true);
            int prepared = committer.get();
            assertEquals(prepared / 10, log.uncommitted().size());
            assertEquals(2L * prepared - prepared / 10, log.durableLsn());
        }
        try (JsonLinesLog log = JsonLinesLog.open(disk, plain())) {
            assertEquals(log.durableLsn() - log.firstLsn() + 1, all(log).size());
        }
    }

    @Test
    @Tag("S2.24")
    void aCommitIsAcknowledgedWhileTheOldLinesAreBeingCopied() {
        List<Long> acknowledged = new ArrayList<>();
        JsonLinesLog[] log = new JsonLinesLog[1];
        RecordingStorage storage = RecordingStorage.over(disk);
        log[0] = JsonLinesLog.create(
                storage,
                options()
                        .clock(new HookedClock(CLOCK, () -> {
                            // the marks of the new file ask for the time: here the copying is under way
                            if (log[0] != null && disk.exists(LineNames.NEW) && acknowledged.isEmpty()) {
                                acknowledged.add(0L);
                                acknowledged.add(log[0].append(payload(1)));
                            }
                        }))
                        .build());
        log[0].prepare("a", Changes.parse("{}"));
        log[0].markCommitted("a");
        log[0].checkpoint(3);

        assertEquals(2, log[0].compactWal());

        assertEquals(List.of(0L, 3L), acknowledged);
        assertEquals(payload(1), all(log[0]).get(0).payload());
        log[0].close();
    }

    @Test
    @Tag("S2.10")
    void aFailureBeforeTheRenameLeavesTheLogAsItIsAndOneInItFailsTheLog() {
        for (Kind kind : List.of(Kind.CREATE, Kind.WRITE, Kind.FORCE, Kind.RENAME, Kind.SYNC_DIRECTORY)) {
            SimDisk fresh = SimDisk.create();
            FaultStorage faulty = FaultStorage.over(fresh);
            JsonLinesLog log = JsonLinesLog.create(faulty, plain());
            log.prepare("a", Changes.parse("{}"));
            log.markCommitted("a");
            log.prepare("b", Changes.parse("{}"));
            log.checkpoint(4);
            faulty.fail(Fault.IO_ERROR, 0, Times.ONCE, kind);
            boolean fatal = kind == Kind.RENAME || kind == Kind.SYNC_DIRECTORY;
            Class<? extends RuntimeException> expected = fatal ? LogFailedException.class : StorageException.class;
            assertThrows(expected, log::compactWal, kind::toString);
            if (!fatal) {
                assertTrue(log.markCommitted("b"));
                assertFalse(fresh.exists(LineNames.NEW));
                log.checkpoint(5);
                assertEquals(4, log.compactWal());
            } else {
                assertEquals(3, log.durableLsn());
                assertThrows(LogFailedException.class, () -> log.markCommitted("b"));
            }
            log.close();
            try (JsonLinesLog again = JsonLinesLog.open(fresh, plain())) {
                assertEquals(fatal ? List.of("b") : List.of(), ids(again.uncommitted()));
            }
        }
    }

    @Test
    @Tag("S2.10")
    void aNameThatACompactionLeftUnforcedIsForcedBeforeMoreIsPromised() {
        FaultStorage faulty = FaultStorage.over(disk);
        JsonLinesLog log = JsonLinesLog.create(faulty, plain());
        log.prepare("a", Changes.parse("{}"));
        log.markCommitted("a");
        log.checkpoint(3);
        faulty.fail(Fault.IO_ERROR, 0, Times.ONCE, Kind.SYNC_DIRECTORY);
        assertThrows(LogFailedException.class, log::compactWal);
        log.close();
        try (JsonLinesLog again = JsonLinesLog.open(disk, plain())) {
            again.prepare("b", Changes.parse("{}"));
            try (JsonLinesLog afterCrash = JsonLinesLog.open(disk.crash(CrashSeeds.NOTHING), plain())) {
                assertEquals(List.of("b"), ids(afterCrash.uncommitted()));
            }
        }
    }

    @Test
    void damageStopsACompactionAndTheOldFileStays() {
        try (JsonLinesLog log = twenty()) {
            log.checkpoint(36);
            disk.flipBit(LineNames.LOG, 8L * 700);
            byte[] before = disk.bytes(LineNames.LOG);
            assertThrows(CorruptLogException.class, log::compactWal);
            org.junit.jupiter.api.Assertions.assertArrayEquals(before, disk.bytes(LineNames.LOG));
            assertFalse(disk.exists(LineNames.NEW));
        }
    }

    @Test
    void aCheckpointGivesSpaceBackByItselfOnceHalfOfALargeFileCanGo() {
        try (JsonLinesLog log = JsonLinesLog.create(disk, plain())) {
            byte[] large = new byte[100_000];
            for (int n = 1; n <= 10; n++) {
                log.append(java.nio.ByteBuffer.wrap(large));
            }
            assertEquals(0, log.checkpoint(4));
            assertEquals(1, log.firstLsn());
            assertEquals(1, log.checkpoint(9));
            assertEquals(9, log.firstLsn());
            assertEquals(2, all(log).size());
            assertTrue(disk.bytes(LineNames.LOG).length < 300_000);
        }
    }

    private static List<LoggedTransaction> withoutLines(List<LoggedTransaction> found) {
        return found.stream()
                .map(t -> new LoggedTransaction(0, t.oldStyle(), t.transactionId(), t.changes(), t.timestamp(), false))
                .toList();
    }

    private static List<String> ids(List<LoggedTransaction> transactions) {
        return transactions.stream().map(LoggedTransaction::transactionId).toList();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.NoCheckpointException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class CompactionTest {
    private final SimDisk disk = SimDisk.create();

    /** A log of ten segments or so, with a checkpoint in the middle that removed nothing. */
    private WriteAheadLog log() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        log.append(payload(1));
        log.checkpoint(2);
        append(log, 2, 3000);
        return log;
    }

    @Test
    @Tag("S3.32")
    void withoutACheckpointNothingIsRemoved() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 1500);
            NoCheckpointException refused =
                    assertThrows(NoCheckpointException.class, () -> log.compact(Compaction.aggressive()));
            assertEquals(1500L, refused.details().get("records"));
            requireRecords(log, 1500);
        }
    }

    @Test
    @Tag("S3.06")
    void aCheckpointSaysWhereAReplayBegins() {
        try (WriteAheadLog log = log()) {
            SegmentInfo fourth = log.segments().get(3);
            assertEquals(3, log.checkpoint(fourth.firstLsn() + 1));
            assertEquals(fourth.firstLsn() + 1, log.checkpointLsn());
            assertEquals(fourth.firstLsn(), log.firstLsn());
            log.checkpoint(fourth.firstLsn()); // it never goes back
            assertEquals(fourth.firstLsn() + 1, log.checkpointLsn());
            assertEquals(List.of(), log.compact(Compaction.auto()).removed());
        }
    }

    @Test
    @Tag("S3.32")
    @Tag("S2.08")
    void keepLeavesAtLeastSoManyRecordsBelowTheCheckpoint() {
        try (WriteAheadLog log = log()) {
            long last = log.durableLsn();
            SegmentedLog segmented = (SegmentedLog) log;
            segmented.markOnly(last + 1);
            CompactionResult dry = log.compact(Compaction.keep(1000).dryRun());
            CompactionResult done = log.compact(Compaction.keep(1000));

            assertTrue(dry.dryRun());
            assertEquals(dry.removed(), done.removed());
            assertTrue(last - done.firstLsn() + 1 >= 1000, done::toString);
            assertTrue(done.removed().size() >= 3, done::toString);
            assertEquals(done.firstLsn(), log.firstLsn());
            long records = done.removed().stream()
                    .mapToLong(s -> s.lastLsn() - s.firstLsn() + 1)
                    .sum();
            assertEquals(records, done.records());
            assertEquals(done.removed().size() * 65_536L, done.bytes());
            requireRecords(log, last);
        }
    }

    @Test
    @Tag("S3.32")
    @Tag("S3.06")
    void aggressiveAlsoLetsTheSegmentGoThatIsBeingWritten() {
        try (WriteAheadLog log = log()) {
            long last = log.durableLsn();
            SegmentedLog segmented = (SegmentedLog) log;
            segmented.markOnly(last + 1);
            CompactionResult dry = log.compact(Compaction.aggressive().dryRun());
            assertEquals(1, log.firstLsn());
            CompactionResult done = log.compact(Compaction.aggressive());

            assertEquals(dry.records(), done.records());
            assertEquals(last, done.records());
            assertEquals(last + 1, log.firstLsn());
            assertEquals(1, log.segments().size());
            assertEquals(last + 1, log.append(payload(last + 1)));
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            assertEquals(3001, log.firstLsn());
            assertEquals(3001, log.checkpointLsn());
            requireRecords(log, 3001);
        }
    }

    @Test
    @Tag("S2.24")
    void commitsGoOnWhileACompactionIsHeldUp() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        var executor = Executors.newSingleThreadExecutor();
        try (WriteAheadLog log = WriteAheadLog.create(
                holdingUpDeletes(reached, go),
                options().writerMode(WriterMode.THREAD).build())) {
            append(log, 1, 1000);
            long needed = log.segments().get(2).firstLsn();
            CompletableFuture<Integer> removed = CompletableFuture.supplyAsync(() -> log.checkpoint(needed), executor);
            reached.await();
            append(log, 1001, 1100);
            assertFalse(removed.isDone());
            go.countDown();
            assertEquals(2, removed.join());
            requireRecords(log, 1100);
        } finally {
            executor.shutdown();
        }
    }

    /** Were the last full segment removed then, a crash would leave a log whose oldest segment has no LINK. */
    @Test
    @Tag("S2.24")
    void aCompactionInTheMiddleOfARollLeavesALogThatOpens() {
        AtomicReference<Runnable> inWrite = new AtomicReference<>(() -> {});
        AtomicReference<SimDisk> crashed = new AtomicReference<>();
        Storage watched = new WatchedWrites(disk, () -> inWrite.get().run());
        try (WriteAheadLog log = WriteAheadLog.create(
                watched, options().writerMode(WriterMode.THREAD).build())) {
            log.append(payload(1, 45_000));
            log.checkpoint(2);
            inWrite.set(() -> {
                if (Thread.currentThread().getName().startsWith("duramen-preparer")) {
                    return; // still arms the segment, and is the one that compacts
                }
                inWrite.set(() -> {});
                CompletableFuture.supplyAsync(() -> log.compact(Compaction.auto()))
                        .join();
                crashed.set(disk.crash(0));
            });
            log.append(payload(2, 45_000));
            assertEquals(1, log.statistics().rolls());
            assertEquals(2, log.compact(Compaction.auto()).firstLsn());
        }
        try (WriteAheadLog log = WriteAheadLog.open(crashed.get(), plain())) {
            assertEquals(1, log.durableLsn());
        }
    }

    /** Whoever passes a damaged segment over keeps it for ever, and whoever reads it first cannot go on. */
    @Test
    @Tag("S1.04")
    void segmentsThatRottedWhileTheLogWasOpenGoLikeAnyOthers() {
        try (WriteAheadLog log = log()) {
            List<SegmentInfo> segments = log.segments();
            long last = log.durableLsn();
            disk.noise(LogNames.segment(1), 0, 65_536, 1);
            disk.flipBit(LogNames.segment(2), 8L * 9_000);
            CompactionResult dry = log.compact(Compaction.auto().dryRun());

            assertEquals(List.of(), dry.removed());
            assertEquals(2, log.checkpoint(segments.get(2).firstLsn()));
            assertFalse(disk.exists(LogNames.segment(1)) || disk.exists(LogNames.segment(2)));
            requireRecords(log, last);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            requireRecords(log, 3000);
        }
    }

    /** Between the marks and the deletion the power may have failed, and what then rots does no harm. */
    @Test
    @Tag("S1.04")
    void aDamagedSegmentThatTheMarksGaveUpIsDeletedUnread() {
        byte[] first;
        try (WriteAheadLog log = log()) {
            first = disk.bytes(LogNames.segment(1));
            log.checkpoint(log.segments().get(2).firstLsn());
        }
        first[0] ^= 1;
        try (StorageFile file = disk.open(LogNames.segment(1), OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(first), 0);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            requireRecords(log, 3000);
        }
        assertFalse(disk.exists(LogNames.segment(1)));
    }

    @Test
    void aDamagedSegmentThatStillCountsIsRefusedAndNotCompactedAway() {
        try (WriteAheadLog log = log()) {
            ((SegmentedLog) log).markOnly(log.segments().get(4).firstLsn());
        }
        disk.flipBit(LogNames.segment(2), 8L * 9_000);
        Set<String> before = disk.files().keySet();

        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()));
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            assertThrows(CorruptLogException.class, () -> Compaction.auto().preview(log));
        }
        assertEquals(before, disk.files().keySet());
    }

    private Storage holdingUpDeletes(CountDownLatch reached, CountDownLatch go) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(), new Class<?>[] {Storage.class}, (proxy, method, args) -> {
                    if (method.getName().equals("delete")) {
                        reached.countDown();
                        go.await();
                    }
                    try {
                        return method.invoke(disk, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void anErrorOnTheWayFailsTheLogAndLosesNothingThatIsNeeded() {
        for (Kind kind : List.of(Kind.WRITE, Kind.FORCE, Kind.DELETE, Kind.SYNC_DIRECTORY)) {
            SimDisk fresh = SimDisk.create();
            FaultStorage faulty = FaultStorage.over(fresh);
            WriteAheadLog log = WriteAheadLog.create(faulty, plain());
            append(log, 1, 1000);
            long needed = log.segments().get(2).firstLsn();
            faulty.fail(FaultStorage.Fault.IO_ERROR, 0, FaultStorage.Times.ONCE, kind);
            assertThrows(LogFailedException.class, () -> log.checkpoint(needed), kind.name());
            assertThrows(LogFailedException.class, () -> log.append(payload(1001)), kind.name());
            log.close();
            fresh.restart();
            try (WriteAheadLog again = WriteAheadLog.open(fresh, plain())) {
                assertTrue(again.firstLsn() <= needed);
                requireRecords(again, 1000);
            }
        }
    }

    @Test
    @Tag("S1.04")
    @Tag("S2.10")
    void aCrashAtEveryStepLosesNothingThatIsNeeded(TestReporter reporter) {
        reporter.publishEntry(
                "states",
                CrashRunner.of(CompactionTest::work, CompactionTest::check)
                        .run()
                        .toString());
    }

    private static void work(Storage storage, AckLog acks) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            for (int n = 1; n <= 6; n++) {
                acks.tried(n);
                log.append(payload(n, 30_000));
                acks.acked(n);
                if (n % 2 == 0) {
                    ((SegmentedLog) log).markOnly(n);
                    log.compact(Compaction.aggressive());
                }
            }
        }
    }

    private static void check(Storage storage, AckLog acks) {
        try (WriteAheadLog log = WriteAheadLog.open(storage, plain())) {
            long last = log.durableLsn();
            acks.requireRecovered(last);
            assertTrue(log.firstLsn() <= Math.max(1, last), "the newest record is always needed here");
            for (var record : all(log)) {
                assertEquals(payload(record.lsn(), 30_000), record.payload());
            }
        } catch (LogMissingException notYet) {
            assertEquals(0, acks.lastAcked());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordTooLargeException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** Who leads, what forms behind a running sync, and what happens when there is no room. */
class GroupCommitTest {
    private static final WalOptions THREADS =
            options().writerMode(WriterMode.THREAD).maxPendingBytes(16 << 10).build();

    @TempDir
    private Path directory;

    @Test
    @Tag("S1.76")
    void aLoneAppendIsWrittenByItsCallerAndByNobodyElse() {
        Set<Thread> writers = ConcurrentHashMap.newKeySet();
        AtomicReference<Runnable> inWrite = new AtomicReference<>(() -> {});
        Storage watched =
                new WatchedWrites(SimDisk.create(), () -> inWrite.get().run());
        try (WriteAheadLog log = WriteAheadLog.create(watched, THREADS)) {
            SegmentedLog segmented = (SegmentedLog) log;
            for (long lsn = 1; lsn <= 20; lsn++) {
                while (!segmented.writerSleeps()) {
                    Thread.onSpinWait(); // it looks after a log that has just become idle
                }
                long awaited = lsn;
                inWrite.set(() -> {
                    if (log.durableLsn() < awaited) {
                        writers.add(Thread.currentThread());
                    }
                });
                assertEquals(lsn, log.append(payload(lsn)));
                inWrite.set(() -> {});
            }
            assertEquals(Set.of(Thread.currentThread()), writers);
        }
    }

    @Test
    @Tag("S1.74")
    void whateverIsClaimedWhileSomebodyLeadsBecomesOneGroup() throws Exception {
        try (WriteAheadLog log = WriteAheadLog.create(directory, THREADS)) {
            SegmentedLog segmented = (SegmentedLog) log;
            segmented.holdLead();
            List<Thread> threads = new ArrayList<>();
            Set<Long> numbers = ConcurrentHashMap.newKeySet();
            for (int t = 1; t <= 16; t++) {
                Thread thread = new Thread(() -> numbers.add(log.append(payload(1))), "appender " + t);
                thread.start();
                threads.add(thread);
            }
            while (segmented.lastClaimed() < 16) {
                Thread.onSpinWait();
            }
            assertEquals(0, log.durableLsn());
            segmented.giveLead();
            for (Thread thread : threads) {
                thread.join();
            }
            assertEquals(1, log.statistics().syncs());
            assertEquals(16, new TreeSet<>(numbers).last());
            assertEquals(16, numbers.size());
        }
    }

    /**
     * A sync that lasts until everybody else waits, as one of a millisecond does for 64 threads: half of them share each sync,
     * because while one half is being written the other gathers.
     */
    @Test
    @Tag("S1.74")
    void behindASlowSyncAtLeastThirtyOfSixtyFourAppendersShareTheNext() throws Exception {
        int threads = 64;
        int each = 50;
        AtomicInteger alive = new AtomicInteger(threads);
        AtomicReference<SegmentedLog> opened = new AtomicReference<>();
        Runnable slowSync = () -> {
            SegmentedLog log = opened.get();
            for (int spins = 0; log != null && log.gathered() < alive.get() - log.beingWritten(); spins++) {
                Intake.pause(spins);
            }
        };
        WalOptions options = THREADS.toBuilder()
                .maxPendingBytes(1 << 20)
                .maxSegmentBytes(4 << 20)
                .firstSegmentBytes(4 << 20)
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(new WatchedWrites(NioStorage.at(directory), slowSync), options)) {
            opened.set((SegmentedLog) log);
            List<Thread> appenders = new ArrayList<>();
            for (int t = 1; t <= threads; t++) {
                appenders.add(new Thread(
                        () -> {
                            for (int i = 1; i <= each; i++) {
                                log.append(payload(i));
                            }
                            alive.decrementAndGet();
                        },
                        "appender " + t));
            }
            appenders.forEach(Thread::start);
            for (Thread appender : appenders) {
                appender.join();
            }
            opened.set(null); // closing writes too, and is not slow
            WalStatistics statistics = log.statistics();
            assertEquals((long) threads * each, statistics.records());
            assertTrue(statistics.records() >= 30 * statistics.syncs(), statistics::toString);
        }
    }

    @Test
    @Tag("S3.56")
    void whenThereIsNoRoomAnAppendMayGiveUpAndNothingIsWrittenOfIt() {
        try (WriteAheadLog log = WriteAheadLog.create(directory, THREADS)) {
            SegmentedLog segmented = (SegmentedLog) log;
            segmented.holdLead();
            List<PendingAppend> pending = new ArrayList<>();
            OptionalLong refused;
            LogEntry entry = LogEntry.of(payload(1, 1000));
            while (segmented.hasRoomFor(entry)) {
                pending.add(log.submit(entry));
            }
            assertTrue(pending.size() >= 7, () -> pending.size() + " records of 1000 bytes in a block of 8 KiB");
            refused = log.tryAppend(entry, Duration.ZERO);
            assertEquals(OptionalLong.empty(), refused);
            refused = log.tryAppend(entry, Duration.ofNanos(1));
            assertEquals(OptionalLong.empty(), refused);
            segmented.giveLead();
            pending.forEach(PendingAppend::await);
            assertEquals(OptionalLong.of(pending.size() + 1), log.tryAppend(entry, Duration.ofDays(1)));
            assertEquals(pending.size() + 1, all(log).size());
        }
    }

    @Test
    @Tag("S3.14")
    void recordsSubmittedTogetherAreThereTogetherOrNotAtAll(TestReporter reporter) {
        reporter.publishEntry(
                "states",
                CrashRunner.of(
                                (storage, acks) -> {
                                    try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
                                        for (int round = 1; round <= 3; round++) {
                                            acks.tried(5L * round);
                                            assertEquals(
                                                    5L * round,
                                                    log.submitAll(five(round)).await());
                                            acks.acked(5L * round);
                                        }
                                    }
                                },
                                (storage, acks) -> check(storage, acks))
                        .run()
                        .toString());
    }

    private static void check(Storage storage, AckLog acks) {
        try (WriteAheadLog log = WriteAheadLog.open(storage, plain())) {
            long last = log.durableLsn();
            acks.requireRecovered(last);
            assertEquals(0, last % 5);
            for (var record : all(log)) {
                assertEquals(payload((record.lsn() + 4) / 5, 600 + (int) (record.lsn() + 4) % 5), record.payload());
            }
        } catch (LogMissingException notYet) {
            assertEquals(0, acks.lastAcked());
        }
    }

    private static List<LogEntry> five(int round) {
        List<LogEntry> entries = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            entries.add(LogEntry.of(payload(round, 600 + i)));
        }
        return entries;
    }

    /** Nobody may wait for ever for a record whose bytes cannot be had. */
    @Test
    void aPlaceThatCannotBeFilledFailsTheLogAndNobodyWaits() {
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), plain())) {
            append(log, 1, 3);
            SegmentedLog segmented = (SegmentedLog) log;
            PendingAppend before = log.submit(LogEntry.of(payload(4)));
            segmented.spoil(new IllegalStateException("the caller's memory is gone"));
            LogFailedException failed = assertThrows(LogFailedException.class, before::await);
            assertEquals("the caller's memory is gone", failed.getCause().getMessage());
            assertEquals(3, all(log).size());
        }
    }

    @Test
    void aTimeThatDoesNotFitIsRefusedBeforeAnythingIsClaimed() {
        assertThrows(
                IllegalArgumentException.class,
                () -> LogEntry.builder(payload(1)).time(Instant.MAX));
    }

    @Test
    void groupsOverTheLimitAndEmptyOnesAreRefusedAndWriteNothing() {
        try (WriteAheadLog log = WriteAheadLog.create(
                SimDisk.create(), options().maxRecordBytes(10_000).build())) {
            List<LogEntry> many = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                many.add(LogEntry.of(payload(i, 9_000)));
            }
            assertThrows(RecordTooLargeException.class, () -> log.submitAll(many));
            assertThrows(IllegalArgumentException.class, () -> log.submitAll(List.of()));
            assertEquals(1, log.append(payload(1)));
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.StorageException;
import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.ManualClock;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LatencyHistogram;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogFullException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WalMetrics;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a log shows of itself. */
class MetricsTest {
    private static final long MILLI = 1_000_000;

    private final SimDisk disk = SimDisk.create();
    private final ManualClock clock = ManualClock.startingAt(CLOCK.instant());
    private final SlowStorage slow = new SlowStorage(disk, clock);

    private WriteAheadLog create(WalOptions options) {
        return new LogCreation(slow.asStorage(), options, clock.nanos()).run();
    }

    private static void requireAll(long count, long nanos, LatencyHistogram histogram) {
        assertEquals(count, histogram.count());
        assertEquals(count * nanos, histogram.sumNanos());
        assertEquals(count == 0 ? 0 : nanos, histogram.maxNanos());
    }

    @Test
    @Tag("S3.27")
    void eachStageIsTimedByItself() {
        slow.write = Duration.ofMillis(2);
        slow.force = Duration.ofMillis(7);
        try (WriteAheadLog log = create(plain())) {
            for (int n = 1; n <= 3; n++) {
                PendingAppend pending = log.submit(LogEntry.of(payload(n)));
                clock.advance(Duration.ofMillis(5));
                pending.await();
            }
            WalMetrics metrics = log.metrics();
            requireAll(3, 5 * MILLI, metrics.latencies().gather());
            requireAll(3, 2 * MILLI, metrics.latencies().write());
            requireAll(3, 7 * MILLI, metrics.latencies().sync());
            requireAll(0, 0, metrics.latencies().marks());
            requireAll(0, 0, metrics.latencies().claimWait());
            requireAll(0, 0, metrics.latencies().wake());
            requireAll(0, 0, metrics.latencies().roll());
            assertEquals(3, metrics.statistics().records());
            assertEquals(3, metrics.durableLsn());
            assertEquals(1, metrics.recordsPerSync());
        }
    }

    @Test
    void underFullTheMarksAreTimedToo() {
        slow.force = Duration.ofMillis(7);
        try (WriteAheadLog log = create(plain(Durability.FULL))) {
            append(log, 1, 3);
            requireAll(3, 7 * MILLI, log.metrics().latencies().sync());
            requireAll(3, 7 * MILLI, log.metrics().latencies().marks());
        }
    }

    @Test
    void whereWritesAreSyncsTheyCountAsSyncsAndNothingAsAWrite() {
        slow.synchronousFiles = true;
        slow.synchronousWrite = Duration.ofMillis(3);
        try (WriteAheadLog log = create(plain())) {
            append(log, 1, 4);
            requireAll(4, 3 * MILLI, log.metrics().latencies().sync());
            requireAll(0, 0, log.metrics().latencies().write());
            assertEquals(4, log.statistics().syncs());
        }
    }

    @Test
    void everySyncAndEveryGroupIsTimedOnceAlsoAcrossRolls() {
        slow.force = Duration.ofMillis(1);
        try (WriteAheadLog log = create(plain())) {
            append(log, 1, 2000);
            WalMetrics metrics = log.metrics();
            assertTrue(metrics.statistics().rolls() >= 3);
            assertEquals(
                    metrics.statistics().rolls(), metrics.latencies().roll().count());
            assertEquals(
                    metrics.statistics().syncs(), metrics.latencies().sync().count());
            assertEquals(
                    metrics.statistics().writes(), metrics.latencies().write().count());
            assertEquals(2000, metrics.latencies().gather().count());
            assertEquals(1 + metrics.statistics().rolls(), metrics.segments());
        }
    }

    @Test
    @Tag("S3.27")
    void throughputAndFramesAreToldFromTwoSnapshots() {
        slow.force = Duration.ofMillis(10);
        WalOptions oneSegment =
                options().firstSegmentBytes(1 << 20).maxSegmentBytes(1 << 20).build();
        try (WriteAheadLog log = create(oneSegment)) {
            append(log, 1, 5);
            WalMetrics before = log.metrics();
            for (int round = 0; round < 10; round++) {
                List<PendingAppend> pending = new ArrayList<>();
                for (int n = 0; n < 8; n++) {
                    pending.add(log.submit(LogEntry.of(payload(1, 156))));
                }
                pending.forEach(PendingAppend::await);
            }
            WalMetrics after = log.metrics();
            assertEquals(Duration.ofMillis(100), after.uptime().minus(before.uptime()));
            assertEquals(800, after.recordsPerSecondSince(before));
            assertEquals(0, after.recordsPerSecondSince(after));
            assertEquals(85.0 / 15, after.recordsPerSync());
            assertEquals(10, after.latencies().since(before.latencies()).sync().count());
            long bytes = after.statistics().frameBytes() - before.statistics().frameBytes();
            assertEquals(0, bytes % 10);
            assertEquals(
                    after.statistics().frameBytes()
                            / (double) after.statistics().frames(),
                    after.bytesPerFrame());
        }
    }

    @Test
    @Tag("S3.27")
    void whatIsUnderWayIsCountedUntilItIsAcknowledged() {
        try (WriteAheadLog log = create(plain())) {
            append(log, 1, 2);
            requireNothingPending(log.metrics());
            List<PendingAppend> pending = new ArrayList<>();
            for (int n = 0; n < 3; n++) {
                pending.add(log.submit(LogEntry.of(payload(1, 100))));
            }
            WalMetrics metrics = log.metrics();
            assertEquals(3, metrics.pendingRecords());
            assertEquals(3L * RecordCodec.length(100, null), metrics.pendingBytes());
            assertTrue(metrics.bufferBytes() >= metrics.pendingBytes());
            assertEquals(2, metrics.durableLsn());
            pending.forEach(PendingAppend::await);
            requireNothingPending(log.metrics());
            assertEquals(5, log.metrics().durableLsn());
        }
    }

    private static void requireNothingPending(WalMetrics metrics) {
        assertEquals(0, metrics.pendingRecords());
        assertEquals(0, metrics.pendingBytes());
    }

    @Test
    void aClosedLogStillTells() {
        WriteAheadLog log = create(plain());
        PendingAppend last = log.submit(LogEntry.of(payload(1)));
        log.close();
        last.await();
        requireNothingPending(log.metrics());
        assertEquals(1, log.metrics().durableLsn());
        assertNull(log.metrics().failure());
    }

    @Test
    void segmentsArmedAndUsedAreCountedWithTheirFiles() {
        try (WriteAheadLog log = create(plain())) {
            assertEquals(0, log.metrics().armedSegments());
            int n = 0;
            while (log.metrics().armedSegments() == 0) {
                log.append(payload(++n));
            }
            assertEquals(1, log.metrics().segments());
            assertEquals(2L * WalOptions.MIN_SEGMENT_BYTES, log.metrics().diskBytes());
            while (log.metrics().segments() == 1) {
                log.append(payload(++n));
            }
            assertEquals(0, log.metrics().armedSegments());
            assertEquals(2L * WalOptions.MIN_SEGMENT_BYTES, log.metrics().diskBytes());
        }
    }

    /** What the log holds beside its records does not grow with the records that went through it. */
    @Test
    @Tag("S3.26")
    @Tag("S3.27")
    void withCheckpointsNothingTheLogHoldsGrowsWithTime() {
        try (WriteAheadLog log = create(plain())) {
            Set<Integer> segments = new HashSet<>();
            Set<Long> buffers = new HashSet<>();
            Set<Long> files = new HashSet<>();
            long largest = 0;
            int n = 0;
            for (int round = 1; round <= 40; round++) {
                append(log, n + 1, n + 500);
                n += 500;
                log.checkpoint(n + 1);
                WalMetrics metrics = log.metrics();
                segments.add(metrics.segments());
                buffers.add(metrics.bufferBytes());
                files.add((long) disk.list(LogNames.DIRECTORY).size());
                largest = Math.max(largest, metrics.diskBytes());
                requireNothingPending(metrics);
            }
            WalMetrics metrics = log.metrics();
            assertEquals(Set.of(1), segments);
            assertEquals(1, buffers.size(), buffers::toString);
            assertTrue(files.size() <= 2, files::toString); // with or without an armed segment
            assertTrue(largest <= 2L * WalOptions.MIN_SEGMENT_BYTES);
            assertEquals(metrics.statistics().rolls(), metrics.removedSegments());
            assertTrue(metrics.removedSegments() > 30);
            assertEquals(metrics.removedSegments() * WalOptions.MIN_SEGMENT_BYTES, metrics.removedBytes());
        }
    }

    @Test
    @Tag("S3.27")
    void theTimeOfRecoveryIsToldAsLongAsTheLogIsOpen() {
        slow.force = Duration.ofMillis(4);
        create(plain()).close();
        try (WriteAheadLog log = new LogOpening(slow.asStorage(), plain(), clock.nanos()).run()) {
            assertTrue(log.metrics().recovery().toMillis() >= 4);
            assertEquals(log.recovery().duration(), log.metrics().recovery());
            append(log, 1, 1);
            assertEquals(log.recovery().duration(), log.metrics().recovery());
        }
    }

    @Test
    void aFailedLogTellsWhatItFailedWith() {
        WriteAheadLog log = create(plain());
        append(log, 1, 5);
        disk.failForce(disk.count(Kind.FORCE), ForceFailure.KEEP);
        LogFailedException failed = assertThrows(LogFailedException.class, () -> log.append(payload(6)));
        WalMetrics metrics = log.metrics();
        assertSame(failed, metrics.failure());
        assertTrue(failed.getCause() instanceof StorageException);
        assertEquals(5, metrics.durableLsn());
        requireNothingPending(metrics);
        log.close();
        assertSame(failed, log.metrics().failure());
    }

    @Test
    void afterAFullDiskNothingIsLeftPending() {
        try (WriteAheadLog log = create(plain())) {
            append(log, 1, 300);
            disk.setCapacity(80_000);
            assertThrows(LogFullException.class, () -> append(log, 301, 2000));
            requireNothingPending(log.metrics());
            assertNull(log.metrics().failure());
        }
    }

    @Test
    void whoWaitsForRoomOrWakesOthersIsCounted() throws Exception {
        WalOptions options = options()
                .writerMode(WriterMode.THREAD)
                .maxPendingBytes(16 << 10)
                .build();
        try (WriteAheadLog log = create(options)) {
            SegmentedLog segmented = (SegmentedLog) log;
            segmented.holdLead();
            LogEntry entry = LogEntry.of(payload(1, 1000));
            while (segmented.hasRoomFor(entry)) {
                log.submit(entry);
            }
            assertEquals(0, log.metrics().latencies().claimWait().count());
            log.tryAppend(entry, Duration.ZERO);
            assertEquals(1, log.metrics().latencies().claimWait().count());
            Thread waiting = new Thread(() -> log.append(payload(1, 1000)), "waits for room");
            waiting.start();
            segmented.giveLead();
            waiting.join();
            WalMetrics metrics = log.metrics();
            assertEquals(2, metrics.statistics().syncs());
            assertTrue(metrics.latencies().wake().count() <= 2);
        }
    }

    @Test
    void theLeaderIsTimedWhileHeWakesThoseWhoWait() throws Exception {
        try (WriteAheadLog log = create(options().writerMode(WriterMode.THREAD).build())) {
            SegmentedLog segmented = (SegmentedLog) log;
            segmented.holdLead();
            List<PendingAppend> pending = new ArrayList<>();
            for (int n = 0; n < 5; n++) {
                pending.add(log.submit(LogEntry.of(payload(n))));
                pending.get(n).stage();
            }
            segmented.giveLead();
            for (PendingAppend one : pending) {
                one.stage().toCompletableFuture().join();
            }
            while (log.metrics().latencies().wake().count() == 0) {
                Thread.onSpinWait(); // the stages are completed first
            }
            assertEquals(1, log.metrics().latencies().wake().count());
            assertEquals(5, log.metrics().recordsPerSync());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.wal.LatencyRecorder;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.WalCompression;
import io.duramen.wal.WalLatencies;
import io.duramen.wal.WalMetrics;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WritePathChoice;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a log from outside: it times the stages of an append, counts, tells the flight recorder and the sink of
 * events. A lone append pays four readings of the clock and two recordings for it, and allocates nothing.
 *
 * <p>Who calls what: {@link #claim} and {@link #claimWaited} any caller, {@link #woke} whoever led, {@link #checkpointed} and {@link
 * #compacted} the preparer, the others
 * whoever leads.
 */
final class Instruments {
    private final Storage storage;
    private final String log;
    private final LongSupplier nanoTime;
    private final long opened;
    private final long slowNanos;
    private final Reports reports;
    private final Flights flights = new Flights();
    private final Flight.@Nullable Recovery recovering;

    private final LatencyRecorder claimWait = new LatencyRecorder();
    private final LatencyRecorder gather = new LatencyRecorder();
    private final LatencyRecorder write = new LatencyRecorder();
    private final LatencyRecorder sync = new LatencyRecorder();
    private final LatencyRecorder marks = new LatencyRecorder();
    private final LatencyRecorder roll = new LatencyRecorder();
    private final LatencyRecorder wake = new LatencyRecorder();
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicLong slowSyncs = new AtomicLong();
    private final AtomicLong removedSegments = new AtomicLong();
    private final AtomicLong removedBytes = new AtomicLong();
    private final AtomicInteger takenRoom = new AtomicInteger(); // of the group that was taken last
    private final AtomicInteger writingBytes = new AtomicInteger(); // of the group under way

    private WritePathChoice writePath =
            WritePathChoice.buffered("the log was not opened for writing"); // set before it is

    // the leader's, each between the beginning and the end of something
    private Flight.@Nullable Group flyingGroup;
    private Flight.@Nullable Roll flyingRoll;
    private Flight.@Nullable Sync flyingSync;

    Instruments(Storage storage, WalOptions options, LongSupplier nanoTime) {
        this.storage = storage;
        this.log = storage.describe("");
        this.nanoTime = nanoTime;
        this.opened = nanoTime.getAsLong();
        this.slowNanos = DurableSignal.nanos(options.slowSync());
        this.reports = new Reports(options.events(), options.clock());
        this.recovering = flights.now().recovery();
    }

    /** Where reports run; in the thread that has something to report until this is said. */
    void reportOn(Executor completions) {
        reports.runOn(completions);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    Duration sinceOpened() {
        return Duration.ofNanos(now() - opened);
    }

    /** It is settled how groups are written. */
    void writePath(WritePathChoice choice) {
        writePath = choice;
        flights.now().writePath(log, choice);
    }

    void recovered(LogRecovery report) {
        if (recovering != null) {
            recovering.end(log, report);
        }
    }

    /** Claims room in a batch, and notes when its first record was. */
    long claim(Batch batch, int length, int records) {
        long place = batch.claim(length, records);
        if (place >= 0 && (int) place == 0) {
            batch.begunAt(now());
        }
        return place;
    }

    void claimWaited(long nanos) {
        claimWait.record(nanos);
    }

    /** A group was taken to be written. */
    void taken(Batch batch) {
        flyingGroup = flights.now().group();
        takenRoom.setRelease(batch.room());
        writingBytes.setRelease(batch.length());
        batch.watchedBy(this);
        if (batch.records() > 0) {
            gather.record(now() - batch.begunAt());
        }
    }

    void settled(Batch batch) {
        writingBytes.setRelease(0);
        Flight.Group flying = flyingGroup;
        if (flying != null) {
            flyingGroup = null;
            flying.end(log, batch.firstLsn(), batch.records(), batch.length());
        }
    }

    void woke(long since) {
        wake.record(now() - since);
    }

    /** A write that is not a sync has ended. */
    void wrote(long since) {
        write.record(now() - since);
    }

    long syncBegins() {
        flyingSync = flights.now().sync();
        return now();
    }

    /** A sync of a segment has ended that covers everything up to a record. */
    void synced(long since, SegmentHeader segment, long lastLsn) {
        long nanos = now() - since;
        sync.record(nanos);
        if (nanos > slowNanos) {
            slow(LogNames.segment(segment.number()), nanos, lastLsn);
            if (flyingSync != null) {
                flyingSync.slow(log, segment.number(), lastLsn);
            }
        }
    }

    void marksSynced(long since, long lastLsn) {
        long nanos = now() - since;
        marks.record(nanos);
        if (nanos > slowNanos) {
            slow(LogNames.MARKS, nanos, lastLsn);
        }
    }

    private void slow(String file, long nanos, long lastLsn) {
        reports.slowSync(log, file, nanos, slowNanos, lastLsn, slowSyncs.incrementAndGet());
    }

    long rollBegins() {
        flyingRoll = flights.now().roll();
        return now();
    }

    void rolled(long since, SegmentHeader next) {
        roll.record(now() - since);
        if (flyingRoll != null) {
            flyingRoll.end(log, next);
        }
    }

    Flight.@Nullable Checkpoint checkpointBegins() {
        return flights.now().checkpoint();
    }

    void checkpointed(Flight.@Nullable Checkpoint flying, long lsn) {
        if (flying != null) {
            flying.end(log, lsn);
        }
    }

    Flight.@Nullable Compaction compactionBegins() {
        return flights.now().compaction();
    }

    void compacted(Flight.@Nullable Compaction flying, long checkpointLsn, int removed, long bytes) {
        removedSegments.addAndGet(removed);
        removedBytes.addAndGet(bytes);
        if (flying != null) {
            flying.end(log, checkpointLsn, removed, bytes);
        }
    }

    /** A segment could not be compressed and stays as it is. */
    void compressionFailed(SegmentHeader segment, Throwable cause) {
        reports.compressionFailed(log, storage.describe(LogNames.segment(segment.number())), cause);
    }

    /** The log has failed; what follows from that is not told. */
    void failed(Throwable cause, long durableLsn) {
        if (!failed.compareAndSet(false, true)) {
            return;
        }
        flights.now().failed(log, durableLsn, cause);
        reports.failed(log, cause, durableLsn);
    }

    WalMetrics metrics(
            WalStatistics statistics,
            List<SegmentMeta> segments,
            Preparer preparer,
            Intake intake,
            WalCompression compression,
            long durableLsn,
            LogRecovery recovery) {
        LogFailedException failure = intake.refusal() instanceof LogFailedException failed ? failed : null;
        long settled = segments.get(segments.size() - 1).lastLsn();
        long pending = failure == null ? Math.max(0, intake.lastClaimed() - settled) : 0;
        return new WalMetrics(
                sinceOpened(),
                statistics,
                new WalLatencies(
                        claimWait.snapshot(),
                        gather.snapshot(),
                        write.snapshot(),
                        sync.snapshot(),
                        marks.snapshot(),
                        roll.snapshot(),
                        wake.snapshot()),
                slowSyncs.get(),
                durableLsn,
                pending,
                pending == 0 ? 0 : intake.claimedBytes() + writingBytes.get(),
                intake.room() + takenRoom.get(),
                segments.size(),
                preparer.armedSegments(),
                bytes(segments) + preparer.armedBytes() + preparer.pool().bytes(),
                removedSegments.get(),
                removedBytes.get(),
                recovery.duration(),
                failure,
                compression,
                preparer.made(),
                preparer.recycled(),
                preparer.pool().files(),
                writePath);
    }

    private long bytes(List<SegmentMeta> segments) {
        return segments.stream()
                .mapToLong(s -> CompressedSegments.storedBytes(storage, s.header()))
                .sum();
    }
}

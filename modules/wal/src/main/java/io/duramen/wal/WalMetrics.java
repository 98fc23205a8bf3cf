// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a log fares. Each figure is right by itself; records that come while they are gathered may be in some and not in others.
 * A difference of two snapshots tells of the time between.
 *
 * @param uptime how long it has been open; zero for a backend that does not time itself
 * @param statistics what it did since it was opened
 * @param latencies how long that took
 * @param slowSyncs syncs that took longer than {@link WalOptions#slowSync}
 * @param durableLsn the last durable record
 * @param pendingRecords records that have their number and not yet their acknowledgement
 * @param pendingBytes their bytes, attributes and 36 bytes a record included
 * @param bufferBytes the memory that records under way lie in; it grows to {@link WalOptions#maxPendingBytes} at most, but for
 *     a larger record on its way
 * @param segments segments the log consists of
 * @param armedSegments segments that stand ready to be used next
 * @param diskBytes bytes of the files of both, and of those that wait to be used again
 * @param removedSegments segments removed since it was opened, because what they held was no longer needed
 * @param removedBytes bytes of their files
 * @param recovery how long it took to open
 * @param failure what it has failed with, or {@code null}; its cause is the first error
 * @param compression what compressing segments has come to; nothing unless {@link WalOptions#compressRotated}
 * @param madeSegments segments made since it was opened in new files, filled with zeros
 * @param recycledSegments segments made since it was opened in files of removed ones
 * @param waitingSegments files of removed segments that wait to be used again
 * @param writePath how groups are written, and why
 */
public record WalMetrics(
        Duration uptime,
        WalStatistics statistics,
        WalLatencies latencies,
        long slowSyncs,
        long durableLsn,
        long pendingRecords,
        long pendingBytes,
        long bufferBytes,
        int segments,
        int armedSegments,
        long diskBytes,
        long removedSegments,
        long removedBytes,
        Duration recovery,
        @Nullable LogFailedException failure,
        WalCompression compression,
        long madeSegments,
        long recycledSegments,
        int waitingSegments,
        WritePathChoice writePath) {

    /**
     * Of a log that compresses nothing and does not tell how its segments are made.
     *
     * @param uptime as {@link #uptime}
     * @param statistics as {@link #statistics}
     * @param latencies as {@link #latencies}
     * @param slowSyncs as {@link #slowSyncs}
     * @param durableLsn as {@link #durableLsn}
     * @param pendingRecords as {@link #pendingRecords}
     * @param pendingBytes as {@link #pendingBytes}
     * @param bufferBytes as {@link #bufferBytes}
     * @param segments as {@link #segments}
     * @param armedSegments as {@link #armedSegments}
     * @param diskBytes as {@link #diskBytes}
     * @param removedSegments as {@link #removedSegments}
     * @param removedBytes as {@link #removedBytes}
     * @param recovery as {@link #recovery}
     * @param failure as {@link #failure}
     */
    public WalMetrics(
            Duration uptime,
            WalStatistics statistics,
            WalLatencies latencies,
            long slowSyncs,
            long durableLsn,
            long pendingRecords,
            long pendingBytes,
            long bufferBytes,
            int segments,
            int armedSegments,
            long diskBytes,
            long removedSegments,
            long removedBytes,
            Duration recovery,
            @Nullable LogFailedException failure) {
        this(
                uptime,
                statistics,
                latencies,
                slowSyncs,
                durableLsn,
                pendingRecords,
                pendingBytes,
                bufferBytes,
                segments,
                armedSegments,
                diskBytes,
                removedSegments,
                removedBytes,
                recovery,
                failure,
                WalCompression.NONE,
                0,
                0,
                0,
                WritePathChoice.buffered("as every log of this backend does"));
    }

    /** What can be said of a log that times nothing. */
    static WalMetrics untimed(WriteAheadLog log) {
        var segments = log.segments();
        return new WalMetrics(
                Duration.ZERO,
                log.statistics(),
                WalLatencies.EMPTY,
                0,
                log.durableLsn(),
                0,
                0,
                0,
                segments.size(),
                0,
                segments.stream().mapToLong(SegmentInfo::storedBytes).sum(),
                0,
                0,
                log.recovery().duration(),
                null);
    }

    /**
     * Returns how many records shared a data sync on average.
     *
     * @return records a sync, 0 if there was none
     */
    public double recordsPerSync() {
        return statistics.syncs() == 0 ? 0 : (double) statistics.records() / statistics.syncs();
    }

    /**
     * Returns the average length of a frame.
     *
     * @return bytes, 0 if there was none
     */
    public double bytesPerFrame() {
        return statistics.frames() == 0 ? 0 : (double) statistics.frameBytes() / statistics.frames();
    }

    /**
     * Returns how many records a second were acknowledged since an earlier snapshot of the same log.
     *
     * @param earlier the earlier snapshot
     * @return records a second, 0 if no time has passed
     */
    public double recordsPerSecondSince(WalMetrics earlier) {
        Duration between = uptime.minus(earlier.uptime);
        long records = statistics.records() - earlier.statistics.records();
        return between.isZero() ? 0 : records / (between.toNanos() / 1e9);
    }
}

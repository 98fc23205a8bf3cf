// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations for a {@link LatencyHistogram}. A recording is two additions and allocates nothing; a recorder holds 8 KiB
 * whatever is recorded.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread, and none waits.
 */
public final class LatencyRecorder {
    private final AtomicLongArray counts = new AtomicLongArray(LatencyHistogram.BUCKETS);
    private final AtomicLong sumNanos = new AtomicLong();
    private final AtomicLong maxNanos = new AtomicLong();

    /** Creates a recorder of nothing yet. */
    public LatencyRecorder() {}

    /**
     * Counts a duration.
     *
     * @param nanos nanoseconds; what is negative counts as 0
     */
    public void record(long nanos) {
        long counted = Math.max(0, nanos);
        for (long max = maxNanos.get(); counted > max; max = maxNanos.get()) {
            if (maxNanos.compareAndSet(max, counted)) {
                break;
            }
        }
        sumNanos.getAndAdd(counted);
        counts.getAndIncrement(LatencyHistogram.bucket(counted)); // last: what is counted is in the other two
    }

    /**
     * Returns what was recorded. Recordings that come meanwhile are in it wholly, not at all, or in the sum alone.
     *
     * @return the histogram
     */
    public LatencyHistogram snapshot() {
        long[] copy = new long[LatencyHistogram.BUCKETS];
        int used = 0;
        for (int bucket = 0; bucket < copy.length; bucket++) {
            copy[bucket] = counts.get(bucket);
            used = copy[bucket] > 0 ? bucket + 1 : used;
        }
        return used == 0
                ? LatencyHistogram.EMPTY
                : new LatencyHistogram(Arrays.copyOf(copy, used), sumNanos.get(), maxNanos.get());
    }
}

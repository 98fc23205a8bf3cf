// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Arrays;

/**
 * How often something took how long. Immutable.
 *
 * <p>Durations are counted in buckets: up to 32 nanoseconds one each, beyond that sixteen to every power of two. So every
 * figure read from a bucket is that of its upper end, less than a sixteenth above what was recorded and never below it; count,
 * sum, mean and maximum are exact. Histograms of several logs or of several spans of time can be {@linkplain #plus added}.
 */
public final class LatencyHistogram {
    /** Nothing was recorded. */
    public static final LatencyHistogram EMPTY = new LatencyHistogram(new long[0], 0, 0);

    static final int BUCKETS = 960; // to 2^63 - 1

    private final long[] counts; // as far as there are any
    private final long count;
    private final long sumNanos;
    private final long maxNanos;

    LatencyHistogram(long[] counts, long sumNanos, long maxNanos) {
        this.counts = counts;
        this.count = Arrays.stream(counts).sum();
        this.sumNanos = sumNanos;
        this.maxNanos = maxNanos;
    }

    /** Where a duration is counted. */
    static int bucket(long nanos) {
        if (nanos < 16) {
            return (int) nanos;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(nanos);
        return ((exponent - 3) << 4) + (int) ((nanos >>> (exponent - 4)) & 15);
    }

    /** The longest duration counted in a bucket. */
    static long longest(int bucket) {
        if (bucket < 16) {
            return bucket;
        }
        int shift = (bucket >>> 4) - 1;
        return ((17L + (bucket & 15)) << shift) - 1;
    }

    /**
     * Returns how many durations were recorded.
     *
     * @return the number
     */
    public long count() {
        return count;
    }

    /**
     * Returns the sum of all durations.
     *
     * @return nanoseconds
     */
    public long sumNanos() {
        return sumNanos;
    }

    /**
     * Returns the longest duration. After {@link #since} it is exact only if it is a new maximum, else read from its bucket.
     *
     * @return nanoseconds, 0 if nothing was recorded
     */
    public long maxNanos() {
        return maxNanos;
    }

    /**
     * Returns the mean duration.
     *
     * @return nanoseconds, 0 if nothing was recorded
     */
    public double meanNanos() {
        return count == 0 ? 0 : (double) sumNanos / count;
    }

    /**
     * Returns the duration that so many of a hundred did not exceed.
     *
     * @param percent from 0 to 100, for instance 99.9
     * @return nanoseconds, less than a sixteenth above the recorded one and never below it; 0 if nothing was recorded
     */
    public long percentileNanos(double percent) {
        if (!(percent >= 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile must be from 0 to 100, is " + percent);
        }
        long rank = Math.max(1, (long) Math.ceil(Math.nextDown(percent) * count / 100));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (seen >= rank) {
                return Math.min(longest(bucket), maxNanos);
            }
        }
        return maxNanos;
    }

    /**
     * Adds another histogram to this one.
     *
     * @param other the other, for instance that of another log
     * @return what both recorded
     */
    public LatencyHistogram plus(LatencyHistogram other) {
        long[] sum = Arrays.copyOf(counts, Math.max(counts.length, other.counts.length));
        for (int bucket = 0; bucket < other.counts.length; bucket++) {
            sum[bucket] += other.counts[bucket];
        }
        return new LatencyHistogram(sum, sumNanos + other.sumNanos, Math.max(maxNanos, other.maxNanos));
    }

    /**
     * Takes away what an earlier snapshot of the same log held, so that what is left is of the time between.
     *
     * @param earlier the earlier snapshot
     * @return what was recorded since
     * @throws IllegalArgumentException if it holds what this one does not, and so is not an earlier one
     */
    public LatencyHistogram since(LatencyHistogram earlier) {
        if (earlier.counts.length > counts.length) {
            throw notEarlier();
        }
        long[] left = counts.clone();
        int used = 0;
        for (int bucket = 0; bucket < left.length; bucket++) {
            left[bucket] -= bucket < earlier.counts.length ? earlier.counts[bucket] : 0;
            if (left[bucket] < 0) {
                throw notEarlier();
            }
            used = left[bucket] > 0 ? bucket + 1 : used;
        }
        if (used == 0) {
            return EMPTY;
        }
        long max = maxNanos > earlier.maxNanos ? maxNanos : Math.min(longest(used - 1), maxNanos);
        return new LatencyHistogram(Arrays.copyOf(left, used), sumNanos - earlier.sumNanos, max);
    }

    private static IllegalArgumentException notEarlier() {
        return new IllegalArgumentException("the other histogram is not an earlier snapshot of this one");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LatencyHistogram that
                && Arrays.equals(counts, that.counts)
                && sumNanos == that.sumNanos
                && maxNanos == that.maxNanos;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(sumNanos) + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return "count " + count + ", mean " + Math.round(meanNanos()) + " ns, p50 " + percentileNanos(50) + " ns, p99 "
                + percentileNanos(99) + " ns, max " + maxNanos + " ns";
    }
}

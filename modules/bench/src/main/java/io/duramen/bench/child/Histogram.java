// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

/** Counts latencies in buckets 1/64 wide, relative to what they hold; 30 KiB, and nothing allocated by counting. */
public final class Histogram {
    private static final int SUB_BITS = 6;
    private static final int SUBS = 1 << SUB_BITS;

    private final long[] counts = new long[(64 - SUB_BITS) * SUBS];
    private long total;

    /** Makes one that counted nothing. */
    public Histogram() {}

    /**
     * Counts a latency.
     *
     * @param nanos nanoseconds; below zero counts as zero
     */
    public void add(long nanos) {
        counts[index(Math.max(0, nanos))]++;
        total++;
    }

    void add(Histogram other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        total += other.total;
    }

    long total() {
        return total;
    }

    /**
     * Returns the smallest bucket's upper end at or below which a share of all latencies lie.
     *
     * @param percentile the share, from 0 to 100
     * @return nanoseconds, 0 if none was counted
     */
    public long at(double percentile) {
        long wanted = Math.max(1, (long) Math.ceil(total * percentile / 100));
        long seen = 0;
        for (int i = 0; i < counts.length; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return upperEnd(i);
            }
        }
        return 0;
    }

    private static int index(long value) {
        if (value < SUBS) {
            return (int) value;
        }
        int shift = 63 - SUB_BITS - Long.numberOfLeadingZeros(value);
        return (shift + 1) * SUBS + (int) (value >>> shift) - SUBS;
    }

    private static long upperEnd(int index) {
        if (index < SUBS) {
            return index;
        }
        int shift = index / SUBS - 1;
        return ((index % SUBS + SUBS + 1L) << shift) - 1;
    }
}

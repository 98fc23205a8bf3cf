// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/**
 * Mean and deviation of the last so many durations. Adding one costs the same at the tenth as at the millionth: one cell of a
 * ring is replaced and two sums are corrected.
 *
 * <p>Durations are rounded to microseconds and cut at 33 seconds, so that the sums are whole numbers and never drift.
 *
 * <p><b>Not thread-safe.</b>
 */
final class RecentTimes {
    static final int MAX_WINDOW = 4096;
    private static final long LONGEST = (1L << 25) - 1; // its square times 4096 fits a long

    private final int[] ring;
    private int next;
    private int count;
    private long sum;
    private long squares;
    private long cells; // of the ring, read or written: what the work is counted in

    RecentTimes(int window) {
        ring = new int[window];
    }

    /** Adds one. */
    void add(long nanos) {
        int micros = (int) Math.min(LONGEST, (nanos + 500) / 1000);
        if (count == ring.length) {
            long old = ring[next];
            cells++;
            sum -= old;
            squares -= old * old;
        } else {
            count++;
        }
        ring[next] = micros;
        cells++;
        sum += micros;
        squares += (long) micros * micros;
        next = next + 1 == ring.length ? 0 : next + 1;
    }

    boolean isFull() {
        return count == ring.length;
    }

    /** In nanoseconds; 0 if there is none. */
    double mean() {
        return count == 0 ? 0 : 1000.0 * sum / count;
    }

    /** The standard deviation in nanoseconds. */
    double deviation() {
        if (count < 2) {
            return 0;
        }
        double mean = (double) sum / count;
        return 1000 * Math.sqrt(Math.max(0, (double) squares / count - mean * mean));
    }

    /**
     * How many standard deviations a duration lies above the mean; 0 below it, or as long as the window is not full. A
     * deviation of less than a microsecond counts as one: equal durations make nothing endlessly unusual.
     */
    double score(long nanos) {
        return !isFull() ? 0 : Math.max(0, (nanos - mean()) / Math.max(1000, deviation()));
    }

    long cells() {
        return cells;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

/**
 * What a thread's clock showed, and what that is worth. Means something only beside another reading of the same thread: see
 * {@link #since}.
 *
 * @param thread the {@linkplain Thread#getId() number} Java gives the thread
 * @param nanos nanoseconds on the thread's processor clock, or of {@link System#nanoTime} for an upper bound
 * @param quality {@link Quality#EXACT} or {@link Quality#UPPER_BOUND}
 */
public record CpuReading(long thread, long nanos, Quality quality) {

    /**
     * Returns the processor time used between two readings.
     *
     * <p>For virtual threads the bound is wall time, because a thread never uses more than that. The time of the thread that
     * carries it would be no bound: in between it may have been carried by another.
     *
     * @param earlier the earlier reading
     * @return the time between with the quality of both; {@link CpuTime#UNKNOWN} if they are of different threads or kinds, or
     *     in the wrong order
     */
    public CpuTime since(CpuReading earlier) {
        long elapsed = nanos - earlier.nanos;
        if (thread != earlier.thread || quality != earlier.quality || quality == Quality.UNKNOWN || elapsed < 0) {
            return CpuTime.UNKNOWN;
        }
        return new CpuTime(elapsed, quality);
    }
}

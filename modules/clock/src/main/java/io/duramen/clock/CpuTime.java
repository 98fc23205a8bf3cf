// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

/**
 * An amount of processor time and what it is worth.
 *
 * @param nanos nanoseconds, not negative; {@link CpuClock#UNKNOWN} if the quality says so
 * @param quality what it is worth
 */
public record CpuTime(long nanos, Quality quality) {

    /** Processor time of which nothing is known. */
    public static final CpuTime UNKNOWN = new CpuTime(CpuClock.UNKNOWN, Quality.UNKNOWN);

    /**
     * Checks that value and quality agree.
     *
     * @throws IllegalArgumentException if they do not
     */
    public CpuTime {
        boolean unknown = quality == Quality.UNKNOWN;
        if (unknown ? nanos != CpuClock.UNKNOWN : nanos < 0) {
            throw new IllegalArgumentException(nanos + " ns cannot be " + quality);
        }
    }
}

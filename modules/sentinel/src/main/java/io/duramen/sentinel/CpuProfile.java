// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.Quality;

/**
 * What a transaction used, as far as it is known.
 *
 * @param wallNanos nanoseconds from its start; of a shared transaction, of all its parts together
 * @param leastNanos nanoseconds of processor time it used at least
 * @param mostNanos nanoseconds of processor time it used at most
 * @param quality {@link Quality#EXACT} if both bounds come from the thread's clock, {@link Quality#UPPER_BOUND} if the upper
 *     one is wall time because the clock showed nothing
 */
public record CpuProfile(long wallNanos, long leastNanos, long mostNanos, Quality quality) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they are not in order, or nothing is known
     */
    public CpuProfile {
        if (leastNanos < 0 || mostNanos < leastNanos || wallNanos < 0 || quality == Quality.UNKNOWN) {
            throw new IllegalArgumentException(
                    leastNanos + " to " + mostNanos + " ns in " + wallNanos + " ns, " + quality);
        }
    }

    /**
     * Returns which part of the time the transaction was proven to be on a processor.
     *
     * @return 0 to 1; more than 1 for a shared transaction whose parts ran at the same time is cut to 1
     */
    public double share() {
        return wallNanos == 0 ? 0 : Math.min(1, (double) leastNanos / wallNanos);
    }
}

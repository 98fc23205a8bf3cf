// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.time.Duration;

/**
 * How much processor time a transaction of a kind may use.
 *
 * @param leastNanos the threshold in nanoseconds, or the lowest it may become
 * @param mostNanos the highest it may become; the same for a fixed one
 * @param deviations how many standard deviations above the mean of the last transactions an adaptive one lies; 0 for a fixed
 */
public record Threshold(long leastNanos, long mostNanos, double deviations) {

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException if they are not positive and in order
     */
    public Threshold {
        if (leastNanos <= 0 || mostNanos < leastNanos || !(deviations >= 0)) {
            throw new IllegalArgumentException(
                    "a threshold of " + leastNanos + " to " + mostNanos + " ns, " + deviations + " deviations");
        }
    }

    /**
     * A threshold that stays as it is.
     *
     * @param time the processor time at which a transaction is a burst
     * @return the threshold
     */
    public static Threshold fixed(Duration time) {
        return new Threshold(time.toNanos(), time.toNanos(), 0);
    }

    /**
     * A threshold that follows what the last thousand transactions of the kind used. Bursts are left out of them, and the
     * upper bound keeps out who raises his consumption little by little.
     *
     * @param least the lowest it may become
     * @param most the highest it may become, and where it stays for the first thousand
     * @param deviations how many standard deviations above the mean it lies
     * @return the threshold
     */
    public static Threshold adaptive(Duration least, Duration most, double deviations) {
        if (!(deviations > 0)) {
            throw new IllegalArgumentException("an adaptive threshold lies above the mean, not " + deviations);
        }
        return new Threshold(least.toNanos(), most.toNanos(), deviations);
    }

    boolean isAdaptive() {
        return deviations > 0;
    }

    /** Where it lies after these. */
    long after(RecentTimes times) {
        double at = times.mean() + deviations * times.deviation();
        return (long) Math.max((double) leastNanos, Math.min((double) mostNanos, at));
    }
}

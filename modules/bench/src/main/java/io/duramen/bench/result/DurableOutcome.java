// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import java.util.List;

/**
 * What one JVM measured of durable appends.
 *
 * @param appends appends acknowledged within the measured time
 * @param seconds the measured time
 * @param floorBefore appends a second of the floor, one thread, just before
 * @param floorAfter the same just after
 * @param floorMedianNanos the floor's median latency
 * @param nanos latencies at {@link #PERCENTILES}
 */
public record DurableOutcome(
        long appends, double seconds, double floorBefore, double floorAfter, long floorMedianNanos, List<Long> nanos) {

    /** The percentiles of which latencies are kept. */
    public static final List<Double> PERCENTILES =
            List.of(0.0, 25.0, 50.0, 75.0, 90.0, 95.0, 99.0, 99.5, 99.9, 99.95, 99.99);

    /**
     * Returns the throughput.
     *
     * @return appends a second
     */
    public double rate() {
        return appends / seconds;
    }

    /**
     * Returns the floor that goes with it.
     *
     * @return appends a second, mean of before and after
     */
    public double floor() {
        return (floorBefore + floorAfter) / 2;
    }

    /**
     * Returns the latency at a percentile.
     *
     * @param percentile one of {@link #PERCENTILES}
     * @return nanoseconds
     */
    public long latency(double percentile) {
        return nanos.get(PERCENTILES.indexOf(percentile));
    }
}

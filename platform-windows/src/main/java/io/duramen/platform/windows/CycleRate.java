// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long a processor cycle lasts, found by spinning, and whether that still holds.
 *
 * <p>Windows' manual advises against turning cycles into time, because processors may count them at a rate that changes. Nothing
 * else on Windows sees less than a tick of 15.6 ms, so it is done all the same, for processors that count at one rate, as those
 * of the last decade do, and checked against what Windows charges at its ticks.
 */
final class CycleRate {
    /** Many short spins and of them the fastest: in one of them nothing else was in the way. */
    private static final int SPINS = 64;

    private static final long SPIN_NANOS = 250_000;

    /** What is charged by ticks is off by about the root of their number; after a minute, 4,000 ticks, by 1.6 %. */
    private static final long ENOUGH_NANOS = 60_000_000_000L;

    private static final double DRIFT = 0.05;

    private final double nanosPerCycle;

    private CycleRate(double nanosPerCycle) {
        this.nanosPerCycle = nanosPerCycle;
    }

    /**
     * Measures for some 16 ms of the calling thread.
     *
     * @return the rate, or {@code null} if cycles are not counted here
     */
    static @Nullable CycleRate measure(ThreadCounters counters, LongSupplier wall) {
        double least = Double.POSITIVE_INFINITY;
        for (int spin = 0; spin < SPINS; spin++) {
            // The time is taken inside of the cycles: what is wrong is on the side of less, and no thread seems to use
            // more processor time than passes.
            long cycles = counters.cycles(ThreadCounters.CURRENT);
            long start = wall.getAsLong();
            long nanos;
            do {
                nanos = wall.getAsLong() - start;
            } while (nanos < SPIN_NANOS);
            long used = counters.cycles(ThreadCounters.CURRENT) - cycles;
            if (cycles == ThreadCounters.FAILED || used <= 0) {
                return null;
            }
            least = Math.min(least, (double) nanos / used);
        }
        return new CycleRate(least);
    }

    long nanos(long cycles) {
        return (long) (cycles * nanosPerCycle);
    }

    /** Tells whether what this rate makes of the cycles of this process is not what Windows has charged it. */
    boolean hasDrifted(ThreadCounters counters) {
        long cycles = counters.processCycles();
        long charged = counters.processSteps() * WindowsCpuClock.NANOS_PER_STEP;
        return cycles > 0 && charged >= ENOUGH_NANOS && Math.abs(nanos(cycles) - charged) > DRIFT * charged;
    }
}

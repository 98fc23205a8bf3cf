// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock.spi;

import io.duramen.base.Feature;
import io.duramen.base.Provider;
import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;

/** Gives a {@link CpuClock}. */
public interface CpuClockProvider extends Provider {

    /**
     * Opens the clock. It holds nothing that need be given back.
     *
     * @return the clock
     * @throws io.duramen.clock.CpuClockException if this provider does not {@linkplain #isAvailable work here}
     */
    CpuClock open();

    /**
     * Reports for {@link #probe} what a clock resolves.
     *
     * @param info the clock's measured properties
     * @return the feature {@code resolution}, degraded if nothing shorter than a millisecond can be seen
     */
    static Feature resolution(ClockInfo info) {
        long step = info.stepNanos();
        if (step == CpuClock.UNKNOWN) {
            return Feature.degraded("resolution", "the clock did not move while it was measured", null);
        }
        String found = "steps of " + step + " ns, " + info.readCostNanos() + " ns a reading";
        return step < 1_000_000
                ? Feature.supported("resolution", found)
                : Feature.degraded("resolution", found + "; shorter bursts are not seen", null);
    }

    /**
     * Reports for {@link #probe} what no clock can do.
     *
     * @return the feature {@code virtual-threads}, degraded
     */
    static Feature virtualThreads() {
        return Feature.degraded(
                "virtual-threads",
                "the system counts for the threads that carry them; their wall time is given as an upper bound",
                "measure on platform threads");
    }
}

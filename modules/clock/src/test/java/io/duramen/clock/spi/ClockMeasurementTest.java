// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Support;
import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class ClockMeasurementTest {

    @Test
    void theStepIsTheSmallestMoveAndNotTheFirst() {
        AtomicLong reads = new AtomicLong();
        // Stands for three readings out of four, then moves by 1000, at every hundredth by 250.
        LongSupplier clock = new LongSupplier() {
            private long now;

            @Override
            public long getAsLong() {
                long read = reads.incrementAndGet();
                if (read % 4 == 0) {
                    now += read % 100 == 0 ? 250 : 1000;
                }
                return now;
            }
        };

        ClockInfo info = ClockMeasurement.measure("tin", "a counter", true, clock);

        assertEquals(250, info.stepNanos());
        assertTrue(info.readCostNanos() > 0, info::toString);
        assertEquals(new ClockInfo("tin", "a counter", info.stepNanos(), info.readCostNanos(), true), info);
        assertEquals(Support.SUPPORTED, CpuClockProvider.resolution(info).support());
    }

    @Test
    void aClockThatStandsHasAnUnknownStep() {
        ClockInfo info = ClockMeasurement.measure("stopped", "a constant", false, () -> 5);

        assertEquals(CpuClock.UNKNOWN, info.stepNanos());
        assertFalse(info.remoteExactWhileRunning());
        assertEquals(Support.DEGRADED, CpuClockProvider.resolution(info).support());
    }

    @Test
    void aClockThatTicksIsReportedAsCoarse() {
        ClockInfo ticking = new ClockInfo("ticking", "GetThreadTimes", 15_625_000, 300, false);

        assertEquals(Support.DEGRADED, CpuClockProvider.resolution(ticking).support());
    }

    @Test
    void aClockThatFailsFailsTheMeasurement() {
        CpuClockException failure =
                new CpuClockException(CpuClockException.Kind.FAILED, "bad", "read", "no", null, null);

        CpuClockException thrown = assertThrows(
                CpuClockException.class,
                () -> ClockMeasurement.measure("bad", "nothing", true, () -> {
                    throw failure;
                }));

        assertSame(failure, thrown);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Feature;
import io.duramen.base.Support;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.CpuReading;
import io.duramen.clock.CpuTime;
import io.duramen.clock.Quality;
import io.duramen.clock.ThreadRef;
import io.duramen.natives.NativeAccess;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the clock makes of the counters of Windows, on any system. */
class WindowsCpuClockTest {
    private static final long MINUTE = 60_000_000_000L;

    private final RecordedCounters counters = new RecordedCounters(true);

    @Test
    @Tag("S1.39")
    void stepsOfAHundredNanosecondsBecomeNanosecondsAndMilliseconds() {
        long[] steps = {0, 1, 156_250, 10_000, 36_000_000_000L, 86_400L * 10_000_000 * 365};
        long[] nanos = {0, 100, 15_625_000, 1_000_000, 3_600_000_000_000L, 86_400L * 1_000_000_000 * 365};
        for (int i = 0; i < steps.length; i++) {
            long charged = steps[i];

            assertEquals(nanos[i], new WindowsCpuClock(charging(charged), System::nanoTime).currentNanos());
        }
    }

    @Test
    @Tag("S1.39")
    void cyclesBecomeTimeAtTheRateOfTheFastestSpin() {
        AtomicLong now = new AtomicLong();
        AtomicLong used = new AtomicLong();
        LongSupplier wall = () -> now.addAndGet(1_000);
        // Two cycles a nanosecond, but in every other spin the thread waits half of the time.
        ThreadCounters waiting = new Counters() {
            private long spins;

            @Override
            public long cycles(long thread) {
                spins++;
                return used.addAndGet(spins / 2 % 2 == 0 ? 500_000 : 250_000);
            }
        };

        CycleRate rate = CycleRate.measure(waiting, wall);

        long nanos = rate.nanos(2_000_000);
        assertTrue(Math.abs(nanos - 1_000_000) < 10_000, () -> nanos + " ns");
    }

    @Test
    @Tag("S1.41")
    @Tag("F14")
    void anErrorOfTheSystemIsThrownWithItsTextAndIsNeverZero() {
        CpuClock clock = new WindowsCpuClock(counters, System::nanoTime);
        try (ThreadRef ref = clock.capture()) {
            counters.failure = WinError.ERROR_ACCESS_DENIED;
            for (CpuClockException e : List.of(
                    assertThrows(CpuClockException.class, clock::currentNanos),
                    assertThrows(CpuClockException.class, clock::capture),
                    assertThrows(CpuClockException.class, () -> clock.nanos(ref)))) {
                assertEquals(CpuClockException.Kind.FAILED, e.kind());
                assertTrue(e.getMessage().contains(": Access is denied"), e::getMessage);
            }
        }
    }

    @Test
    @Tag("F14")
    void aHandleIsOfOneThreadAndClosedOnce() throws Exception {
        CpuClock clock = new WindowsCpuClock(counters, System::nanoTime);
        ThreadRef[] captured = new ThreadRef[1];
        Thread ended = new Thread(() -> captured[0] = clock.capture());
        ended.start();
        ended.join();
        assertEquals(1, counters.openHandles());

        assertEquals(CpuClock.UNKNOWN, clock.nanos(captured[0]));
        captured[0].close();
        captured[0].close();

        assertEquals(0, counters.openHandles());
    }

    @Test
    void aRateThatNoLongerHoldsGivesUpperBounds() {
        AtomicLong now = new AtomicLong();
        LongSupplier wall = () -> now.addAndGet(1_000);
        WindowsCpuClock clock = new WindowsCpuClock(steady(counters, now), wall);
        CpuReading before = clock.reading();
        counters.cyclesOfProcess = 2 * MINUTE; // as many cycles as nanoseconds, at the rate measured
        counters.chargedToProcess = 2 * MINUTE / 100;
        now.addAndGet(MINUTE);
        CpuReading held = clock.reading();
        assertEquals(Quality.EXACT, held.quality());
        assertEquals(Quality.EXACT, held.since(before).quality());

        counters.chargedToProcess = 2 * MINUTE / 100 * 9 / 10;
        now.addAndGet(MINUTE);
        CpuReading drifted = clock.reading();
        CpuReading later = clock.reading();

        assertEquals(Quality.UPPER_BOUND, drifted.quality());
        assertEquals(CpuTime.UNKNOWN, drifted.since(held));
        assertEquals(Quality.UPPER_BOUND, later.since(drifted).quality());
    }

    @Test
    void aFewChargedTicksSayNothingAboutTheRate() {
        AtomicLong now = new AtomicLong();
        WindowsCpuClock clock = new WindowsCpuClock(steady(counters, now), () -> now.addAndGet(1_000));
        counters.cyclesOfProcess = MINUTE / 2;
        counters.chargedToProcess = MINUTE / 100 / 4;
        now.addAndGet(MINUTE);

        assertEquals(Quality.EXACT, clock.reading().quality());
    }

    @Test
    void whereNoCyclesAreCountedTheProviderSaysSo() {
        WindowsCpuClockProvider provider =
                new WindowsCpuClockProvider(() -> new NativeAccess.Granted(null), () -> new RecordedCounters(false));

        Feature current = provider.probe().stream()
                .filter(feature -> feature.name().equals("current-thread"))
                .findFirst()
                .orElseThrow();

        assertEquals(Support.DEGRADED, current.support());
        assertTrue(String.valueOf(current.reason()).endsWith("GetThreadTimes"), current::toString);
        assertEquals("GetThreadTimes", provider.open().info().source());
    }

    @Test
    @Tag("S1.42")
    void onAnotherSystemItSaysSo() {
        for (String other : new String[] {"Linux", "Mac OS X", "SunOS"}) {
            NativeAccess.Refused refused = assertInstanceOf(NativeAccess.Refused.class, WindowsAccess.find(other));
            WindowsCpuClockProvider provider =
                    new WindowsCpuClockProvider(() -> refused, () -> new RecordedCounters(true));

            assertEquals("this is " + other + ", not Windows", refused.reason());
            assertFalse(provider.isAvailable());
            assertEquals(refused.features(), provider.probe());
            assertEquals(
                    CpuClockException.Kind.UNSUPPORTED,
                    assertThrows(CpuClockException.class, provider::open).kind());
        }
    }

    /** A system that charges the same to every thread and counts no cycles. */
    private static ThreadCounters charging(long steps) {
        return new Counters() {
            @Override
            public long steps(long thread) {
                return steps;
            }
        };
    }

    /** Counters of a processor that counts a cycle each nanosecond of an injected clock. */
    private static ThreadCounters steady(RecordedCounters counters, AtomicLong now) {
        return new Counters() {
            @Override
            public long cycles(long thread) {
                return now.get();
            }

            @Override
            public long processCycles() {
                return counters.processCycles();
            }

            @Override
            public long processSteps() {
                return counters.processSteps();
            }
        };
    }

    /** Counters none of which can be read. */
    private static class Counters implements ThreadCounters {
        @Override
        public long open() {
            return 0;
        }

        @Override
        public void close(long thread) {}

        @Override
        public long cycles(long thread) {
            return FAILED;
        }

        @Override
        public long steps(long thread) {
            return FAILED;
        }

        @Override
        public long processCycles() {
            return FAILED;
        }

        @Override
        public long processSteps() {
            return FAILED;
        }

        @Override
        public int lastError() {
            return WinError.ERROR_CALL_NOT_IMPLEMENTED;
        }
    }
}

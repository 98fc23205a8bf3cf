// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.CpuClocks;
import io.duramen.clock.Quality;
import io.duramen.clock.spi.VirtualThreads;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What cannot be known is refused or bounded, and never clean for want of knowledge. */
class UnmeasurableTest {
    private final Machine machine = new Machine();
    private final Told told = new Told();

    @Test
    @Tag("S1.66")
    void aThresholdFinerThanFourStepsIsRefusedLoudly() {
        machine.step = Machine.THRESHOLD / 4;
        assertDoesNotThrow(() -> machine.sentinel().build());

        machine.step = Machine.THRESHOLD / 4 + 1;
        ThresholdTooFineException e = assertThrows(
                ThresholdTooFineException.class, () -> machine.sentinel().build());
        assertEquals("SENTINEL_THRESHOLD_TOO_FINE", e.code());
        assertEquals(125_001L, e.details().get("stepNanos"));
        assertTrue(e.getMessage().contains("500000 ns of all kinds"), e::getMessage);
        assertNotNull(e.hint());
    }

    @Test
    void theThresholdOfOneKindAndTheLowestOfAnAdaptiveOneAreRefusedToo() {
        assertThrows(
                ThresholdTooFineException.class,
                () -> machine.sentinel()
                        .threshold("one", Threshold.fixed(Duration.ofNanos(3_999)))
                        .build());
        assertThrows(
                ThresholdTooFineException.class,
                () -> machine.sentinel()
                        .threshold(Threshold.adaptive(Duration.ofNanos(3_999), Duration.ofMillis(1), 3))
                        .build());
    }

    @Test
    void aClockThatDidNotMoveResolvesNothing() {
        machine.step = CpuClock.UNKNOWN;
        ThresholdTooFineException e = assertThrows(
                ThresholdTooFineException.class, () -> machine.sentinel().build());
        assertFalse(e.details().containsKey("stepNanos"));
        assertTrue(e.getMessage().contains("did not move"), e::getMessage);
    }

    @Test
    void withACoarseClockWallTimeIsTheBoundIfThatWasAskedFor() {
        machine.step = 15_625_000;
        Kind kind = bounding();
        Watch watch = kind.start();
        machine.sleep(Machine.THRESHOLD - 1);
        assertEquals(Verdict.CLEAN, watch.end());
        watch = kind.start();
        machine.burn(Machine.THRESHOLD);
        assertEquals(Verdict.SUSPECT, watch.end());
        watch = kind.start();
        machine.burn(20_000_000);
        assertEquals(Verdict.BURST, watch.end());
    }

    @Test
    @Tag("S1.41")
    @Tag("F14")
    void aThreadOfWhichNothingIsKnownIsRefused() {
        machine.unknown = true;
        Kind kind = machine.sentinel().build().kind("orders");
        UnmeasurableThreadException e = assertThrows(UnmeasurableThreadException.class, kind::start);
        assertEquals("SENTINEL_THREAD_UNMEASURABLE", e.code());
        machine.unknown = false;
        kind.start().close();
        assertEquals(1, kind.statistics().transactions());
    }

    @Test
    @Tag("S1.41")
    @Tag("F14")
    void aThreadOfWhichNothingIsKnownIsSuspectByWallTimeIfThatWasAskedFor() {
        machine.unknown = true;
        Kind kind = bounding();
        Watch watch = kind.start();
        machine.sleep(Machine.THRESHOLD);
        assertEquals(Verdict.SUSPECT, watch.end());
        assertEquals(
                new CpuProfile(Machine.THRESHOLD, 0, Machine.THRESHOLD, Quality.UPPER_BOUND),
                told.suspicions.get(0).profile());
    }

    @Test
    @Tag("S1.41")
    @Tag("F14")
    void aClockThatFailsAtTheEndIsToldAndTheTransactionSuspect() {
        Sentinel sentinel = machine.sentinel().listener(told).build();
        Watch watch = sentinel.kind("orders").start();
        machine.burn(600_000);
        machine.failing = true;
        assertEquals(Verdict.SUSPECT, watch.end());
        assertEquals(CpuClockException.Kind.FAILED, told.failures.get(0).kind());
        assertEquals(1, sentinel.statistics().clockFailures());
        assertEquals(0, told.suspicions.get(0).profile().leastNanos());
        assertEquals(600_000, told.suspicions.get(0).profile().mostNanos());
    }

    @Test
    @Tag("S1.41")
    void aClockThatFailsAtTheStartRefusesTheTransactionUnlessABoundWillDo() {
        Kind refusing = machine.sentinel().listener(told).build().kind("orders");
        Kind bounding = bounding();
        machine.failing = true;
        assertThrows(CpuClockException.class, refusing::start);
        Watch watch = bounding.start();
        machine.burn(600_000);
        assertEquals(Verdict.SUSPECT, watch.end());
        machine.failing = false;
        refusing.start().close();
        assertNotEquals(0, told.failures.size());
    }

    @Test
    @Tag("S1.42")
    @Tag("F14")
    void aVirtualThreadIsRefusedOrBoundedAndNeverTakenForIdle() throws Exception {
        Machine time = new Machine();
        CpuClock clock = CpuClocks.named("jdk").orElseThrow().open();
        Kind refusing = time.sentinel()
                .clock(clock)
                .unmeasurable(Unmeasurable.REFUSE)
                .threshold(Duration.ofSeconds(1))
                .build()
                .kind("orders");
        Kind bounding = time.sentinel()
                .clock(clock)
                .unmeasurable(Unmeasurable.BOUND)
                .threshold(Duration.ofSeconds(1))
                .build()
                .kind("orders");
        onAVirtualThreadIfThereAreAny(() -> {
            boolean virtual = VirtualThreads.isVirtual(Thread.currentThread());
            if (virtual) {
                assertThrows(UnmeasurableThreadException.class, refusing::start);
            } else {
                refusing.start().close();
            }
            Watch watch = bounding.start();
            time.sleep(Duration.ofSeconds(2));
            // The time of this thread's machine passes without any work of the JVM's.
            assertEquals(virtual ? Verdict.SUSPECT : Verdict.CLEAN, watch.end());
        });
    }

    private static void onAVirtualThreadIfThereAreAny(Runnable task) throws Exception {
        FutureTask<?> future = new FutureTask<>(task, null);
        if (VirtualThreads.exist()) {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            start.invoke(null, future);
        } else {
            new Thread(future).start();
        }
        future.get();
    }

    private Kind bounding() {
        return machine.sentinel()
                .unmeasurable(Unmeasurable.BOUND)
                .listener(told)
                .build()
                .kind("orders");
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.clock.Quality;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions are started, nested, ended and judged. */
@SuppressWarnings("try") // a watch need only be closed
class TransactionTest {
    private final Machine machine = new Machine();
    private final Told told = new Told();
    private final Sentinel sentinel = machine.sentinel().listener(told).build();
    private final Kind orders = sentinel.kind("orders");

    @Test
    @Tag("S1.43")
    void belowItsThresholdATransactionIsCleanAndAboveItABurst() {
        assertEquals(Verdict.CLEAN, burning(Machine.THRESHOLD - 1));
        assertEquals(Verdict.BURST, burning(Machine.THRESHOLD + 2 * Machine.STEP));
        assertEquals(1, told.violations.size());
        assertEquals(List.of(), told.suspicions);
    }

    @Test
    @Tag("S1.43")
    void withinAStepOfTheClockAboveItsThresholdItIsSuspect() {
        assertEquals(Verdict.SUSPECT, burning(Machine.THRESHOLD));
        assertEquals(Verdict.SUSPECT, burning(Machine.THRESHOLD + Machine.STEP - 1));
        assertEquals(2, told.suspicions.size());
        assertEquals(List.of(), told.violations);
    }

    @Test
    void whatWaitsIsCleanHoweverLongItTakes() {
        Watch watch = orders.start();
        machine.sleep(60_000_000_000L);
        assertEquals(Verdict.CLEAN, watch.end());
    }

    @Test
    @Tag("S1.44")
    @Tag("S1.49")
    void aViolationTellsWhoBurnedHowMuchOfHowMuch() {
        try (Watch watch = orders.start("tx-17")) {
            machine.burn(700_000);
            machine.sleep(300_000);
        }
        Violation violation = told.violations.get(0);
        assertEquals("orders", violation.kind());
        assertEquals("tx-17", violation.label());
        assertEquals(Thread.currentThread().getId(), violation.threadId());
        assertEquals(Thread.currentThread().getName(), violation.threadName());
        assertEquals(machine.wall.instant(), violation.time());
        assertEquals(Machine.THRESHOLD, violation.thresholdNanos());
        assertEquals(new CpuProfile(1_000_000, 699_000, 701_000, Quality.EXACT), violation.profile());
        assertEquals(199_000, violation.excessNanos());
        assertEquals(0.699, violation.profile().share(), 1e-9);
        assertFalse(violation.running());
    }

    @Test
    @Tag("S1.47")
    @Tag("F15")
    void anInnerTransactionDoesNotHideWhatTheOuterOneBurned() {
        try (Watch outer = orders.start("outer")) {
            machine.burn(400_000);
            try (Watch inner = sentinel.kind("inner").start("inner")) {
                machine.burn(600_000);
                assertEquals(Verdict.BURST, inner.end());
            }
            machine.burn(400_000);
            assertEquals(Verdict.BURST, outer.end());
        }
        assertEquals(List.of("inner", "outer"), labels());
        assertEquals(1_400_000 - Machine.STEP, told.violations.get(1).profile().leastNanos());
    }

    @Test
    @Tag("S1.47")
    void transactionsMayEndInAnyOrder() {
        Watch first = orders.start("first");
        machine.burn(600_000);
        Watch second = orders.start("second");
        assertEquals(Verdict.BURST, first.end());
        Watch third = orders.start("third");
        assertNotSame(first, third);
        machine.burn(600_000);
        assertEquals(Verdict.BURST, second.end());
        assertEquals(Verdict.BURST, third.end());
        assertEquals(List.of("first", "second", "third"), labels());
    }

    @Test
    void endingTwiceTellsOnceAndSaysTheSame() {
        Watch watch = orders.start();
        machine.burn(600_000);
        assertEquals(Verdict.BURST, watch.end());
        machine.sleep(600_000);
        assertEquals(Verdict.BURST, watch.end());
        watch.close();
        assertEquals(1, told.violations.size());
        assertEquals(1, orders.statistics().transactions());
    }

    @Test
    @Tag("S1.47")
    @Tag("F15")
    void aTransactionThatEndsOnAnotherThreadCountsTheThreadItStartedOn() {
        Watch watch = orders.start("handed over");
        machine.burn(600_000);
        Machine.onAnother(() -> {
            machine.burn(5_000_000); // of the other thread
            assertEquals(Verdict.BURST, watch.end());
        });
        Violation violation = told.violations.get(0);
        assertEquals(Thread.currentThread().getId(), violation.threadId());
        assertEquals(600_000 - Machine.STEP, violation.profile().leastNanos());
        assertEquals(600_000 + Machine.STEP, violation.profile().mostNanos());
        assertNotSame(watch, orders.start());
    }

    @Test
    @Tag("S1.47")
    void aTransactionIsStartedWhereAnotherWasEndedElsewhere() {
        Watch outer = orders.start();
        Watch inner = orders.start();
        Machine.onAnother(inner::end);
        Watch next = orders.start("next");
        machine.burn(600_000);
        inner.close();
        assertEquals(Verdict.BURST, next.end());
        assertEquals(Verdict.BURST, outer.end());
        assertEquals(2, told.violations.size());
    }

    @Test
    @Tag("S1.41")
    void ofAThreadThatIsGoneNothingIsKnownAndSoNothingIsClean() {
        List<Watch> started = new ArrayList<>();
        Machine.onAnother(() -> started.add(orders.start()));
        machine.sleep(Machine.THRESHOLD - 1);
        assertEquals(Verdict.CLEAN, started.get(0).end());

        Machine.onAnother(() -> started.add(orders.start()));
        machine.sleep(Machine.THRESHOLD);
        assertEquals(Verdict.SUSPECT, started.get(1).end());
        assertEquals(
                new CpuProfile(Machine.THRESHOLD, 0, Machine.THRESHOLD, Quality.UPPER_BOUND),
                told.suspicions.get(0).profile());
    }

    @Test
    void aClockThatLagsBehindForOthersProvesTheLeastAndNotTheMost() {
        machine.remoteExact = false;
        Sentinel other = machine.sentinel().listener(told).build();
        Watch watch = other.kind("orders").start();
        machine.burn(600_000);
        machine.sleep(400_000);
        Machine.onAnother(watch::end);
        assertEquals(
                new CpuProfile(1_000_000, 599_000, 1_000_000, Quality.UPPER_BOUND),
                told.violations.get(0).profile());
    }

    @Test
    @Tag("S1.43")
    void aTransactionCanBeCheckedWhileItGoesOnAndIsToldOnce() {
        Watch watch = orders.start("long");
        machine.burn(400_000);
        assertEquals(Verdict.CLEAN, watch.check());
        machine.burn(400_000);
        assertEquals(Verdict.BURST, watch.check());
        assertEquals(Verdict.BURST, watch.check());
        assertTrue(told.violations.get(0).running());
        assertEquals(Verdict.BURST, watch.end());
        assertEquals(Verdict.BURST, watch.check());
        assertEquals(1, told.violations.size());
        assertEquals(1, orders.statistics().bursts());
    }

    @Test
    void watchesOfOneThreadAreUsedAgain() {
        Watch first = orders.start();
        first.close();
        Watch second = orders.start();
        second.close();
        assertSame(first, second);
    }

    @Test
    void transactionsThatNeverEndAreRefusedBeforeTheyFillTheMemory() {
        for (int i = 0; i < 1024; i++) {
            var unused = orders.start();
        }
        IllegalStateException e = assertThrows(IllegalStateException.class, orders::start);
        assertTrue(e.getMessage().contains("never ended"), e::getMessage);
    }

    @Test
    void aClosedSentinelStartsNothingAndEndsWhatWasStarted() {
        Watch watch = orders.start();
        machine.burn(600_000);
        sentinel.close();
        sentinel.close();
        assertEquals(Verdict.BURST, watch.end());
        assertThrows(IllegalStateException.class, orders::start);
    }

    @Test
    void tasksAreRunAsTransactions() throws Exception {
        orders.run(() -> machine.burn(600_000));
        assertEquals(17, orders.call(() -> {
            machine.burn(600_000);
            return 17;
        }));
        orders.over(Machine::onAnother).execute(() -> machine.burn(600_000));
        assertThrows(
                IllegalStateException.class,
                () -> orders.run(() -> {
                    machine.burn(600_000);
                    throw new IllegalStateException();
                }));
        assertEquals(4, told.violations.size());
        assertEquals(4, orders.statistics().transactions());
    }

    private Verdict burning(long nanos) {
        Watch watch = orders.start();
        machine.burn(nanos);
        return watch.end();
    }

    private List<String> labels() {
        return told.violations.stream().map(Violation::label).toList();
    }
}

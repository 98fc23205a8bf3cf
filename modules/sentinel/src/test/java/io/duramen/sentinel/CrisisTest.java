// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A crisis begins for processor time and for nothing else, is told once, and ends by the timer when it has been calm. */
@Tag("S1.48")
class CrisisTest {
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final Machine machine = new Machine();
    private final Told told = new Told();
    private final Sentinel sentinel = machine.sentinel()
            .listener(told)
            .crisis(new CrisisRules(4, WINDOW, 0.5))
            .build();
    private final Kind orders = sentinel.kind("orders");

    @Test
    void tooManyBurstsInAWindowBeginOneThatNamesTheirCause() {
        bursts(3);
        assertNull(sentinel.crisis());
        bursts(1);
        Crisis crisis = sentinel.crisis();
        assertNotNull(crisis);
        assertEquals(Crisis.Cause.BURSTS, crisis.cause());
        assertEquals("orders", crisis.kind());
        assertEquals(4, crisis.bursts());
        assertSame(told.violations.get(3), crisis.violation());
        bursts(10);
        assertEquals(List.of(crisis), told.begun, "told once");
        assertEquals(1, sentinel.statistics().crises());
    }

    @Test
    void burstsThatAreFarApartBeginNone() {
        for (int i = 0; i < 100; i++) {
            bursts(1);
            machine.sleep(WINDOW.dividedBy(3));
            sentinel.poll();
        }
        assertEquals(List.of(), told.begun);
    }

    @Test
    @Tag("F17")
    void aGreatManyHarmlessTransactionsBeginNone() {
        for (int i = 0; i < 100_000; i++) {
            Watch watch = orders.start();
            machine.burn(10_000);
            watch.end();
        }
        assertEquals(List.of(), told.begun);
    }

    @Test
    @Tag("F17")
    void theShareOfThoseWhoWereWarnedBeginsOneWithoutManyBursts() {
        Sentinel one = machine.sentinel()
                .listener(told)
                .crisis(new CrisisRules(4, WINDOW, 0.5))
                .processors(1)
                .build();
        burn(one.kind("orders"), Duration.ofMillis(1)); // warns
        burn(one.kind("orders"), Duration.ofSeconds(4));
        machine.sleep(Duration.ofSeconds(6));
        one.poll();
        assertNull(one.crisis());
        burn(one.kind("innocent"), Duration.ofNanos(400_000));
        burn(one.kind("orders"), Duration.ofSeconds(6));
        machine.sleep(Duration.ofSeconds(5));
        one.poll();
        Crisis crisis = one.crisis();
        assertNotNull(crisis);
        assertEquals(Crisis.Cause.CPU_SHARE, crisis.cause());
        assertEquals("orders", crisis.kind());
        assertNull(crisis.violation());
    }

    @Test
    void inACrisisEveryTransactionIsMeasuredPrecisely() {
        Kind innocent = sentinel.kind("innocent");
        innocent.start().close();
        bursts(4);
        machine.ownReads.set(0);
        innocent.start().close();
        assertEquals(2, machine.ownReads.get());
    }

    @Test
    @Tag("F17")
    void itEndsByTheTimerAfterThreeCalmWindowsWithoutAnyTransaction() {
        bursts(4);
        assertEquals(40, pollsUntilItEnds()); // one window for the bursts to leave it, three of calm
        assertEquals(told.begun, told.ended);
        assertNull(sentinel.crisis());
    }

    @Test
    void halfOfWhatBeganItIsCalmAndMoreIsNot() {
        bursts(4);
        for (int window = 0; window < 20; window++) {
            bursts(3);
            pass(WINDOW);
            assertEquals(List.of(), told.ended);
        }
        for (int window = 0; window < 5; window++) {
            bursts(2);
            pass(WINDOW);
        }
        assertEquals(1, told.ended.size());
    }

    @Test
    void aNewBurstOfBurstsBeginsTheCalmAgain() {
        bursts(4);
        pass(WINDOW.multipliedBy(3));
        bursts(3);
        assertEquals(40, pollsUntilItEnds());
    }

    @Test
    void oneThatHasEndedCanBeginAgain() {
        bursts(4);
        pass(WINDOW.multipliedBy(5));
        bursts(4);
        assertEquals(2, told.begun.size());
        assertEquals(1, told.ended.size());
    }

    private int pollsUntilItEnds() {
        int polls = 0;
        while (told.ended.isEmpty()) {
            pass(WINDOW.dividedBy(10));
            polls++;
        }
        return polls;
    }

    private void pass(Duration time) {
        for (long left = time.toNanos(); left > 0; left -= WINDOW.toNanos() / 10) {
            machine.sleep(WINDOW.toNanos() / 10);
            sentinel.poll();
        }
    }

    private void bursts(int count) {
        for (int i = 0; i < count; i++) {
            Watch watch = orders.start();
            machine.burn(600_000);
            assertEquals(Verdict.BURST, watch.end());
        }
    }

    private void burn(Kind kind, Duration time) {
        Watch watch = kind.start();
        machine.burn(time.toNanos());
        watch.end();
    }
}

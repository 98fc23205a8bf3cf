// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bursts bring warnings, longer ones, and where that was asked for a ban; all of them end. */
class EscalationTest {
    private static final Duration TERM = Duration.ofMinutes(1);
    private static final EscalationRules THREE_STRIKES = new EscalationRules(TERM, 3, Duration.ofMinutes(5));

    private final Machine machine = new Machine();
    private final Told told = new Told();
    private final Sentinel sentinel = machine.sentinel()
            .listener(told)
            .allow("backup")
            .escalation(THREE_STRIKES)
            .build();
    private final Kind orders = sentinel.kind("orders");

    @Test
    void aBurstWarnsTheNextOneExtendsAndTheThirdBans() {
        burst(orders);
        assertEquals(Standing.WARNED, orders.standing());
        burst(orders);
        assertEquals(Standing.EXTENDED, orders.standing());
        burst(orders);
        assertEquals(Standing.BANNED, orders.standing());
        assertEquals(
                List.of(
                        new StandingChange("orders", Standing.NORMAL, Standing.WARNED, 1, TERM),
                        new StandingChange("orders", Standing.WARNED, Standing.EXTENDED, 2, TERM.multipliedBy(2)),
                        new StandingChange("orders", Standing.EXTENDED, Standing.BANNED, 3, Duration.ofMinutes(5))),
                told.changes);
    }

    @Test
    void aBannedKindIsRefusedUntilItsBanEndsWhichNobodyNeedPollFor() {
        ban();
        machine.sleep(Duration.ofSeconds(299));
        KindBannedException e = assertThrows(KindBannedException.class, orders::start);
        assertEquals("orders", e.kind());
        assertEquals(Duration.ofSeconds(1).toNanos(), e.remainingNanos());
        assertEquals(1, orders.statistics().refused());
        sentinel.kind("others than these").start().close();

        machine.sleep(Duration.ofSeconds(1));
        orders.start().close();
        assertEquals(Standing.NORMAL, orders.standing());
    }

    @Test
    void whatWasUnderWayWhenItsKindWasBannedEndsAndChangesNothing() {
        Watch watch = orders.start();
        ban();
        assertEquals(Verdict.BURST, watch.end());
        assertEquals(3, told.changes.size());
    }

    @Test
    void aWarningRunsOutByTheTimerAlone() {
        burst(orders);
        machine.sleep(TERM.minusNanos(1));
        sentinel.poll();
        assertEquals(1, told.changes.size());
        machine.sleep(Duration.ofSeconds(1));
        sentinel.poll();
        assertEquals(
                new StandingChange("orders", Standing.WARNED, Standing.NORMAL, 0, Duration.ZERO), told.changes.get(1));
    }

    @Test
    void afterAWarningHasRunOutABurstWarnsAnew() {
        burst(orders);
        burst(orders);
        machine.sleep(TERM.multipliedBy(2));
        burst(orders);
        assertEquals(
                List.of(Standing.WARNED, Standing.EXTENDED, Standing.NORMAL, Standing.WARNED),
                told.changes.stream().map(StandingChange::to).toList());
    }

    @Test
    void aWarnedKindIsMeasuredPrecisely() {
        orders.start().close();
        burst(orders);
        machine.ownReads.set(0);
        orders.start().close();
        assertEquals(2, machine.ownReads.get());
    }

    @Test
    void aPardonEndsABan() {
        ban();
        orders.pardon();
        orders.pardon();
        orders.start().close();
        assertEquals(4, told.changes.size());
        burst(orders);
        assertEquals(Standing.WARNED, orders.standing());
    }

    @Test
    void whoMayBurnIsToldAndCountedAndNothingElse() {
        Kind backup = sentinel.kind("backup");
        for (int i = 0; i < 20; i++) {
            burst(backup);
        }
        assertEquals(20, told.violations.size());
        assertEquals(20, backup.statistics().bursts());
        assertEquals(Standing.NORMAL, backup.standing());
        assertEquals(List.of(), told.changes);
        assertEquals(List.of(), told.begun);
    }

    @Test
    void nothingIsBannedUnlessThatWasAskedFor() {
        Kind kind = machine.sentinel().build().kind("orders");
        for (int i = 0; i < 100; i++) {
            burst(kind);
        }
        assertEquals(Standing.EXTENDED, kind.standing());
        assertEquals(100, kind.statistics().bursts());
    }

    private void ban() {
        for (int i = 0; i < 3; i++) {
            burst(orders);
        }
    }

    private void burst(Kind kind) {
        try (Watch watch = kind.start()) {
            machine.burn(600_000);
            assertEquals(Verdict.BURST, watch.check());
        }
    }
}

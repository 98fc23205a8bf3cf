// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Work that was handed to other threads is counted for who handed it over. */
@Tag("S1.47")
@SuppressWarnings("try") // a watch need only be closed
class ShareTest {
    private final Machine machine = new Machine();
    private final Told told = new Told();
    private final Sentinel sentinel = machine.sentinel().listener(told).build();
    private final Kind orders = sentinel.kind("orders");

    @Test
    @Tag("F15")
    void partsThatAreHarmlessEachAreABurstTogether() throws Exception {
        Watch watch = orders.start("tx-17");
        Share share = watch.share();
        machine.burn(200_000);
        Machine.onAnother(share.wrap(() -> machine.burn(200_000)));
        assertEquals(Verdict.CLEAN, watch.check());
        Machine.onAnother(() -> assertEquals("done", call(share)));
        assertEquals(Verdict.BURST, watch.end());

        Violation violation = told.violations.get(0);
        assertEquals("tx-17", violation.label());
        assertEquals(Thread.currentThread().getId(), violation.threadId());
        assertEquals(600_000 - 3 * Machine.STEP, violation.profile().leastNanos());
        assertEquals(1, orders.statistics().transactions());
    }

    private String call(Share share) {
        try {
            return share.wrapCallable(() -> {
                        machine.burn(200_000);
                        return "done";
                    })
                    .call();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPartThatEndsAfterTheTransactionIsCountedNevertheless() {
        Watch watch = orders.start();
        Share share = watch.share();
        assertEquals(Verdict.CLEAN, watch.end());
        Machine.onAnother(share.wrap(() -> machine.burn(600_000)));
        assertEquals(1, told.violations.size());
        Machine.onAnother(share.wrap(() -> machine.burn(600_000)));
        assertEquals(1, told.violations.size(), "told once");
    }

    @Test
    void aPartThatRunsInsideAnotherIsCountedOnce() {
        Watch watch = orders.start();
        Share share = watch.share();
        share.wrap(() -> machine.burn(300_000)).run();
        Machine.onAnother(share.wrap(share.wrap(() -> machine.burn(100_000))));
        assertEquals(Verdict.CLEAN, watch.end());
    }

    @Test
    void aThreadThatWasOncePartStartsTransactionsOfItsOwn() {
        Watch watch = orders.start();
        Share share = watch.share();
        Machine.onAnother(() -> {
            try (Watch part = share.join()) {
                machine.burn(300_000);
            }
            Watch own = orders.start("own");
            machine.burn(300_000);
            assertEquals(Verdict.CLEAN, own.end());
        });
        assertEquals(Verdict.CLEAN, watch.end());
        assertEquals(2, orders.statistics().transactions());
    }

    @Test
    void manyThreadsWorkForOneTransactionAtATime() {
        Watch watch = orders.start();
        Share share = watch.share();
        assertSame(share, watch.share());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(new Thread(share.wrap(() -> machine.burn(100_000))));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            join(thread);
        }
        assertEquals(Verdict.BURST, watch.end());
        long least = told.violations.get(0).profile().leastNanos();
        assertTrue(least >= Machine.THRESHOLD && least <= 800_000, () -> least + " ns");
        assertEquals(1, told.violations.size());
        assertEquals(1, orders.statistics().bursts());
    }

    @Test
    void onlyTheThreadOfATransactionSharesItAndOnlyBeforeItEnds() {
        Watch watch = orders.start();
        Machine.onAnother(() -> assertThrows(IllegalStateException.class, watch::share));
        watch.end();
        assertThrows(IllegalStateException.class, watch::share);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}

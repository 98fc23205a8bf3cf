// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions that never end are seen by who looks at them from another thread. */
@Tag("S1.52")
class SampledTest {
    private final Machine machine = new Machine();
    private final Told told = new Told();
    private final Sentinel sentinel =
            machine.sentinel().mode(Mode.SAMPLED).listener(told).build();
    private final Kind orders = sentinel.kind("orders");

    @Test
    void oneThatBurnsIsToldOnceAndWhileItGoesOn() {
        var unused = orders.start("endless");
        machine.burn(400_000);
        poll();
        assertEquals(List.of(), told.violations);
        machine.burn(400_000);
        poll();
        poll();
        assertEquals(1, told.violations.size());
        Violation violation = told.violations.get(0);
        assertTrue(violation.running());
        assertEquals("endless", violation.label());
        assertEquals(Thread.currentThread().getId(), violation.threadId());
    }

    @Test
    void oneThatWaitsIsNotTold() {
        Watch watch = orders.start();
        machine.sleep(60_000_000);
        poll();
        assertEquals(Verdict.CLEAN, watch.end());
        assertEquals(List.of(), told.suspicions);
    }

    @Test
    void whatIsYoungerThanHalfItsThresholdIsNotLookedAt() {
        Watch watch = orders.start();
        machine.burn(Machine.THRESHOLD / 2 - 1);
        poll();
        assertEquals(0, machine.otherReads.get());
        watch.end();
    }

    @Test
    void whatHasEndedIsNotLookedAt() {
        Watch watch = orders.start();
        machine.burn(600_000);
        watch.end();
        machine.burn(600_000);
        poll();
        assertEquals(1, told.violations.size());
        assertEquals(0, machine.otherReads.get());
    }

    @Test
    void aShareIsSeenWhileItsPartsGoOn() {
        Watch watch = orders.start();
        Share share = watch.share();
        Machine.onAnother(share.wrap(() -> machine.burn(400_000)));
        machine.burn(200_000);
        poll();
        assertEquals(1, told.violations.size());
        assertTrue(told.violations.get(0).running());
        assertEquals(Verdict.BURST, watch.end());
        assertEquals(1, told.violations.size());
    }

    @Test
    @Tag("S1.41")
    void aThreadThatCannotBeReadIsSuspectAndToldOnce() {
        var unused = orders.start();
        machine.burn(600_000);
        machine.failing = true;
        poll();
        poll();
        assertEquals(1, told.suspicions.size());
        assertEquals(2, told.failures.size());
    }

    @Test
    @Tag("S1.45")
    void ofManyThreadsThoseThatBurnAreTold() throws Exception {
        int count = 8;
        CountDownLatch started = new CountDownLatch(count); // while no time passes
        CountDownLatch begun = new CountDownLatch(count);
        CountDownLatch end = new CountDownLatch(1);
        Thread[] threads = new Thread[count];
        FutureTask<?>[] tasks = new FutureTask<?>[count];
        for (int i = 0; i < count; i++) {
            int number = i;
            tasks[i] = new FutureTask<>(() -> {
                Watch watch = sentinel.kind("thread " + number).start();
                started.countDown();
                started.await();
                if (number % 2 == 0) {
                    machine.burn(600_000);
                }
                begun.countDown();
                end.await();
                return watch.end();
            });
            threads[i] = new Thread(tasks[i]);
            threads[i].start();
        }
        begun.await();
        poll();
        assertEquals(
                List.of("thread 0", "thread 2", "thread 4", "thread 6"),
                told.violations.stream().map(Violation::kind).sorted().toList());
        end.countDown();
        for (int i = 0; i < count; i++) {
            Machine.await(tasks[i], threads[i]);
        }
        assertEquals(count, machine.openRefs.get());
        poll();
        assertEquals(0, machine.openRefs.get(), "threads that are gone are forgotten");
    }

    /** As the timer does, on a thread of its own. */
    private void poll() {
        Machine.onAnother(sentinel::poll);
    }
}

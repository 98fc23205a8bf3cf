// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.clock.CpuClocks;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Listeners are told off the thread that is watched, and hurt nobody. */
class ListenerTest {
    private final Machine machine = new Machine();
    private final Told told = new Told();

    @Test
    void aListenerThatFailsIsCountedAndOthersAreTold() {
        Sentinel sentinel = machine.sentinel()
                .listener(new SentinelListener() {
                    @Override
                    public void violation(Violation violation) {
                        throw new IllegalStateException("a listener that fails");
                    }
                })
                .listener(told)
                .build();
        violate(sentinel);
        violate(sentinel);
        assertEquals(2, told.violations.size());
        assertEquals(2, sentinel.statistics().failedNotices());
    }

    @Test
    void noticesForWhichThereIsNoRoomAreCounted() {
        Sentinel sentinel = machine.sentinel()
                .notifier(task -> {
                    throw new RejectedExecutionException();
                })
                .listener(told)
                .build();
        violate(sentinel);
        assertEquals(2, sentinel.statistics().lostNotices()); // the burst and the warning
        assertEquals(1, sentinel.telemetry().recorded());
    }

    @Test
    void whoIsToldLaterIsToldByTheNotifierInOrder() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        Sentinel sentinel = machine.sentinel().notifier(waiting::add).build();
        sentinel.addListener(told);
        violate(sentinel);
        assertEquals(List.of(), told.violations);
        waiting.forEach(Runnable::run);
        assertEquals(1, told.violations.size());
        sentinel.removeListener(told);
        waiting.clear();
        violate(sentinel);
        assertEquals(0, waiting.size());
    }

    @Test
    void withoutANotifierAThreadOfTheSentinelsOwnTells() throws Exception {
        LinkedBlockingQueue<String> threads = new LinkedBlockingQueue<>();
        try (Sentinel sentinel = Sentinel.builder()
                .clock(machine)
                .time(machine.wall::nanoTime, machine.wall)
                .listener(new SentinelListener() {
                    @Override
                    public void violation(Violation violation) {
                        threads.add(Thread.currentThread().getName());
                    }
                })
                .build()) {
            violate(sentinel);
            assertEquals("duramen-sentinel-notifier", threads.take());
        }
    }

    @Test
    void theTimerLooksAtWhatNeverEnds() throws Exception {
        LinkedBlockingQueue<Violation> found = new LinkedBlockingQueue<>();
        try (Sentinel sentinel = Sentinel.builder()
                .clock(CpuClocks.named("jdk").orElseThrow().open())
                .mode(Mode.SAMPLED)
                .threshold(Duration.ofMillis(20))
                .unmeasurable(Unmeasurable.BOUND) // however coarse the clock of this machine is
                .listener(new SentinelListener() {
                    @Override
                    public void violation(Violation violation) {
                        found.add(violation);
                    }
                })
                .build()) {
            var unused = sentinel.start("endless");
            Violation violation = null;
            while (violation == null) {
                violation = found.poll(); // burns meanwhile
            }
            assertEquals("endless", violation.label());
            assertEquals(Sentinel.UNNAMED, violation.kind());
        }
    }

    @Test
    void kindsAreMadeOnceAndNamesThatClientsMakeUpFillNoMemory() {
        Sentinel sentinel = machine.sentinel().build();
        assertSame(sentinel.kind("orders"), sentinel.kind("orders"));
        for (int i = 1; i < Sentinel.MAX_KINDS; i++) {
            assertNotSame(sentinel.kind(Sentinel.OTHERS), sentinel.kind("made up " + i));
        }
        assertSame(sentinel.kind(Sentinel.OTHERS), sentinel.kind("one too many"));
        assertEquals(Sentinel.MAX_KINDS + 2, sentinel.statistics().kinds().size());
    }

    @Test
    void aBuilderBuildsOne() {
        SentinelBuilder builder = machine.sentinel();
        builder.build();
        assertThrows(IllegalStateException.class, builder::build);
        assertThrows(IllegalArgumentException.class, () -> builder.telemetry(0));
        assertThrows(IllegalArgumentException.class, () -> builder.processors(0));
        assertThrows(IllegalArgumentException.class, () -> builder.sampleEvery(Duration.ZERO));
    }

    private void violate(Sentinel sentinel) {
        Watch watch = sentinel.kind("orders").start();
        machine.burn(600_000);
        assertEquals(Verdict.BURST, watch.end());
    }
}

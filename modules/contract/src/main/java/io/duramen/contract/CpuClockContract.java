// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuReading;
import io.duramen.clock.CpuTime;
import io.duramen.clock.Quality;
import io.duramen.clock.ThreadRef;
import io.duramen.clock.spi.CpuClockProvider;
import io.duramen.clock.spi.VirtualThreads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every provider of a processor clock must hold. Extend it, return the provider, and run it on the system the provider is
 * for.
 *
 * <p>Nothing here waits for time to pass or compares durations with a guess: threads burn until their own clock says so, and
 * readings are compared by their order alone. A loaded machine makes these tests slow, not red.
 */
public abstract class CpuClockContract {
    private static final long BURN_NANOS = 20_000_000;
    private static final int THREADS = 6;

    /** Until when a clock that shows what a running thread uses late has to show it. */
    private static final int LATE_READINGS = 1000;

    /** For subclasses. */
    protected CpuClockContract() {}

    /**
     * Returns the provider to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract CpuClockProvider provider();

    @Test
    @Tag("S1.37")
    void whatIsAvailableOpensAndReportsItsFeatures() {
        CpuClockProvider provider = provider();

        assertTrue(provider.isAvailable(), () -> "not available: " + provider.probe());
        provider.open();
        ProbeRules.check(provider);
    }

    @Test
    @Tag("S1.37")
    void theClockOfAThreadGoesOnAndNeverBack() {
        CpuClock clock = provider().open();
        long previous = clock.currentNanos();
        long first = previous;
        while (previous - first < BURN_NANOS) {
            long now = clock.currentNanos();
            assertTrue(now >= previous, now + " after " + previous);
            previous = now;
        }
    }

    @Test
    @Tag("S1.37")
    void aThreadUsesNoMoreProcessorTimeThanPasses() {
        CpuClock clock = provider().open();
        long step = clock.info().stepNanos();

        long wallStart = System.nanoTime();
        long start = clock.currentNanos();
        Burning.burn(clock, BURN_NANOS);
        long used = CpuClock.elapsed(start, clock.currentNanos());
        long wall = System.nanoTime() - wallStart;

        // A clock in wrong units, or of the whole process, runs ahead of the wall. The wall clock may be slewed by 0.05
        // %.
        assertTrue(used <= wall + wall / 1000 + step, used + " ns used in " + wall + " ns");
    }

    @Test
    @Tag("S1.38")
    @Tag("F14")
    void aCapturedThreadReadsBetweenItsOwnReadings() throws Exception {
        CpuClock clock = provider().open();
        try (Burning thread = new Burning(clock)) {
            long before = thread.ownNanos();
            long remote = remoteNanos(clock, thread.ref(), before);
            long after = thread.ownNanos();

            assertOrdered(before, remote, after);
        }
    }

    @Test
    @Tag("S1.38")
    @Tag("F14")
    void whatACapturedThreadBurnsIsSeenByTheThreadThatWatches() throws Exception {
        CpuClock clock = provider().open();
        try (Burning thread = new Burning(clock)) {
            long before = clock.nanos(thread.ref());
            long start = thread.ownNanos();
            thread.burn(BURN_NANOS);
            long end = thread.ownNanos();
            long after = remoteNanos(clock, thread.ref(), end);

            assertOrdered(before, start, end);
            assertTrue(end - start >= BURN_NANOS, "burned " + (end - start));
            assertTrue(after >= end, after + " shown of at least " + end);
        }
    }

    @Test
    @Tag("S1.38")
    @Tag("F14")
    void aThreadThatWaitsStandsStillWhileItsWatcherBurns() throws Exception {
        CpuClock clock = provider().open();
        try (Burning waiting = new Burning(clock)) {
            waiting.ownNanos();
            waiting.awaitWaiting();

            long before = clock.nanos(waiting.ref());
            Burning.burn(clock, BURN_NANOS);
            long after = clock.nanos(waiting.ref());

            // What is left between "waiting" in Java and off the processor is some microseconds.
            assertTrue(after - before < BURN_NANOS / 2, "moved by " + (after - before));
        }
    }

    @Test
    @Tag("S1.45")
    @Tag("F14")
    void ofManyThreadsEachReadsItsOwn() throws Exception {
        CpuClock clock = provider().open();
        List<Burning> threads = new ArrayList<>();
        try {
            List<ThreadRef> refs = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(new Burning(clock));
                refs.add(threads.get(i).ref());
            }
            long[] start = ownReadings(threads);
            for (int i = 0; i < THREADS; i++) {
                threads.get(i).startBurning((i + 1) * BURN_NANOS / 4);
            }
            long[] before = ownReadings(threads);
            for (int i = 0; i < THREADS; i++) {
                remoteNanos(clock, refs.get(i), before[i]);
            }
            long[] remote = new long[THREADS];
            int known = clock.nanos(refs, remote);
            long[] after = ownReadings(threads);

            assertEquals(THREADS, known);
            for (int i = 0; i < THREADS; i++) {
                assertTrue(before[i] - start[i] >= (i + 1) * BURN_NANOS / 4, "thread " + i + " did not burn");
                assertOrdered(before[i], remote[i], after[i]);
            }
        } finally {
            threads.forEach(Burning::close);
        }
    }

    @Test
    @Tag("S1.41")
    @Tag("F14")
    void aThreadThatHasEndedReadsUnknownAlsoWhenOthersHaveCome() throws Exception {
        CpuClock clock = provider().open();
        Burning thread = new Burning(clock);
        ThreadRef gone = thread.ref();
        assertNotEquals(CpuClock.UNKNOWN, clock.nanos(gone));
        thread.close();

        assertEquals(CpuClock.UNKNOWN, clock.nanos(gone));
        try (Burning later = new Burning(clock)) {
            long[] out = new long[2];
            assertEquals(1, clock.nanos(List.of(gone, later.ref()), out));
            assertEquals(CpuClock.UNKNOWN, out[0]);
            assertOrdered(0, out[1], later.ownNanos());
        }
    }

    @Test
    void aClosedReferenceReadsUnknownAndMayBeClosedAgain() {
        CpuClock clock = provider().open();
        ThreadRef ref = clock.capture();
        assertEquals(Thread.currentThread().getId(), ref.threadId());
        assertNotEquals(CpuClock.UNKNOWN, clock.nanos(ref));

        ref.close();
        ref.close();

        assertEquals(CpuClock.UNKNOWN, clock.nanos(ref));
    }

    @Test
    void aReferenceOfAnotherClockIsRefused() {
        CpuClock clock = provider().open();

        assertThrows(IllegalArgumentException.class, () -> clock.nanos(new ForeignRef()));
    }

    @Test
    @Tag("S1.41")
    @Tag("F14")
    void aVirtualThreadIsNeverGivenTheTimeOfItsCarrier() throws Exception {
        CpuClock clock = provider().open();
        List<String> wrong = new ArrayList<>();
        Burning.runOnEveryKindOfThread(() -> {
            boolean virtual = VirtualThreads.isVirtual(Thread.currentThread());
            long wallStart = System.nanoTime();
            CpuReading start = clock.reading();
            long used = Burning.spin(1_000_000);
            CpuTime time = clock.reading().since(start);
            long wall = System.nanoTime() - wallStart;
            try (ThreadRef self = clock.capture()) {
                boolean known = clock.currentNanos() != CpuClock.UNKNOWN && clock.nanos(self) != CpuClock.UNKNOWN;
                boolean unknown = clock.currentNanos() == CpuClock.UNKNOWN && clock.nanos(self) == CpuClock.UNKNOWN;
                if (virtual
                        ? !unknown || time.quality() != Quality.UPPER_BOUND
                        : !known || time.quality() != Quality.EXACT) {
                    wrong.add(virtual + " " + time + " " + clock.currentNanos() + " " + clock.nanos(self));
                }
            }
            if (time.nanos() < 0
                    || time.nanos() > wall + wall / 1000 + clock.info().stepNanos()) {
                wrong.add(time + " after " + used + " iterations in " + wall + " ns");
            }
        });

        assertEquals(List.of(), wrong);
    }

    @Test
    void readingsOfDifferentThreadsHaveNoDifference() throws Exception {
        CpuClock clock = provider().open();
        CpuReading own = clock.reading();
        try (Burning thread = new Burning(clock)) {
            CpuReading other = thread.reading();

            assertSame(CpuTime.UNKNOWN, other.since(own));
        }
    }

    @Test
    @Tag("S1.37")
    void theClockTellsWhatItResolvesHere() {
        CpuClock clock = provider().open();

        ClockInfo info = clock.info();

        assertEquals(provider().name(), info.provider());
        assertFalse(info.source().isBlank());
        assertTrue(info.stepNanos() > 0, info::toString);
        assertTrue(info.readCostNanos() > 0, info::toString);
        assertEquals(info, clock.info());
    }

    @Test
    void anInterruptedThreadReadsItsClockAndStaysInterrupted() {
        CpuClock clock = provider().open();
        Thread.currentThread().interrupt();

        long nanos = clock.currentNanos();
        ClockInfo measured = clock.info();

        assertTrue(Thread.interrupted());
        assertNotEquals(CpuClock.UNKNOWN, nanos);
        assertTrue(measured.stepNanos() > 0, measured::toString);
    }

    /**
     * Reads a captured thread. A clock that does not count to the moment for a thread that runs elsewhere is read again until it
     * shows what the thread itself has read, which it does once that thread waits.
     */
    private static long remoteNanos(CpuClock clock, ThreadRef thread, long atLeast) {
        long nanos = clock.nanos(thread);
        boolean exact = clock.info().remoteExactWhileRunning();
        for (int i = 0; i < LATE_READINGS && !exact && nanos < atLeast; i++) {
            Burning.burn(clock, 1_000_000);
            nanos = clock.nanos(thread);
        }
        return nanos;
    }

    private static long[] ownReadings(List<Burning> threads) throws Exception {
        long[] readings = new long[threads.size()];
        for (int i = 0; i < readings.length; i++) {
            readings[i] = threads.get(i).ownNanos();
        }
        return readings;
    }

    private static void assertOrdered(long first, long second, long third) {
        assertTrue(first <= second && second <= third, first + " <= " + second + " <= " + third);
    }

    private static final class ForeignRef implements ThreadRef {
        @Override
        public long threadId() {
            return Thread.currentThread().getId();
        }

        @Override
        public void close() {}
    }
}

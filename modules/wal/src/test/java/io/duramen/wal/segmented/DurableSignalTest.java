// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DurableSignalTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicLong durable = new AtomicLong(5);
    private final DurableSignal signal = new DurableSignal(durable::get);

    @Test
    void whatIsDurableAlreadyIsNotWaitedFor() throws InterruptedException {
        assertTrue(signal.awaitBeyond(4, LONG, () -> false));
        assertTrue(signal.awaitBeyond(4, Duration.ZERO, () -> false));
    }

    @Test
    void theWaitEndsWithItsTime() throws InterruptedException {
        assertFalse(signal.awaitBeyond(5, Duration.ZERO, () -> false));
        assertFalse(signal.awaitBeyond(5, Duration.ofMillis(1), () -> false));
        assertFalse(signal.awaitBeyond(5, Duration.ofSeconds(-1), () -> false));
    }

    @Test
    void aTimeLongerThanNanosecondsCanSayIsForEver() {
        assertEquals(Long.MAX_VALUE, DurableSignal.nanos(Duration.ofSeconds(Long.MAX_VALUE)));
        assertEquals(1_000_000, DurableSignal.nanos(Duration.ofMillis(1)));
    }

    @Test
    void everyAdvanceIsSeenByEveryWaiter() throws Exception {
        long last = 20_000;
        List<FutureTask<Long>> readers = new ArrayList<>();
        for (int r = 0; r < 4; r++) {
            FutureTask<Long> reader = new FutureTask<>(() -> {
                long seen = 5;
                while (seen < last) {
                    assertTrue(signal.awaitBeyond(seen, LONG, () -> false), "woken for nothing, or never");
                    assertTrue(durable.get() > seen);
                    seen = durable.get();
                }
                return seen;
            });
            readers.add(reader);
            new Thread(reader, "reader " + r).start();
        }
        for (long lsn = 6; lsn <= last; lsn++) {
            durable.set(lsn);
            signal.advanced(lsn);
        }
        for (FutureTask<Long> reader : readers) {
            assertEquals(last, reader.get(1, TimeUnit.MINUTES));
        }
    }

    @Test
    void aWakeWithoutAnAdvanceDoesNotEndTheWait() throws Exception {
        AtomicLong looks = new AtomicLong();
        FutureTask<Boolean> reader = new FutureTask<>(() -> signal.awaitBeyond(5, LONG, () -> {
            looks.incrementAndGet(); // under the signal's lock: the next wake finds it waiting
            return false;
        }));
        new Thread(reader, "reader").start();
        for (int wakes = 1; wakes <= 3; wakes++) {
            while (looks.get() < wakes) {
                Thread.onSpinWait();
            }
            signal.wake();
        }
        assertFalse(reader.isDone());
        durable.set(6);
        signal.advanced(6);
        assertTrue(reader.get(1, TimeUnit.MINUTES));
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        FutureTask<Boolean> reader = new FutureTask<>(() -> {
            assertThrows(InterruptedException.class, () -> signal.awaitBeyond(5, LONG, () -> false));
            return Thread.currentThread().isInterrupted();
        });
        Thread thread = new Thread(reader, "reader");
        thread.start();
        thread.interrupt();
        assertFalse(reader.get(1, TimeUnit.MINUTES));
    }

    @Test
    void whatEndsTheWaitIsSeenWheneverItHappens() throws Exception {
        for (int round = 0; round < 500; round++) {
            AtomicBoolean ended = new AtomicBoolean();
            FutureTask<Boolean> reader = new FutureTask<>(() -> signal.awaitBeyond(5, LONG, ended::get));
            new Thread(reader, "reader").start();
            ended.set(true);
            signal.wake();
            assertFalse(reader.get(1, TimeUnit.MINUTES));
        }
    }
}

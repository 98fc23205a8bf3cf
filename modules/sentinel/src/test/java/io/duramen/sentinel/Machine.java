// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.ThreadRef;
import io.duramen.testkit.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A machine whose threads use processor time when they say so, and not otherwise. */
final class Machine implements CpuClock {
    static final long STEP = 1_000;
    static final long THRESHOLD = 500_000;

    final ManualClock wall = ManualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
    final AtomicLong wallReads = new AtomicLong();
    final AtomicLong ownReads = new AtomicLong();
    final AtomicLong otherReads = new AtomicLong();
    final AtomicLong openRefs = new AtomicLong();
    volatile long step = STEP;
    volatile boolean remoteExact = true;
    volatile boolean unknown;
    volatile boolean failing;
    private final Map<Thread, AtomicLong> used = new ConcurrentHashMap<>();

    /** A sentinel that tells in the moment it finds, and lets time pass when it is polled. */
    SentinelBuilder sentinel() {
        return Sentinel.builder()
                .clock(this)
                .time(this::nanoTime, wall)
                .threshold(Duration.ofNanos(THRESHOLD))
                .notifier(Runnable::run)
                .processors(4)
                .withoutTimer();
    }

    private long nanoTime() {
        wallReads.incrementAndGet();
        return wall.nanoTime();
    }

    /** The calling thread works. */
    void burn(long nanos) {
        used(Thread.currentThread()).addAndGet(nanos);
        wall.advance(Duration.ofNanos(nanos));
    }

    /** Time passes, and the calling thread does nothing. */
    void sleep(long nanos) {
        wall.advance(Duration.ofNanos(nanos));
    }

    void sleep(Duration time) {
        wall.advance(time);
    }

    /** Runs something on a thread of its own. */
    static void onAnother(Runnable task) {
        FutureTask<?> future = new FutureTask<>(task, null);
        Thread thread = new Thread(future, "another");
        thread.start();
        await(future, thread);
    }

    static void await(FutureTask<?> future, Thread thread) {
        try {
            future.get();
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError("the thread failed", e.getCause());
        }
    }

    private AtomicLong used(Thread thread) {
        return used.computeIfAbsent(thread, t -> new AtomicLong());
    }

    @Override
    public long currentNanos() {
        ownReads.incrementAndGet();
        return read(Thread.currentThread());
    }

    @Override
    public ThreadRef capture() {
        fail();
        openRefs.incrementAndGet();
        return new Ref(this, Thread.currentThread());
    }

    @Override
    public long nanos(ThreadRef thread) {
        otherReads.incrementAndGet();
        Thread captured = ((Ref) thread).thread;
        return captured == null || !captured.isAlive() ? UNKNOWN : read(captured);
    }

    @Override
    public ClockInfo info() {
        return new ClockInfo("machine", "what threads say", step, 1, remoteExact);
    }

    private long read(Thread thread) {
        fail();
        return unknown ? UNKNOWN : used(thread).get();
    }

    private void fail() {
        if (failing) {
            throw new CpuClockException(CpuClockException.Kind.FAILED, "machine", "read", "EIO", null, null);
        }
    }

    private static final class Ref implements ThreadRef {
        private final Machine machine;
        private @Nullable Thread thread;

        Ref(Machine machine, Thread thread) {
            this.machine = machine;
            this.thread = thread;
        }

        @Override
        public long threadId() {
            return thread == null ? -1 : thread.getId();
        }

        @Override
        public void close() {
            if (thread != null) {
                thread = null;
                machine.openRefs.decrementAndGet();
            }
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuReading;
import io.duramen.clock.ThreadRef;
import io.duramen.clock.spi.VirtualThreads;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;

/** A thread that burns processor time when told and reads its own clock, so that others can be held against it. */
final class Burning implements AutoCloseable {
    private final CpuClock clock;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Thread thread = new Thread(this::work, "burning");
    private final ThreadRef ref;
    private boolean ended; // of the thread alone

    Burning(CpuClock clock) throws Exception {
        this.clock = clock;
        thread.setDaemon(true);
        thread.start();
        ref = on(clock::capture);
    }

    ThreadRef ref() {
        return ref;
    }

    long ownNanos() throws Exception {
        return on(clock::currentNanos);
    }

    CpuReading reading() throws Exception {
        return on(clock::reading);
    }

    void burn(long nanos) throws Exception {
        on(() -> burn(clock, nanos));
    }

    /** Burns, without waiting for the end of it. */
    void startBurning(long nanos) {
        tasks.add(() -> burn(clock, nanos));
    }

    /** Returns when the thread has nothing to do and waits. */
    void awaitWaiting() {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    /** Returns when the thread has ended. */
    @Override
    public void close() {
        tasks.add(() -> ended = true);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Spins until the calling thread has used so much time by its own clock. */
    static long burn(CpuClock clock, long nanos) {
        long start = clock.currentNanos();
        long used;
        do {
            used = CpuClock.elapsed(start, clock.currentNanos());
            if (used == CpuClock.UNKNOWN) {
                throw new AssertionError("the clock of " + Thread.currentThread() + " is unknown");
            }
        } while (used < nanos);
        return used;
    }

    /** Computes something of no use. */
    static long spin(int rounds) {
        long value = System.nanoTime();
        for (int i = 0; i < rounds; i++) {
            value = value * 6364136223846793005L + 1442695040888963407L;
        }
        return value;
    }

    /** Runs a task on a platform thread and, on a JVM that has them, on a virtual one. */
    static void runOnEveryKindOfThread(Runnable task) throws Exception {
        FutureTask<?> onPlatform = new FutureTask<>(task, null);
        new Thread(onPlatform, "platform").start();
        onPlatform.get();
        if (VirtualThreads.exist()) {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            FutureTask<?> onVirtual = new FutureTask<>(task, null);
            start.invoke(null, onVirtual);
            onVirtual.get();
        }
    }

    private <T> T on(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        tasks.add(future);
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the thread failed", e.getCause());
        }
    }

    private void work() {
        try {
            while (!ended) {
                tasks.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

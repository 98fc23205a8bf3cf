// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** Numbered work on several threads, claimed in the order of its numbers; of several failures the lowest one is told. */
final class Workers {
    /** The system property with the number of threads; all processors unless set. */
    static final String THREADS = "duramen.threads";

    private final AtomicLong next;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final LongPredicate work;
    private long failedAt = Long.MAX_VALUE;
    private @Nullable Throwable failure;

    private Workers(long first, LongPredicate work) {
        this.next = new AtomicLong(first);
        this.work = work;
    }

    /**
     * Does work until it says that there is no more, or fails.
     *
     * @param threads how many; with 1 the caller's own thread does everything
     * @param first the first number
     * @param work does one number; false ends it, though numbers claimed meanwhile may still be done
     */
    static void run(int threads, long first, LongPredicate work) {
        Workers workers = new Workers(first, work);
        List<Thread> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            others.add(new Thread(workers::claim, "worker-" + i));
        }
        others.forEach(Thread::start);
        workers.claim();
        others.forEach(Workers::join);
        workers.rethrow();
    }

    static int threads() {
        return Integer.getInteger(THREADS, Runtime.getRuntime().availableProcessors());
    }

    private void claim() {
        while (!ended.get()) {
            long number = next.getAndIncrement();
            try {
                if (!work.test(number)) {
                    ended.set(true);
                }
            } catch (RuntimeException | Error e) {
                ended.set(true);
                failed(number, e);
            }
        }
    }

    private synchronized void failed(long number, Throwable what) {
        if (number < failedAt) {
            failedAt = number;
            failure = what;
        }
    }

    private synchronized void rethrow() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static void join(Thread thread) {
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
}

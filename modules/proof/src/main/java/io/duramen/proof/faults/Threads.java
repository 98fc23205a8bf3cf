// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.testkit.AckLog;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;

/** Threads that append to one log as fast as they can; record n still holds what follows from n. */
final class Threads {
    private final WriteAheadLog log;
    private final LongConsumer tried;
    private final LongConsumer acked;
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;
    private long next; // guarded by this

    /**
     * Prepares threads.
     *
     * @param log what they append to
     * @param tried hears a number before it is handed over; one call at a time, in order
     * @param acked hears a number once it is durable; from any thread
     */
    Threads(WriteAheadLog log, LongConsumer tried, LongConsumer acked) {
        this.log = log;
        this.tried = tried;
        this.acked = acked;
        this.next = log.durableLsn() + 1;
    }

    static Threads telling(WriteAheadLog log, AckLog acks) {
        return new Threads(log, acks::tried, acks::acked);
    }

    /** Starts threads, each of which appends so many records, or until one of them fails. */
    Threads start(int count, long each) {
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> append(each), "appender-" + i);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        return this;
    }

    /** Starts threads that append until {@link #stop}. */
    Threads startUntilStopped(int count) {
        return start(count, Long.MAX_VALUE);
    }

    void stop() {
        stopped = true;
    }

    List<Thread> threads() {
        return List.copyOf(threads);
    }

    boolean isAlive() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /** Waits for all of them; throws what the first to fail threw. */
    void join() {
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("nobody has a reason to interrupt this thread", e);
            }
        }
        Throwable first = failure.get();
        if (first != null) {
            throw new AssertionError("an append failed: " + first, first);
        }
    }

    private void append(long records) {
        try {
            for (long i = 0; i < records && !stopped && failure.get() == null; i++) {
                acked.accept(submit().await());
            }
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private synchronized PendingAppend submit() {
        tried.accept(next);
        PendingAppend append = log.submit(TrialLog.entry(next));
        if (append.lsn() != next) {
            throw new AssertionError("the log gave number " + append.lsn() + " to its record " + next);
        }
        next++;
        return append;
    }
}

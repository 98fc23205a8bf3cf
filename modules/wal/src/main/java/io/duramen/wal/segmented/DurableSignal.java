// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Wakes readers that wait for the durable LSN to move. The writer pays one volatile read for it while nobody waits.
 *
 * <p>The number itself stays where it is: the writer publishes it by a <em>volatile</em> write and then calls {@link
 * #advanced}; a reader announces itself by a volatile write and then reads the number. So one of the two always sees the
 * other. (A release store would not do: the writer's read could overtake it.)
 */
final class DurableSignal {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final LongSupplier durableLsn;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private volatile long awaited = Long.MAX_VALUE; // the lowest record anybody waits for

    DurableSignal(LongSupplier durableLsn) {
        this.durableLsn = durableLsn;
    }

    /** Called by the writer after it has published a new durable LSN. */
    void advanced(long lsn) {
        if (lsn >= awaited) {
            wake();
        }
    }

    /** Lets every waiting reader look again: called when the log has failed or is closed, and when a reader is. */
    void wake() {
        lock.lock();
        try {
            awaited = Long.MAX_VALUE;
            moved.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a record behind {@code lsn} is durable.
     *
     * @param ended what else ends the wait; asked again after each {@link #wake}, which must follow its becoming true
     * @return whether there is such a record; {@code false} when the time is over or {@code ended} holds
     * @throws InterruptedException if the thread is interrupted before or while it waits; its interrupt status is cleared
     */
    boolean awaitBeyond(long lsn, Duration timeout, BooleanSupplier ended) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos(timeout);
            while (left > 0) {
                awaited = Math.min(awaited, lsn + 1);
                if (durableLsn.getAsLong() > lsn || ended.getAsBoolean()) {
                    break;
                }
                left = moved.awaitNanos(left);
            }
            return durableLsn.getAsLong() > lsn;
        } finally {
            lock.unlock();
        }
    }

    /** A duration in nanoseconds, of which there are enough for 292 years. */
    static long nanos(Duration duration) {
        return duration.compareTo(FOR_EVER) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Spreads appends over time. Each takes the next free stretch of it, as long as its bytes last at the rate allowed, and waits
 * for its beginning; so everybody's turn comes in the order of asking. Time not used is kept for a tenth of a second.
 */
final class RateLimit {
    private static final long BURST_NANOS = 100_000_000;

    private final double nanosPerByte;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final LongConsumer waited;
    private final AtomicLong free;

    /** Lets the calling thread wait. */
    interface Pause {
        void nanos(long nanos);
    }

    RateLimit(long bytesPerSecond) {
        this(bytesPerSecond, System::nanoTime, LockSupport::parkNanos, nanos -> {});
    }

    /** @param waited told how long each wait was */
    RateLimit(long bytesPerSecond, LongSupplier nanoTime, Pause pause, LongConsumer waited) {
        this.nanosPerByte = 1e9 / bytesPerSecond;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.waited = waited;
        this.free = new AtomicLong(nanoTime.getAsLong() - BURST_NANOS);
    }

    /**
     * Waits for the turn of so many bytes, interrupted or not.
     *
     * @return false if it would come only after the deadline; nothing was taken
     */
    boolean acquire(long bytes, long deadline) {
        long length = (long) (bytes * nanosPerByte);
        long now;
        long begin;
        while (true) {
            now = nanoTime.getAsLong();
            long next = free.get();
            begin = next - (now - BURST_NANOS) < 0 ? now - BURST_NANOS : next;
            if (deadline != Long.MAX_VALUE && begin - deadline > 0) {
                return false;
            }
            if (free.compareAndSet(next, begin + length)) {
                break;
            }
        }
        boolean interrupted = false;
        for (long left; (left = begin - nanoTime.getAsLong()) > 0; ) {
            pause.nanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (begin - now > 0) {
            waited.accept(nanoTime.getAsLong() - now);
        }
        return true;
    }
}

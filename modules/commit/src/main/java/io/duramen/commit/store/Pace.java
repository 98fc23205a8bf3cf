// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Spreads writing over time, so that what need not be done at once takes no more of the device than it may, and ends it when
 * the store is closed. One thread writes at a time; any may stop it.
 */
final class Pace {
    /** As fast as it goes, and never stopped. */
    static final Pace UNLIMITED = new Pace(Long.MAX_VALUE, System::nanoTime, LockSupport::parkNanos);

    private final double nanosPerByte;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private long free;
    private boolean begun;
    private volatile boolean stopped;
    private volatile @Nullable Thread waiting;

    /** Lets the calling thread wait; it may return early. */
    interface Pause {
        void nanos(long nanos);
    }

    /** Writing was stopped. */
    static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("the store is being closed", null, false, false);
        }
    }

    Pace(long bytesPerSecond) {
        this(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    Pace(long bytesPerSecond, LongSupplier nanoTime, Pause pause) {
        this.nanosPerByte = bytesPerSecond == Long.MAX_VALUE ? 0 : 1e9 / bytesPerSecond;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /**
     * Waits, interrupted or not, until what was written before has had its time.
     *
     * @param bytes how many will be written now
     * @throws StoppedException if it was stopped
     */
    void before(int bytes) {
        if (nanosPerByte > 0) {
            await();
            free += (long) (bytes * nanosPerByte);
        }
        if (stopped) {
            throw new StoppedException();
        }
    }

    private void await() {
        if (!begun) {
            begun = true;
            free = nanoTime.getAsLong();
        }
        boolean interrupted = false;
        waiting = Thread.currentThread();
        for (long left; !stopped && (left = free - nanoTime.getAsLong()) > 0; ) {
            pause.nanos(left);
            interrupted |= Thread.interrupted();
        }
        waiting = null;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        long now = nanoTime.getAsLong();
        if (now - free > 0) {
            free = now; // time not used is not kept
        }
    }

    /** Lets no more be written. */
    void stop() {
        stopped = true;
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Spreads writing over time, so that what need not be done at once takes no more of the device than it may, and ends it when
 * it is no longer wanted. Time that was not used is not kept.
 *
 * <p><b>Thread safety:</b> one thread writes at a time; any may stop it.
 */
public final class Pace {
    private final double nanosPerByte;
    private final LongSupplier nanoTime;
    private final Pause pause;
    private final LongConsumer told;
    private long free;
    private boolean begun;
    private volatile boolean stopped;
    private volatile @Nullable Thread waiting;

    /** Lets the calling thread wait; it may return early. */
    interface Pause {
        void nanos(long nanos);
    }

    /** Writing was stopped, because what it is for is being closed. */
    public static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private StoppedException() {
            super("writing was stopped: what it is for is being closed", null, false, false);
        }
    }

    /**
     * Makes a pace.
     *
     * @param bytesPerSecond how much may be written, at least 1; {@link Long#MAX_VALUE} for as fast as it goes
     */
    public Pace(long bytesPerSecond) {
        this(bytesPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    Pace(long bytesPerSecond, LongSupplier nanoTime, Pause pause) {
        this(bytesPerSecond, nanoTime, pause, bytes -> {});
    }

    private Pace(long bytesPerSecond, LongSupplier nanoTime, Pause pause, LongConsumer told) {
        this.told = told;
        this.nanosPerByte = bytesPerSecond == Long.MAX_VALUE ? 0 : 1e9 / bytesPerSecond;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /**
     * Returns one that lets everything be written at once.
     *
     * @return a new pace
     */
    public static Pace unlimited() {
        return new Pace(Long.MAX_VALUE);
    }

    /**
     * Returns one that somebody else keeps.
     *
     * @param told told how many bytes will be written, before they are; returns when they may be
     * @return a new pace
     */
    public static Pace telling(LongConsumer told) {
        return new Pace(Long.MAX_VALUE, System::nanoTime, LockSupport::parkNanos, told);
    }

    /**
     * Waits, interrupted or not, until what was written before has had its time.
     *
     * @param bytes how many will be written now
     * @throws StoppedException if it was stopped
     */
    public void before(long bytes) {
        if (nanosPerByte > 0) {
            await();
            free += (long) (bytes * nanosPerByte);
        }
        told.accept(bytes);
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

    /** Lets no more be written, and whoever waits go. */
    public void stop() {
        stopped = true;
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.util.concurrent.locks.LockSupport;

/**
 * Spreads appends over time: each takes the next free stretch of it, as long as its bytes last at the rate allowed, and waits
 * for its beginning. Time not used is kept for a tenth of a second.
 */
final class Pace {
    static final long NO_DEADLINE = Long.MAX_VALUE;

    private static final long BURST_NANOS = 100_000_000;

    private final double nanosPerByte;
    private long free = System.nanoTime() - BURST_NANOS; // guarded by this

    Pace(long bytesPerSecond) {
        this.nanosPerByte = bytesPerSecond == 0 ? 0 : 1e9 / bytesPerSecond;
    }

    /** Waits for the turn of so many bytes, interrupted or not. Returns false if it comes only after the deadline. */
    boolean await(long bytes, long deadline) {
        if (nanosPerByte == 0) {
            return true;
        }
        long begin;
        synchronized (this) {
            long earliest = System.nanoTime() - BURST_NANOS;
            begin = free - earliest < 0 ? earliest : free;
            if (deadline != NO_DEADLINE && begin - deadline > 0) {
                return false;
            }
            free = begin + (long) (bytes * nanosPerByte);
        }
        boolean interrupted = false;
        for (long left; (left = begin - System.nanoTime()) > 0; ) {
            LockSupport.parkNanos(this, left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}

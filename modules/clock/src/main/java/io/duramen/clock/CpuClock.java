// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

import java.util.List;

/**
 * Reads how much processor time a thread has used, in user and in system mode together.
 *
 * <p>Only differences mean something: the time at which a thread's clock stands at zero is not the same everywhere. A clock
 * never goes back, and stands still while its thread waits.
 *
 * <p><b>Nothing is ever guessed.</b> Time that cannot be known is {@link #UNKNOWN}, which no clock can show; a system call
 * that fails throws {@link CpuClockException}. Neither is ever 0, so that a limit checked against a broken clock is not
 * passed unseen. In particular the time of a virtual thread is unknown: the system counts for the threads that carry it.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public interface CpuClock {

    /** Stands for processor time that cannot be known. Compare with it before computing; or let {@link #elapsed} do so. */
    long UNKNOWN = Long.MIN_VALUE;

    /**
     * Reads the clock of the calling thread. Allocates nothing.
     *
     * @return nanoseconds, or {@link #UNKNOWN} on a virtual thread
     * @throws CpuClockException if the system refuses or fails
     */
    long currentNanos();

    /**
     * Reads the clock of the calling thread together with what its value is worth. On a thread whose processor time cannot be
     * known, the reading is of the wall clock, and the difference of two such readings an upper bound. Allocates the reading.
     *
     * @return the reading
     * @throws CpuClockException if the system refuses or fails
     */
    default CpuReading reading() {
        long thread = Thread.currentThread().getId();
        long nanos = currentNanos();
        return nanos == UNKNOWN
                ? new CpuReading(thread, System.nanoTime(), Quality.UPPER_BOUND)
                : new CpuReading(thread, nanos, Quality.EXACT);
    }

    /**
     * Captures the calling thread, so that others can read its clock.
     *
     * @return a reference for {@link #nanos(ThreadRef)} of this clock; closed by the caller, on any thread
     * @throws CpuClockException if the system refuses or fails
     */
    ThreadRef capture();

    /**
     * Reads the clock of a captured thread. The numbers by which systems know threads are used again; a reference never shows
     * the time of a later thread that was given the same one.
     *
     * @param thread what {@link #capture} of this clock returned
     * @return nanoseconds; {@link #UNKNOWN} if the thread has ended, is virtual, or the reference is closed
     * @throws CpuClockException if the system refuses or fails
     * @throws IllegalArgumentException if the reference is another clock's
     */
    long nanos(ThreadRef thread);

    /**
     * Reads the clocks of many captured threads, one after the other.
     *
     * @param threads what {@link #capture} of this clock returned
     * @param out receives what {@link #nanos(ThreadRef)} returns for each, in the same order; at least as long
     * @return how many of the values are known
     * @throws CpuClockException if the system refuses or fails; the values before are in {@code out}
     */
    default int nanos(List<? extends ThreadRef> threads, long[] out) {
        int known = 0;
        for (int i = 0; i < threads.size(); i++) {
            out[i] = nanos(threads.get(i));
            if (out[i] != UNKNOWN) {
                known++;
            }
        }
        return known;
    }

    /**
     * Tells what this clock is and what it can resolve here. The first call measures, which takes some tens of milliseconds
     * of one processor; later calls return the same.
     *
     * @return the measured properties
     * @throws CpuClockException if the system refuses or fails
     */
    ClockInfo info();

    /**
     * Subtracts two readings of one thread's clock.
     *
     * @param start the earlier reading, or {@link #UNKNOWN}
     * @param end the later reading, or {@link #UNKNOWN}
     * @return the nanoseconds between, or {@link #UNKNOWN} if either is
     */
    static long elapsed(long start, long end) {
        return start == UNKNOWN || end == UNKNOWN ? UNKNOWN : end - start;
    }
}

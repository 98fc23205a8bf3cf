// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

/**
 * What a clock is and what it was found to resolve on this machine.
 *
 * @param provider the {@linkplain io.duramen.base.Provider#name() name} of its provider
 * @param source the system call or interface it reads, for people
 * @param stepNanos the smallest difference of two readings seen while spinning, in nanoseconds; a thing shorter than a few of
 *     these cannot be measured. {@link CpuClock#UNKNOWN} if the clock did not move in 40 ms
 * @param readCostNanos what one reading of the calling thread's clock costs, in nanoseconds of wall time
 * @param remoteExactWhileRunning whether reading another thread that runs at this moment counts up to this moment, and not to
 *     its last tick or switch
 */
public record ClockInfo(
        String provider, String source, long stepNanos, long readCostNanos, boolean remoteExactWhileRunning) {}

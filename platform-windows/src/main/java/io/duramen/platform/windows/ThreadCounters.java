// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

/**
 * The counters that Windows keeps for threads: the border at which the clock meets the system. A counter that cannot be read is
 * {@link #FAILED} and leaves an error number.
 */
interface ThreadCounters {
    /** Stands for the thread that asks, {@code GetCurrentThread}. */
    long CURRENT = -2;

    /** Stands for a counter that could not be read. */
    long FAILED = -1;

    /** Opens a handle of the calling thread, by which others can ask for its counters; 0 if that fails. */
    long open();

    void close(long thread);

    /** Returns the processor cycles a thread has used. */
    long cycles(long thread);

    /** Returns the steps of 100 ns a thread has used, in user and kernel mode, as Windows has charged them at its ticks. */
    long steps(long thread);

    /** Returns the cycles all threads of this process have used. */
    long processCycles();

    /** Returns the steps of 100 ns all threads of this process were charged. */
    long processSteps();

    /** Returns the error number of the last call of this thread that failed. */
    int lastError();
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.util.Map;

/** A transaction was to start on a thread whose processor time cannot be known, as that of a virtual thread. */
public final class UnmeasurableThreadException extends SentinelException {
    private static final long serialVersionUID = 1L;

    UnmeasurableThreadException(Thread thread, String clock) {
        super(
                "SENTINEL_THREAD_UNMEASURABLE",
                "the processor time of thread " + thread.getName() + " is unknown to clock " + clock
                        + ": a limit would not hold there",
                Map.of("thread", thread.getName(), "clock", clock),
                "start transactions on platform threads, or take Unmeasurable.BOUND and with it wall time as an upper"
                        + " bound");
    }
}

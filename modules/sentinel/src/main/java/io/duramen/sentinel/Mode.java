// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

/** When processor clocks are read. A transaction that took less wall time than its threshold is clean in each. */
public enum Mode {
    /**
     * After a transaction that took its threshold in wall time, and once in ten milliseconds a thread. Costs two readings of
     * {@link System#nanoTime} and little more.
     */
    GATED,
    /** At both ends of every transaction, so that all processor time is counted and nothing but the clock's step is in doubt. */
    PRECISE,
    /** As gated; and transactions that go on are looked at from another thread, for code that never comes to its end. */
    SAMPLED
}

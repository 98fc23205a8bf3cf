// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.CpuClockException;

/**
 * Is told what a sentinel found. Each method does nothing unless it is overridden.
 *
 * <p><b>Threads:</b> called by the sentinel's {@linkplain SentinelBuilder#notifier notifier}, never by the thread that was
 * watched unless that was asked for. What a listener throws is counted and logged, and stops nothing.
 */
public interface SentinelListener {

    /**
     * A transaction is a proven burst; told once for each.
     *
     * @param violation which, and what it used
     */
    default void violation(Violation violation) {}

    /**
     * A transaction may have been a burst.
     *
     * @param violation which, and what it used at most
     */
    default void suspicion(Violation violation) {}

    /**
     * A transaction took unusually much for its kind, and was no burst.
     *
     * @param anomaly which, and how unusual it is
     */
    default void anomaly(Anomaly anomaly) {}

    /**
     * A kind was warned, warned again, banned or is well again.
     *
     * @param change which, and how it stands now
     */
    default void standing(StandingChange change) {}

    /**
     * Too much is burned altogether: the moment to shed work.
     *
     * @param crisis why
     */
    default void crisisBegan(Crisis crisis) {}

    /**
     * The crisis is over.
     *
     * @param crisis the one that was told when it began
     */
    default void crisisEnded(Crisis crisis) {}

    /**
     * A clock could not be read. The transaction is judged by its wall time, and never taken for clean because of this.
     *
     * @param failure what the clock said
     */
    default void clockFailed(CpuClockException failure) {}
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.util.Locale;

/** What came of kill cycles. */
public final class KillStatistics {
    private final long begun = System.nanoTime();
    private long cycles;
    private long openings;
    private long acknowledged;
    private long survivors;
    private long vanished;
    private long rewritten;
    private long tornTails;
    private long recoveryNanos;
    private long slowestNanos;

    KillStatistics() {}

    void killed(boolean opening) {
        cycles++;
        openings += opening ? 1 : 0;
    }

    void verified(CrashRange found, long acks, KillOracle.Unpromised unpromised, long nanos) {
        acknowledged += acks;
        survivors += unpromised.survived();
        vanished += unpromised.vanished();
        rewritten += found.unproven();
        tornTails += found.tornBytes() > 0 ? 1 : 0;
        recoveryNanos += nanos;
        slowestNanos = Math.max(slowestNanos, nanos);
    }

    /**
     * Returns how many writers were killed.
     *
     * @return the number of cycles
     */
    public long cycles() {
        return cycles;
    }

    /**
     * Returns how many numbers were acknowledged, each of which was found again after every later kill.
     *
     * @return the number of acknowledgements
     */
    public long acknowledged() {
        return acknowledged;
    }

    /** One line for a run that is under way. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%6d kills  %9d acknowledged  0 lost  0 invented  %.0f s",
                cycles,
                acknowledged,
                (System.nanoTime() - begun) / 1e9);
    }

    /**
     * Returns the figures for people.
     *
     * @return some lines, each ending with a line feed
     */
    public String summary() {
        return String.format(
                Locale.ROOT,
                """
                kills                          %d, %d of them while the directory was opened or created
                acknowledged                   %d, lost: 0
                tried, not acknowledged        %d survived, %d did not; half there or invented: 0
                records written again          %d, because nothing proved them durable
                torn tails                     %d
                open and check everything      %.1f ms on average, %.1f ms at most
                at 95 %% confidence             fewer than %.4f failures a kill
                """,
                cycles,
                openings,
                acknowledged,
                survivors,
                vanished,
                rewritten,
                tornTails,
                recoveryNanos / 1e6 / Math.max(1, cycles),
                slowestNanos / 1e6,
                3.0 / Math.max(1, cycles));
    }
}

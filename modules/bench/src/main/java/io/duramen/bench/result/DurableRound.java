// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * One round of durable appends.
 *
 * @param round which, from 1
 * @param subject who
 * @param threads how many appended
 * @param bytes the size of a record
 * @param outcome what was measured
 */
public record DurableRound(int round, String subject, int threads, int bytes, DurableOutcome outcome) {

    /**
     * Names what is measured, for people and to find it again.
     *
     * @param threads how many append
     * @param bytes the size of a record
     * @return for instance {@code durable, 16 x 256 B}
     */
    public static String work(int threads, int bytes) {
        return "durable, " + threads + " x " + bytes + " B";
    }

    /**
     * Returns the throughput compared with the floor of the same round.
     *
     * @return a ratio, 1 if level
     */
    public double ratio() {
        return outcome.rate() / outcome.floor();
    }
}

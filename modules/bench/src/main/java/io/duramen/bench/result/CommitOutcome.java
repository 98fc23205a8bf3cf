// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

/**
 * What one JVM measured of durable commits.
 *
 * @param timed commits in the place of appends, and the floor beside them
 * @param processorSeconds what the whole JVM used of its processors in the measured time
 */
public record CommitOutcome(DurableOutcome timed, double processorSeconds) {

    /**
     * Returns what a commit cost all processors together.
     *
     * @return microseconds
     */
    public double processorMicros() {
        return processorSeconds * 1e6 / Math.max(1, timed.appends());
    }
}

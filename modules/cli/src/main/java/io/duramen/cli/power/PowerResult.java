// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.testkit.PowerTally;
import java.util.List;

/**
 * What a power test did and found.
 *
 * @param setting where and how it ran
 * @param workloads the workloads that were asked for
 * @param tallies what was done to those that stood everything, none if the simulated disk was left out
 * @param planned how many kills were planned
 * @param runs the kills that left nothing wrong
 * @param violations what was wrong, with what sees it again; empty if nothing was
 */
record PowerResult(
        Setting setting,
        List<StoreWorkload> workloads,
        List<PowerTally> tallies,
        int planned,
        List<KillRun> runs,
        List<String> violations) {

    /**
     * Where and how a power test ran.
     *
     * @param version the release
     * @param begun when, in ISO 8601
     * @param seconds how long it took
     * @param seed what everything random followed from
     * @param repeat the command that does it again
     * @param fileSystem what processes were killed on
     */
    record Setting(String version, String begun, double seconds, long seed, String repeat, String fileSystem) {}
}

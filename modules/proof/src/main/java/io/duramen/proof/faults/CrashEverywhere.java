// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimOptions;

/** The power fails in every operation of each program, and after it once more. */
final class CrashEverywhere implements Suite {
    private final int depth;

    /** @param depth how deep crashes inside recovery are nested */
    CrashEverywhere(int depth) {
        this.depth = depth;
    }

    @Override
    public String name() {
        return depth == 0 ? "crash" : "recovery";
    }

    @Override
    public String what() {
        return depth == 0
                ? "power lost in every operation: nothing acknowledged is lost, nothing is half there"
                : "power lost inside the recovery of a recovery of a recovery";
    }

    @Override
    public long build() {
        return depth == 0 ? 70_000 : 20_000;
    }

    @Override
    public long nightly() {
        return depth == 0 ? 5_000_000 : 1_000_000;
    }

    @Override
    public void run(long cases, long seed, Outcomes outcomes) {
        String counted = depth == 0 ? "states" : "crashes inside recovery";
        for (long round = 0; outcomes.of(counted) < cases; round++) {
            for (Program program : Program.values()) {
                CrashReport report = CrashRunner.of(program::run, program::check)
                        .options(kind(round))
                        .damages(depth == 0 ? 8 : 5)
                        .recoveryDepth(depth)
                        .seed(seed + round)
                        .inParallel()
                        .run();
                outcomes.add("operations crashed in", round == 0 ? report.operations() : 0);
                outcomes.add("states", report.states());
                outcomes.add("crashes inside recovery", report.recoveryCrashes());
                outcomes.add("recoveries", report.verifications());
            }
        }
    }

    /** The worst disk first, then others. */
    private static SimOptions kind(long round) {
        SimOptions worst = SimOptions.defaults();
        return switch ((int) (round % 4)) {
            case 1 -> worst.withShortWrites(true);
            case 2 -> worst.withForceKeepsNames(true);
            default -> worst;
        };
    }
}

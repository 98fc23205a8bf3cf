// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import io.duramen.base.DuramenException;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimulatedCrash;
import org.jspecify.annotations.Nullable;

/** What the suites ask of a log that something was done to. */
final class Verdict {
    private Verdict() {}

    /** Work that may be refused. */
    interface Work {
        void run();
    }

    /** Does work that may fail, but only with an error of the library's own; returns it, or {@code null}. */
    static @Nullable DuramenException tolerate(Work work) {
        try {
            work.run();
            return null;
        } catch (DuramenException refused) {
            return refused;
        }
    }

    /** Does work that the power may end, whatever the program makes of that. */
    static void untilThePowerFails(SimDisk disk, Work work) {
        try {
            work.run();
        } catch (RuntimeException | SimulatedCrash ended) {
            if (!disk.isCrashed()) {
                throw ended;
            }
        }
    }

    /**
     * Everything promised is there for the program that is started again, and what it then finds or promises is there after
     * the power fails as well.
     */
    static void requireNothingLost(Program program, SimDisk disk, AckLog acks, long seed) {
        program.check(disk.crash(seed), acks.copy());
        disk.restart();
        program.check(disk, acks);
        program.check(disk.crash(0), acks);
    }

    /** No handle was forgotten. */
    static void requireClosed(SimDisk disk) {
        if (!disk.openFiles().isEmpty()) {
            throw new AssertionError("left open: " + disk.openFiles());
        }
    }
}

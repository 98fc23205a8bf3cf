// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.power.StorePower;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.PowerTally;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The power fails in every operation of nine workloads of the state store, on four kinds of disk, and in recoveries of recoveries
 * of recoveries. What is found is the state after some transaction, with everything acknowledged in it and the root of exactly
 * that state; and the store goes on.
 *
 * <p>The system property {@code duramen.scale} multiplies the states.
 */
class PowerFailureTest {
    private static final long STATES = 15_000;

    @Test
    @Tag("S1.19")
    @Tag("S1.31")
    @Tag("S1.58")
    @Tag("S1.60")
    @Tag("S1.61")
    @Tag("S1.63")
    @Tag("S4.16")
    void thePowerFailsInEveryOperationOfEveryWorkload(TestReporter reporter) {
        boolean oneCrash = System.getProperty(CrashRunner.REPLAY) != null; // to see again what was seen
        List<PowerTally> tallies = StorePower.ofEveryWorkload()
                .states(oneCrash ? 1 : STATES * Integer.getInteger("duramen.scale", 1))
                .inParallel()
                .run();

        assertEquals(
                StorePower.workloads(),
                tallies.stream().map(PowerTally::subject).toList());
        if (oneCrash) {
            return;
        }
        for (PowerTally tally : tallies) {
            reporter.publishEntry(tally.subject(), tally.toString());
            assertTrue(tally.operations() > 40, tally::toString);
            assertTrue(tally.recoveryCrashes() > tally.operations(), tally::toString);
        }
        long states = tallies.stream().mapToLong(PowerTally::states).sum();
        assertTrue(states >= STATES, () -> states + " states");
    }
}

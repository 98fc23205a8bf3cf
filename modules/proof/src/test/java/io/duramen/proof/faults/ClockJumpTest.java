// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Nothing is decided by the time of day. */
class ClockJumpTest {
    @Test
    void aClockThatStandsStillRunsBackwardsOrJumpsDoesNoHarm(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new ClockJumps(), reporter);

        assertTrue(outcomes.of("states") >= 3_000, outcomes::toString);
    }
}

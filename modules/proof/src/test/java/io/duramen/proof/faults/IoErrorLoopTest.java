// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The k-th call fails, for every k. */
class IoErrorLoopTest {
    @Test
    @Tag("S1.09")
    @Tag("S3.57")
    void everyCallFailsInEveryWayAndNothingAcknowledgedIsLost(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new IoErrors(false), reporter);

        assertTrue(outcomes.of("calls made to fail") > 5_000, outcomes::toString);
        assertTrue(outcomes.of("ended with LOG_FAILED") > 1_000, outcomes::toString);
    }

    @Test
    @Tag("S3.57")
    void everyCallOfARecoveryFailsInEveryWayAndTheNextOneFindsEverything(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new IoErrors(true), reporter);

        assertTrue(outcomes.of("calls made to fail") > 2_000, outcomes::toString);
    }
}

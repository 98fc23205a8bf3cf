// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The power fails in every operation of every program; nothing acknowledged is lost, nothing is half there. */
class CrashEverywhereTest {
    @Test
    @Tag("S1.03")
    @Tag("S3.11")
    @Tag("S3.12")
    void thePowerFailsInEveryOperationAndNothingAcknowledgedIsLost(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new CrashEverywhere(0), reporter);

        assertTrue(outcomes.of("states") >= 70_000, outcomes::toString);
    }
}

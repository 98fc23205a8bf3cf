// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The kernel takes for written what a failed sync did not write. */
class FsyncFailureTest {
    @Test
    @Tag("S1.11")
    @Tag("S3.57")
    void whatIsServedAfterAFailedSyncIsStillThereWhenThePowerFails(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new FsyncFailures(), reporter);

        assertTrue(outcomes.of("failed forces of kind KEEP") > 3_000, outcomes::toString);
        assertTrue(outcomes.of("failed forces of kind REVERT") > 3_000, outcomes::toString);
        assertTrue(outcomes.of("failed directory syncs") > 1_000, outcomes::toString);
    }
}

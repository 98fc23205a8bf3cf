// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The power fails in a recovery, in the recovery of that one, and in the recovery of that one. */
class CrashInRecoveryTest {
    @Test
    @Tag("S3.11")
    @Tag("S3.12")
    void recoveriesAreCrashedThreeDeepAndEachFindsEverything(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new CrashEverywhere(3), reporter);

        assertTrue(outcomes.of("crashes inside recovery") >= 20_000, outcomes::toString);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** A disk that forgets what it said was durable. */
class LyingDiskTest {
    @Test
    @Tag("S3.13")
    void whatALyingDiskLeavesIsRefusedOrIsRightAsFarAsItGoes(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new LyingDisks(), reporter);

        assertTrue(outcomes.of("states") >= 5_000, outcomes::toString);
        assertTrue(outcomes.of("opened without what the disk forgot") > 0, outcomes::toString);
        assertTrue(outcomes.of("refused: LOG_CORRUPT") > 0, outcomes::toString);
    }
}

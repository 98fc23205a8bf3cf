// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The disk is full at one byte count after the other. */
class DiskFullTest {
    @Test
    @Tag("S1.09")
    @Tag("S3.57")
    @Tag("S4.05")
    void aFullDiskIsATypedErrorAndTheLogGoesOnOnceThereIsSpace(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new FullDisks(), reporter);

        assertTrue(outcomes.of("budgets") >= 2_000, outcomes::toString);
        assertTrue(outcomes.of("refused records and went on") > 200, outcomes::toString);
    }
}

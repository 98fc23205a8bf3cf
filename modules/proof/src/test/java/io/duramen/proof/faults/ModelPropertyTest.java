// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Long random sequences of everything at once. */
class ModelPropertyTest {
    @Test
    @Tag("S3.57")
    @Tag("S3.61")
    void randomSequencesWithCrashesAndFailuresAgreeWithAModel(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new ModelLog(), reporter);

        assertTrue(outcomes.of("crashes") > 5_000, outcomes::toString);
        assertTrue(outcomes.of("failures") > 2_000, outcomes::toString);
    }
}

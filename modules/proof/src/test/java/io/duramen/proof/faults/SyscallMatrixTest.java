// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The kernel says no. */
class SyscallMatrixTest {
    @Test
    @Tag("S1.11")
    @Tag("S3.57")
    void aSystemCallThatFailsLosesNothingAcknowledged(TestReporter reporter) {
        assumeTrue(Syscalls.isPossible(), "needs strace and the right to trace");

        Outcomes outcomes = InBuild.run(new Syscalls(), reporter);

        assertEquals(8 * Integer.getInteger("duramen.scale", 1), outcomes.of("cells"));
    }
}

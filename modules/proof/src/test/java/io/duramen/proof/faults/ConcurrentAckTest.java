// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Many threads, and a power failure in each call they made. */
class ConcurrentAckTest {
    @Test
    @Tag("S3.07")
    @Tag("S3.11")
    @Tag("S3.59")
    void whatSixteenThreadsWereAcknowledgedIsThereWhereverThePowerFails(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new ConcurrentAcks(), reporter);

        assertTrue(outcomes.of("states") >= 5_000, outcomes::toString);
    }

    @Test
    void anInterruptedAppenderLosesNothingAndClosesNoFile(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new Interrupts(), reporter);

        assertTrue(outcomes.of("records") > 100, outcomes::toString);
    }
}

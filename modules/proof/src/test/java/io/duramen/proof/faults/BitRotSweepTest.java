// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Every byte of every file is damaged. */
class BitRotSweepTest {
    @Test
    @Tag("S3.03")
    @Tag("S3.04")
    @Tag("S3.13")
    void damageIsRefusedOrHarmlessAndNothingEverVanishes(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(BitRot.small(), reporter);

        assertTrue(outcomes.of("bits flipped under FULL: refused") > 10_000, outcomes::toString);
        assertTrue(outcomes.of("files lost under WAL: refused") >= 3, outcomes::toString);
    }

    /** Also what no checksum covers because it is ciphertext, and the slots that hold the keys. */
    @Test
    @Tag("S3.13")
    @Tag("S3.18")
    @Tag("S3.52")
    void aSealedLogThatIsAlteredIsRefusedOrHarmlessToo(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(BitRot.sealed(), reporter);

        assertTrue(outcomes.of("bits flipped under FULL: refused") > 1_500, outcomes::toString);
        assertTrue(outcomes.of("files lost under WAL: refused") >= 3, outcomes::toString);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whatever happens to a sealed log, no nonce comes twice under one key. */
class NoncesTest {
    @Test
    @Tag("S3.22")
    @Tag("F28")
    void noNonceComesTwiceThroughCrashesReopensRecyclingAndClones(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new Nonces(), reporter);

        assertTrue(outcomes.of("messages encrypted") > 20_000, outcomes::toString);
        for (String turn : new String[] {
            "power lost, recovered",
            "closed in order, opened",
            "rolled into a used file",
            "disk copied under the writer, both went on",
            "memory of the writer copied, both went on"
        }) {
            assertTrue(outcomes.of("cycles: " + turn) > 800, outcomes::toString);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** Whoever alters a full sealed segment without its keys is found out, whichever bit it is. */
class SegmentTamperTest {
    @Test
    @Tag("S3.18")
    @Tag("S3.22")
    void noBitOfAFrameChangesUnseenHoweverItsChecksumsAreMended(TestReporter reporter) {
        Outcomes outcomes = InBuild.run(new Tampering(), reporter);

        assertTrue(outcomes.of("as it stands: refused as damage") > 400, outcomes::toString);
        assertTrue(outcomes.of("checksums made to fit: refused as tampering") > 300, outcomes::toString);
        assertEquals(0, outcomes.of("checksums made to fit: harmless, in no frame"));
    }

    @Test
    void everyByteOfTheSegmentIsAlteredByAsManyCasesAsItHasBytes() {
        assertEquals(
                Tampering.BYTES,
                LongStream.range(0, Tampering.BYTES)
                        .map(Tampering::at)
                        .distinct()
                        .count());
        assertEquals(
                8L * Tampering.BYTES,
                LongStream.range(0, 8L * Tampering.BYTES)
                        .map(number -> 8L * Tampering.at(number) + Tampering.bit(number))
                        .distinct()
                        .count());
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.NonceRecorder;
import io.duramen.testkit.NonceRecorder.Recording;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who reads much in large messages has the JVM compile what he reads by, and who does not pays nothing for it. */
class RehearsalTest {
    private static final int MIB = 1 << 20;

    private final Recording recording = NonceRecorder.installed().record();
    private final Rehearsal rehearsal = new Rehearsal();

    @AfterEach
    void close() {
        recording.requireNoRepeat();
        recording.close();
    }

    @Test
    void whoReadsLittlePaysNothing() {
        read(Rehearsal.FREE_BYTES / MIB, MIB);
        assertEquals(0, recording.count());
        assertEquals("Rehearsal[0 of 1024]", rehearsal.toString());
    }

    @Test
    void whoReadsSmallMessagesPaysNothingHoweverManyTheyAre() {
        read(10_000, Rehearsal.LARGE_BYTES - 1);
        assertEquals(0, recording.count());
    }

    @Test
    void whatIsRehearsedIsInProportionToWhatIsRead() {
        read(Rehearsal.FREE_BYTES / MIB, MIB);
        read(1, MIB);
        assertEquals(64, recording.count());
        read(2, MIB);
        assertEquals(192, recording.count());
    }

    @Test
    void aFewMessagesAreNotRehearsedOneByOne() {
        read(Rehearsal.FREE_BYTES / Rehearsal.LARGE_BYTES + 15, Rehearsal.LARGE_BYTES);
        assertEquals(0, recording.count());
        read(1, Rehearsal.LARGE_BYTES);
        assertEquals(16, recording.count());
    }

    @Test
    void itIsOverAfterAThousandMessagesWhateverIsReadThen() {
        read(1, Rehearsal.FREE_BYTES);
        read(1, 1 << 30);
        assertEquals(Rehearsal.ROUNDS, recording.count());
        read(100, 1 << 30);
        assertEquals(Rehearsal.ROUNDS, recording.count());
        assertEquals("Rehearsal[1024 of 1024]", rehearsal.toString());
    }

    @Test
    void twoRehearsalsNeverUseOneNonceUnderOneKey() {
        read(1, Rehearsal.FREE_BYTES + MIB);
        Rehearsal other = new Rehearsal();
        other.before(Rehearsal.FREE_BYTES + MIB);
        assertEquals(128, recording.count());
        assertTrue(recording.repeats().isEmpty());
    }

    private void read(int messages, int bytes) {
        for (int i = 0; i < messages; i++) {
            rehearsal.before(bytes);
        }
    }
}

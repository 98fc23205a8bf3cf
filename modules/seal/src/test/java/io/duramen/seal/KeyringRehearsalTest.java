// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.testkit.NonceRecorder;
import io.duramen.testkit.NonceRecorder.Recording;
import io.duramen.testkit.SimDisk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a keyring reads in large pieces it rehearses, whatever the pieces are of. Counted is what is encrypted meanwhile. */
class KeyringRehearsalTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(7, 8), 5, 1);
    private static final byte[] HEADER = new byte[64];
    private static final byte[] NO_TAG = new byte[16];
    private static final int MIB = 1 << 20;

    private final Keyring keyring = TestKeyrings.create(SimDisk.create());
    private final NewSegment segment = keyring.newSegment(SEGMENT);
    private final byte[] frame = new byte[MIB + Sealing.FRAME_OVERHEAD];

    @AfterEach
    void close() {
        segment.cipher().close();
        keyring.close();
    }

    @Test
    void theSegmentsOfAKeyringRehearseTogether() {
        segment.cipher().seal(0, HEADER, NO_TAG, new byte[MIB], 0, MIB, frame, 0);
        try (Recording recording = NonceRecorder.installed().record()) {
            for (int i = 0; i < 8; i++) {
                open(keyring.openSegment(SEGMENT, segment.slot()));
            }
            assertEquals(0, recording.count(), "eight MiB are read without");
            open(keyring.openSegment(SEGMENT, segment.slot()));
            assertEquals(64, recording.count());
            recording.requireNoRepeat();
        }
    }

    @Test
    void aKeyringThatWasClosedStillOpensLargeFrames() {
        segment.cipher().seal(0, HEADER, NO_TAG, new byte[MIB], 0, MIB, frame, 0);
        for (int i = 0; i < 8; i++) {
            open(keyring.openSegment(SEGMENT, segment.slot()));
        }
        SegmentCipher last = keyring.openSegment(SEGMENT, segment.slot());
        keyring.close();
        try (Recording recording = NonceRecorder.installed().record()) {
            open(last);
            assertEquals(64, recording.count());
        }
    }

    @Test
    void aLargeSealedFileIsRehearsedToo() throws Exception {
        byte[] plain = new byte[8 * MIB + MIB / 2];
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        try (OutputStream out = keyring.sealStream("checkpoint 7", sealed)) {
            out.write(plain);
        }
        try (Recording recording = NonceRecorder.installed().record();
                InputStream in = keyring.openStream("checkpoint 7", new ByteArrayInputStream(sealed.toByteArray()))) {
            assertEquals(plain.length, in.readAllBytes().length);
            assertEquals(32, recording.count());
            recording.requireNoRepeat();
        }
    }

    private void open(SegmentCipher cipher) {
        try (cipher) {
            assertTrue(cipher.open(0, HEADER, NO_TAG, frame, 0, frame.length, new byte[MIB], 0));
        }
    }
}

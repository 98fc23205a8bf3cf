// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.SealException;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.AesKeyWrap;
import io.duramen.seal.primitive.TwoKeyCiphertext;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who holds an epoch key can make a frame that GCM opens under two segment keys; the slot still stands for one only. */
class TwoKeyFrameTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(7, 8), 5, 1);
    private static final byte[] EPOCH_KEY = new byte[32];
    private static final byte[] SALT = new byte[24];
    private static final byte[] HEADER = new byte[64];
    private static final byte[] NO_TAG = new byte[16];

    @Test
    @Tag("S3.19")
    @Tag("S3.22")
    void aFrameThatOpensUnderTwoSegmentKeysIsRefusedForTheOneTheSlotDoesNotCommitTo() throws Exception {
        byte[] firstKey = filled(1);
        byte[] secondKey = filled(2);
        byte[] bound = new byte[64 + 8 + 16];
        byte[] crafted = TwoKeyCiphertext.make(keyAndNonce(firstKey), bound, keyAndNonce(secondKey), bound, 2);
        byte[] stored = new byte[8 + crafted.length];
        System.arraycopy(crafted, 0, stored, 8, crafted.length);
        assertNotNull(AesGcm.open(keyAndNonce(firstKey), bound, crafted));
        assertNotNull(AesGcm.open(keyAndNonce(secondKey), bound, crafted));

        SegmentSlot slot = slot(firstKey, commitment(firstKey));
        SegmentSlot swapped = slot(secondKey, commitment(firstKey));

        try (SegmentCipher cipher = SegmentSealer.open(SEGMENT, slot, EPOCH_KEY)) {
            assertTrue(cipher.open(0, HEADER, NO_TAG, stored, 0, stored.length, new byte[32], 0));
        }
        SealException refused =
                assertThrows(SealException.class, () -> SegmentSealer.open(SEGMENT, swapped, EPOCH_KEY));
        assertEquals("SLOT_FOREIGN", refused.code());
    }

    private static SegmentSlot slot(byte[] dataKey, byte[] commitment) {
        SegmentSlot bare = new SegmentSlot(1, 1, 0, SALT, new byte[0], new byte[0]);
        byte[] wrapped = AesKeyWrap.wrap(SegmentKeys.wrappingKey(EPOCH_KEY, SEGMENT, bare), dataKey);
        return new SegmentSlot(1, 1, 0, SALT, wrapped, commitment);
    }

    private static byte[] commitment(byte[] dataKey) {
        return SegmentKeys.derive(dataKey, SALT, SEGMENT).commitment();
    }

    /** Of frame 0 with a hedge of zeros, whose nonce is the base. */
    private static byte[] keyAndNonce(byte[] dataKey) {
        SegmentKeys keys = SegmentKeys.derive(dataKey, SALT, SEGMENT);
        byte[] joined = Arrays.copyOf(keys.key().getEncoded(), 44);
        System.arraycopy(keys.baseNonce(), 0, joined, 32, 12);
        return joined;
    }

    private static byte[] filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}

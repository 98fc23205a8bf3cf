// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.frame;

import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.primitive.AesKeyWrap;
import io.duramen.seal.primitive.Environment;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;

/** Makes and opens segment data keys under an epoch key. */
public final class SegmentSealer {
    private static final int DATA_KEY_BYTES = 32;
    private static final byte[] NOTHING = {};

    private SegmentSealer() {}

    /**
     * Makes a fresh random key for a segment.
     *
     * @param segment the segment
     * @param epoch the active epoch
     * @param epochKey its key; not altered
     * @param generation the keyring's generation
     * @param environment randomness and time
     * @return the cipher and the slot
     */
    public static Sealing.NewSegment create(
            SegmentIdentity segment, int epoch, byte[] epochKey, long generation, Environment environment) {
        byte[] dataKey = environment.random().bytes(DATA_KEY_BYTES);
        try {
            byte[] salt = environment.salt(dataKey, segment.segmentNumber(), SegmentSlot.SALT_BYTES);
            SegmentKeys keys = SegmentKeys.derive(dataKey, salt, segment);
            SegmentSlot bare = new SegmentSlot(epoch, generation, 0, salt, NOTHING, NOTHING);
            byte[] wrappingKey = SegmentKeys.wrappingKey(epochKey, segment, bare);
            try {
                SegmentSlot slot = new SegmentSlot(
                        epoch, generation, 0, salt, AesKeyWrap.wrap(wrappingKey, dataKey), keys.commitment());
                return new Sealing.NewSegment(GcmSegmentCipher.forSealing(keys, environment.random()), slot.encode());
            } finally {
                Arrays.fill(wrappingKey, (byte) 0);
            }
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Opens a segment.
     *
     * @param segment the segment, as its header says
     * @param slot its slot
     * @param epochKey the key of the slot's epoch; not altered
     * @return a cipher that opens frames
     * @throws SealException if the slot was not written for this segment under this key, or its key commits to another
     */
    public static SegmentCipher open(SegmentIdentity segment, SegmentSlot slot, byte[] epochKey) {
        byte[] wrappingKey = SegmentKeys.wrappingKey(epochKey, segment, slot);
        byte[] dataKey = AesKeyWrap.unwrap(wrappingKey, slot.wrapped());
        Arrays.fill(wrappingKey, (byte) 0);
        if (dataKey == null) {
            throw foreign(
                    segment, "has a crypto slot that was written for another segment, log or keyring, or altered");
        }
        try {
            SegmentKeys keys = SegmentKeys.derive(dataKey, slot.salt(), segment);
            if (!MessageDigest.isEqual(keys.commitment(), slot.commitment())) {
                keys.key().destroy();
                throw foreign(segment, "has a crypto slot whose key is not the one it commits to: it was altered");
            }
            return GcmSegmentCipher.forOpening(keys);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private static SealException foreign(SegmentIdentity segment, String what) {
        return SegmentFailures.refused(
                "SLOT_FOREIGN", segment, what, Map.of(), "keep the file as it is and run: duramen verify", null);
    }
}

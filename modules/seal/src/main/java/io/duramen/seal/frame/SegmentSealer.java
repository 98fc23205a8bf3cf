// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.frame;

import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.primitive.AesKeyWrap;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.Rehearsal;
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
        return open(segment, slot, epochKey, new Rehearsal());
    }

    /**
     * Opens one of many segments.
     *
     * @param segment the segment, as its header says
     * @param slot its slot
     * @param epochKey the key of the slot's epoch; not altered
     * @param rehearsal what the ciphers of all of them have in common
     * @return a cipher that opens frames
     * @throws SealException as {@link #open(SegmentIdentity, SegmentSlot, byte[])} says
     */
    public static SegmentCipher open(SegmentIdentity segment, SegmentSlot slot, byte[] epochKey, Rehearsal rehearsal) {
        byte[] dataKey = unwrap(segment, slot, epochKey);
        try {
            return GcmSegmentCipher.forOpening(keys(segment, slot, dataKey), rehearsal);
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    /**
     * Wraps a segment's key under another epoch. Salt and commitment stay, because the frames' key depends on them; that no
     * wrapping key is used twice for different slots follows from the epoch's key, its number and the generations.
     *
     * @param segment the segment, as its header says
     * @param slot its slot
     * @param epochKey the key of the slot's epoch; not altered
     * @param epoch the active epoch
     * @param activeKey its key; not altered
     * @param generation the keyring's generation
     * @return the slot that takes its place
     * @throws SealException as {@link #open(SegmentIdentity, SegmentSlot, byte[])} says
     */
    public static SegmentSlot rewrap(
            SegmentIdentity segment, SegmentSlot slot, byte[] epochKey, int epoch, byte[] activeKey, long generation) {
        byte[] dataKey = unwrap(segment, slot, epochKey);
        try {
            keys(segment, slot, dataKey).key().destroy();
            SegmentSlot bare = new SegmentSlot(epoch, generation, slot.generation(), slot.salt(), NOTHING, NOTHING);
            byte[] wrappingKey = SegmentKeys.wrappingKey(activeKey, segment, bare);
            try {
                byte[] wrapped = AesKeyWrap.wrap(wrappingKey, dataKey);
                return new SegmentSlot(epoch, generation, slot.generation(), slot.salt(), wrapped, slot.commitment());
            } finally {
                Arrays.fill(wrappingKey, (byte) 0);
            }
        } finally {
            Arrays.fill(dataKey, (byte) 0);
        }
    }

    private static byte[] unwrap(SegmentIdentity segment, SegmentSlot slot, byte[] epochKey) {
        byte[] wrappingKey = SegmentKeys.wrappingKey(epochKey, segment, slot);
        byte[] dataKey = AesKeyWrap.unwrap(wrappingKey, slot.wrapped());
        Arrays.fill(wrappingKey, (byte) 0);
        if (dataKey == null) {
            throw foreign(
                    segment, "has a crypto slot that was written for another segment, log or keyring, or altered");
        }
        return dataKey;
    }

    private static SegmentKeys keys(SegmentIdentity segment, SegmentSlot slot, byte[] dataKey) {
        SegmentKeys keys = SegmentKeys.derive(dataKey, slot.salt(), segment);
        if (!MessageDigest.isEqual(keys.commitment(), slot.commitment())) {
            keys.key().destroy();
            throw foreign(segment, "has a crypto slot whose key is not the one it commits to: it was altered");
        }
        return keys;
    }

    private static SealException foreign(SegmentIdentity segment, String what) {
        return SegmentFailures.refused(
                "SLOT_FOREIGN", segment, what, Map.of(), "keep the file as it is and run: duramen verify", null);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.frame;

import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.ShortLivedKey;
import java.util.Arrays;

/**
 * What a segment data key becomes for one segment: the frames' key, the base of their nonces and the commitment. The
 * derivation is that of Cobblestone-256 with the segment's identity as context.
 */
final class SegmentKeys {
    private final ShortLivedKey key;
    private final byte[] baseNonce;
    private final byte[] commitment;

    private SegmentKeys(ShortLivedKey key, byte[] baseNonce, byte[] commitment) {
        this.key = key;
        this.baseNonce = baseNonce;
        this.commitment = commitment;
    }

    /** The frames' key; whoever takes it wipes it. */
    ShortLivedKey key() {
        return key;
    }

    /** The 12 bytes from which the frames' nonces are made. */
    byte[] baseNonce() {
        return baseNonce;
    }

    /** The 32 bytes by which a slot says which key is the right one. */
    byte[] commitment() {
        return commitment;
    }

    static SegmentKeys derive(byte[] dataKey, byte[] salt, SegmentIdentity segment) {
        byte[] info = Info.of("duramen/v1 stream")
                .text("AEAD_AES_256_GCM")
                .raw(salt)
                .uuid(segment.logId())
                .number64(segment.segmentNumber())
                .number32(segment.formatMajor())
                .toBytes();
        int commitmentAt = AesGcm.KEY_BYTES + AesGcm.NONCE_BYTES;
        byte[] derived = Hkdf.expand(dataKey, info, commitmentAt + SegmentSlot.COMMITMENT_BYTES);
        try {
            return new SegmentKeys(
                    new ShortLivedKey("AES", derived, 0, AesGcm.KEY_BYTES),
                    Arrays.copyOfRange(derived, AesGcm.KEY_BYTES, commitmentAt),
                    Arrays.copyOfRange(derived, commitmentAt, derived.length));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** The key that wraps the segment's data key: bound to the log, the segment and all of the slot before the wrap. */
    static byte[] wrappingKey(byte[] epochKey, SegmentIdentity segment, SegmentSlot slot) {
        byte[] info = Info.of("duramen/v1 segwrap")
                .uuid(segment.logId())
                .number64(segment.segmentNumber())
                .number32(segment.formatMajor())
                .raw(slot.prefix())
                .toBytes();
        return Hkdf.expand(epochKey, info, AesGcm.KEY_BYTES);
    }

    @Override
    public String toString() {
        return "SegmentKeys";
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.frame;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.Jce;
import io.duramen.seal.primitive.RandomSource;
import io.duramen.seal.primitive.Rehearsal;
import io.duramen.seal.primitive.ShortLivedKey;
import java.security.GeneralSecurityException;
import java.util.Objects;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/**
 * One segment's frames under AES-256-GCM, from heap array to heap array, where the JDK is fastest.
 *
 * <p>The nonce is {@code base XOR (frame number, 4 bytes big-endian || hedge, 8 bytes)}. Two frames sealed by one cipher
 * differ in the number; two sealed under one number by clones of a live process differ in the hedge.
 */
final class GcmSegmentCipher implements SegmentCipher {
    private static final int TAG_BITS = TAG_BYTES * 8;
    private static final long FRAME_LIMIT = 1L << 31;
    private static final byte[] NOTHING = {};

    private final ShortLivedKey key;
    private final byte[] baseNonce;
    private final byte[] nonce = new byte[AesGcm.NONCE_BYTES];
    private final Cipher cipher = Jce.cipher(AesGcm.TRANSFORMATION);
    private final @Nullable RandomSource hedges; // null: for opening only
    private final @Nullable Rehearsal rehearsal; // null: for sealing, which opens nothing but what was just written
    private long lowestUnused;
    private boolean closed;

    private GcmSegmentCipher(SegmentKeys keys, @Nullable RandomSource hedges, @Nullable Rehearsal rehearsal) {
        this.key = keys.key();
        this.baseNonce = keys.baseNonce();
        this.hedges = hedges;
        this.rehearsal = rehearsal;
    }

    static GcmSegmentCipher forSealing(SegmentKeys keys, RandomSource hedges) {
        return new GcmSegmentCipher(keys, hedges, null);
    }

    static GcmSegmentCipher forOpening(SegmentKeys keys, Rehearsal rehearsal) {
        return new GcmSegmentCipher(keys, null, rehearsal);
    }

    @Override
    public void seal(
            long frameNumber,
            byte[] header,
            byte[] previousTag,
            byte[] body,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        checkArrays(previousTag, body, offset, length, out, outOffset, length + Sealing.FRAME_OVERHEAD);
        useUp(frameNumber, out, outOffset);
        try {
            begin(Cipher.ENCRYPT_MODE, frameNumber, header, previousTag, out, outOffset);
            cipher.doFinal(body, offset, length, out, outOffset + HEDGE_BYTES);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("AES-GCM failed to seal frame " + frameNumber, failed);
        }
    }

    @Override
    public void authenticate(
            long frameNumber,
            byte[] header,
            byte[] previousTag,
            byte[] body,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        checkArrays(previousTag, body, offset, length, out, outOffset, length + Sealing.FRAME_OVERHEAD);
        useUp(frameNumber, out, outOffset);
        int bodyAt = outOffset + HEDGE_BYTES;
        System.arraycopy(body, offset, out, bodyAt, length);
        try {
            begin(Cipher.ENCRYPT_MODE, frameNumber, header, previousTag, out, outOffset);
            cipher.updateAAD(out, bodyAt, length);
            cipher.doFinal(NOTHING, 0, 0, out, bodyAt + length);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("AES-GCM failed to authenticate frame " + frameNumber, failed);
        }
    }

    @Override
    public boolean open(
            long frameNumber,
            byte[] header,
            byte[] previousTag,
            byte[] stored,
            int offset,
            int length,
            byte[] out,
            int outOffset) {
        checkStored(length);
        checkArrays(previousTag, stored, offset, length, out, outOffset, length - Sealing.FRAME_OVERHEAD);
        checkFrameNumber(frameNumber);
        if (rehearsal != null) {
            rehearsal.before(length);
        }
        try {
            begin(Cipher.DECRYPT_MODE, frameNumber, header, previousTag, stored, offset);
            cipher.doFinal(stored, offset + HEDGE_BYTES, length - HEDGE_BYTES, out, outOffset);
            return true;
        } catch (AEADBadTagException notAuthentic) {
            return false;
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("AES-GCM failed to open frame " + frameNumber, failed);
        }
    }

    @Override
    public boolean verify(long frameNumber, byte[] header, byte[] previousTag, byte[] stored, int offset, int length) {
        checkStored(length);
        checkArrays(previousTag, stored, offset, length, NOTHING, 0, 0);
        checkFrameNumber(frameNumber);
        int bodyAt = offset + HEDGE_BYTES;
        int bodyLength = length - Sealing.FRAME_OVERHEAD;
        try {
            begin(Cipher.DECRYPT_MODE, frameNumber, header, previousTag, stored, offset);
            cipher.updateAAD(stored, bodyAt, bodyLength);
            cipher.doFinal(stored, bodyAt + bodyLength, TAG_BYTES, NOTHING, 0);
            return true;
        } catch (AEADBadTagException notAuthentic) {
            return false;
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("AES-GCM failed to verify frame " + frameNumber, failed);
        }
    }

    /** Sets nonce and associated data; the hedge stands in {@code stored} at {@code hedgeAt}. */
    private void begin(int mode, long frameNumber, byte[] header, byte[] previousTag, byte[] stored, int hedgeAt)
            throws GeneralSecurityException {
        int number = (int) frameNumber;
        for (int i = 0; i < Integer.BYTES; i++) {
            nonce[i] = (byte) (baseNonce[i] ^ (number >>> (24 - 8 * i)));
        }
        for (int i = 0; i < HEDGE_BYTES; i++) {
            nonce[Integer.BYTES + i] = (byte) (baseNonce[Integer.BYTES + i] ^ stored[hedgeAt + i]);
        }
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(stored, hedgeAt, HEDGE_BYTES);
        cipher.updateAAD(previousTag);
    }

    /** Uses a frame number up, whether or not sealing then succeeds, and writes a fresh hedge. */
    private void useUp(long frameNumber, byte[] out, int hedgeAt) {
        checkFrameNumber(frameNumber);
        if (hedges == null) {
            throw new IllegalStateException(
                    "this segment was opened for reading; nothing is ever sealed under an old key");
        }
        if (frameNumber < lowestUnused) {
            throw new IllegalStateException("frame " + frameNumber + " was sealed before or skipped; the next is "
                    + lowestUnused + " or later");
        }
        lowestUnused = frameNumber + 1;
        hedges.nextBytes(out, hedgeAt, HEDGE_BYTES);
    }

    private void checkFrameNumber(long frameNumber) {
        if (closed) {
            throw new IllegalStateException("the segment's cipher is closed");
        }
        if (frameNumber < 0 || frameNumber >= FRAME_LIMIT) {
            throw new IllegalArgumentException(
                    "a frame number is from 0 to " + (FRAME_LIMIT - 1) + ", not " + frameNumber);
        }
    }

    private static void checkStored(int length) {
        if (length < Sealing.FRAME_OVERHEAD) {
            throw new IllegalArgumentException(
                    "a sealed body has at least " + Sealing.FRAME_OVERHEAD + " bytes, not " + length);
        }
    }

    private static void checkArrays(
            byte[] previousTag, byte[] in, int offset, int length, byte[] out, int outOffset, int outLength) {
        if (previousTag.length != TAG_BYTES) {
            throw new IllegalArgumentException("a tag has " + TAG_BYTES + " bytes, not " + previousTag.length);
        }
        Objects.checkFromIndexSize(offset, length, in.length);
        Objects.checkFromIndexSize(outOffset, outLength, out.length);
        if (in == out) {
            throw new IllegalArgumentException("input and output must be different arrays");
        }
    }

    @Override
    public void close() {
        closed = true;
        key.destroy();
        java.util.Arrays.fill(baseNonce, (byte) 0);
    }

    @Override
    public String toString() {
        return "GcmSegmentCipher[" + (closed ? "closed" : hedges == null ? "opening" : "sealing") + "]";
    }
}

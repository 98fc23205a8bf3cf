// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.stream;

import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.Jce;
import io.duramen.seal.primitive.ShortLivedKey;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/**
 * The keys and chunks of one message in Cobblestone-256: chunked encryption of C2SP with SHA-512 and AES-256-GCM
 * (<a href="https://c2sp.org/chunked-encryption">specification</a>). A message is {@code salt 24 | commitment 32 | chunks};
 * every chunk but the last holds {@value #CHUNK_BYTES} bytes, the last fewer, possibly none.
 *
 * <p><b>Thread safety:</b> none.
 */
final class Cobblestone implements AutoCloseable {
    static final int SALT_BYTES = 24;
    static final int COMMITMENT_BYTES = 32;
    static final int CHUNK_BYTES = 16 * 1024;
    static final int SEALED_CHUNK_BYTES = CHUNK_BYTES + AesGcm.TAG_BYTES;

    private static final long CHUNK_LIMIT = 1L << 38;
    private static final int COUNTER_BYTES = 8;

    private final ShortLivedKey key;
    private final byte[] baseNonce;
    private final byte[] commitment;
    private final byte[] nonce = new byte[AesGcm.NONCE_BYTES];
    private final Cipher cipher = Jce.cipher(AesGcm.TRANSFORMATION);
    private long nextChunk;

    private Cobblestone(ShortLivedKey key, byte[] baseNonce, byte[] commitment) {
        this.key = key;
        this.baseNonce = baseNonce;
        this.commitment = commitment;
    }

    /**
     * Derives a message's keys.
     *
     * @param inputKey 32 random bytes; not altered
     * @param salt {@value #SALT_BYTES} bytes, never used before with this key
     * @param context what the message is
     */
    static Cobblestone derive(byte[] inputKey, byte[] salt, byte[] context) {
        if (inputKey.length != AesGcm.KEY_BYTES) {
            throw new IllegalArgumentException(
                    "the key must have " + AesGcm.KEY_BYTES + " bytes, has " + inputKey.length);
        }
        byte[] info = Info.of("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM")
                .raw(salt)
                .raw(context)
                .toBytes();
        int commitmentAt = AesGcm.KEY_BYTES + AesGcm.NONCE_BYTES;
        byte[] derived = Hkdf.expand(inputKey, info, commitmentAt + COMMITMENT_BYTES);
        try {
            return new Cobblestone(
                    new ShortLivedKey("AES", derived, 0, AesGcm.KEY_BYTES),
                    Arrays.copyOfRange(derived, AesGcm.KEY_BYTES, commitmentAt),
                    Arrays.copyOfRange(derived, commitmentAt, derived.length));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    byte[] commitment() {
        return commitment.clone();
    }

    /** Decrypts a chunk at any place; returns how many bytes came out. */
    int openChunk(long number, byte[] in, int length, byte[] out) throws GeneralSecurityException {
        nextChunk = number; // of a message that is only read: sealing at any place would use a nonce twice
        return nextChunk(Cipher.DECRYPT_MODE, in, length, out);
    }

    /** Encrypts or decrypts the next chunk; returns how many bytes came out. */
    int nextChunk(int mode, byte[] in, int length, byte[] out) throws GeneralSecurityException {
        if (nextChunk >= CHUNK_LIMIT) {
            throw new IllegalStateException("a message has at most 2^38 chunks");
        }
        System.arraycopy(baseNonce, 0, nonce, 0, nonce.length);
        for (int i = 0; i < COUNTER_BYTES; i++) {
            nonce[nonce.length - 1 - i] ^= (byte) (nextChunk >>> (8 * i));
        }
        nextChunk++;
        cipher.init(mode, key, new GCMParameterSpec(AesGcm.TAG_BYTES * 8, nonce));
        return cipher.doFinal(in, 0, length, out, 0);
    }

    @Override
    public void close() {
        key.destroy();
        Arrays.fill(baseNonce, (byte) 0);
    }
}

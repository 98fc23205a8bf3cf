// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.RandomSource;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A 32-byte key wrapped under a key-encryption key, and the commitment that tells whether an offered key is the right one
 * before anything is decrypted. The commitment matters because a GCM ciphertext alone can be made to open under two keys.
 *
 * @param generation the keyring's generation when it was wrapped
 * @param salt 32 bytes from which the key-encryption key and the commitment were derived
 * @param commitment 32 bytes
 * @param wrapSalt 32 bytes, new at every wrap, so that the wrapping key is used once
 * @param wrapped 32 bytes of ciphertext and 16 of tag
 */
@SuppressWarnings("ArrayRecordComponent") // compared by their bytes, below
public record WrappedKey(long generation, byte[] salt, byte[] commitment, byte[] wrapSalt, byte[] wrapped) {
    /** The size of every key in the keyring, in bytes. */
    public static final int KEY_BYTES = 32;

    /** The size of a salt in bytes. */
    public static final int SALT_BYTES = 32;

    static final int COMMITMENT_BYTES = 32;
    static final int WRAPPED_BYTES = KEY_BYTES + AesGcm.TAG_BYTES;

    /** How many bytes a slot derives: key-encryption key, then commitment. */
    static final int DERIVED_BYTES = KEY_BYTES + COMMITMENT_BYTES;

    /**
     * Wraps a key.
     *
     * @param derived key-encryption key and commitment
     * @param salt what they were derived with
     * @param generation the keyring's generation
     * @param header what the slot is, without its keys
     * @param key the key to wrap; not altered
     * @param random gives the salt of the wrap
     */
    static WrappedKey wrap(byte[] derived, byte[] salt, long generation, Info header, byte[] key, RandomSource random) {
        byte[] commitment = Arrays.copyOfRange(derived, KEY_BYTES, DERIVED_BYTES);
        byte[] wrapSalt = random.bytes(SALT_BYTES);
        byte[] once = oneTimeKey(derived, generation, wrapSalt);
        try {
            byte[] bound = associatedData(header, generation, salt, commitment);
            return new WrappedKey(generation, salt, commitment, wrapSalt, AesGcm.seal(once, bound, key));
        } finally {
            Arrays.fill(once, (byte) 0);
        }
    }

    /**
     * Unwraps the key.
     *
     * @param derived key-encryption key and commitment
     * @param header what the slot is, without its keys
     * @return the key, in a new array that the caller wipes, or {@code null} if the derived bytes are not the right ones or
     *     the slot was altered
     */
    byte @Nullable [] unwrap(byte[] derived, Info header) {
        if (!MessageDigest.isEqual(commitment, Arrays.copyOfRange(derived, KEY_BYTES, DERIVED_BYTES))) {
            return null;
        }
        byte[] once = oneTimeKey(derived, generation, wrapSalt);
        try {
            return AesGcm.open(once, associatedData(header, generation, salt, commitment), wrapped);
        } finally {
            Arrays.fill(once, (byte) 0);
        }
    }

    static byte[] oneTimeKey(byte[] derived, long generation, byte[] wrapSalt) {
        byte[] keyEncryptionKey = Arrays.copyOf(derived, KEY_BYTES);
        try {
            byte[] info = Info.of("duramen/v1 wrap")
                    .number64(generation)
                    .raw(wrapSalt)
                    .toBytes();
            return Hkdf.expand(keyEncryptionKey, info, AesGcm.KEY_BYTES + AesGcm.NONCE_BYTES);
        } finally {
            Arrays.fill(keyEncryptionKey, (byte) 0);
        }
    }

    static byte[] associatedData(Info header, long generation, byte[] salt, byte[] commitment) {
        return Info.of("duramen/v1 slot header")
                .number64(generation)
                .raw(salt)
                .raw(commitment)
                .raw(header.toBytes())
                .toBytes();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WrappedKey that
                && generation == that.generation
                && Arrays.equals(salt, that.salt)
                && Arrays.equals(commitment, that.commitment)
                && Arrays.equals(wrapSalt, that.wrapSalt)
                && Arrays.equals(wrapped, that.wrapped);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(wrapSalt);
    }

    @Override
    public String toString() {
        return "WrappedKey[generation " + generation + "]";
    }
}

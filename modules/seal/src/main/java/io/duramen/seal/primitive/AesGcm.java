// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/** AES-256-GCM (NIST SP 800-38D) with a 96-bit nonce and a 128-bit tag, for short messages under keys used once. */
public final class AesGcm {
    /** The transformation's name. */
    public static final String TRANSFORMATION = "AES/GCM/NoPadding";

    /** The size of a key in bytes. */
    public static final int KEY_BYTES = 32;

    /** The size of a nonce in bytes. */
    public static final int NONCE_BYTES = 12;

    /** The size of a tag in bytes. */
    public static final int TAG_BYTES = 16;

    private AesGcm() {}

    /**
     * Encrypts.
     *
     * @param keyAndNonce 32 bytes of key and 12 of nonce, never used before
     * @param associatedData what the ciphertext is bound to
     * @param plaintext the plaintext; not altered
     * @return ciphertext and tag
     */
    public static byte[] seal(byte[] keyAndNonce, byte[] associatedData, byte[] plaintext) {
        try {
            return run(Cipher.ENCRYPT_MODE, keyAndNonce, associatedData, plaintext);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed to encrypt", impossible);
        }
    }

    /**
     * Decrypts.
     *
     * @param keyAndNonce 32 bytes of key and 12 of nonce
     * @param associatedData what the ciphertext is bound to
     * @param sealed ciphertext and tag
     * @return the plaintext, in a new array that the caller wipes, or {@code null} if it is not authentic
     */
    public static byte @Nullable [] open(byte[] keyAndNonce, byte[] associatedData, byte[] sealed) {
        try {
            return run(Cipher.DECRYPT_MODE, keyAndNonce, associatedData, sealed);
        } catch (AEADBadTagException notAuthentic) {
            return null;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES-GCM failed to decrypt", impossible);
        }
    }

    private static byte[] run(int mode, byte[] keyAndNonce, byte[] associatedData, byte[] input)
            throws GeneralSecurityException {
        byte[] nonce = Arrays.copyOfRange(keyAndNonce, KEY_BYTES, KEY_BYTES + NONCE_BYTES);
        try (ShortLivedKey key = new ShortLivedKey("AES", keyAndNonce, 0, KEY_BYTES)) {
            Cipher cipher = Jce.cipher(TRANSFORMATION);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BYTES * 8, nonce));
            cipher.updateAAD(associatedData);
            return cipher.doFinal(input);
        }
    }
}

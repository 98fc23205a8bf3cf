// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.security.GeneralSecurityException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import org.jspecify.annotations.Nullable;

/** AES key wrap (RFC 3394, NIST SP 800-38F KW): deterministic, so that there is no nonce to get wrong. */
public final class AesKeyWrap {
    private static final String TRANSFORMATION = "AES/KW/NoPadding";
    private static final int BLOCK = 8;
    private static final int LEAST_WRAPPED = 3 * BLOCK;

    private AesKeyWrap() {}

    /**
     * Wraps a key.
     *
     * @param wrappingKey an AES key; not altered
     * @param key the key to wrap, a multiple of 8 bytes, at least 16; not altered
     * @return the wrapped key, 8 bytes longer
     */
    public static byte[] wrap(byte[] wrappingKey, byte[] key) {
        try {
            return run(Cipher.ENCRYPT_MODE, wrappingKey, key);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES key wrap failed", impossible);
        }
    }

    /**
     * Unwraps a key.
     *
     * @param wrappingKey an AES key; not altered
     * @param wrapped the wrapped key
     * @return the key, in a new array that the caller wipes, or {@code null} if it was not wrapped under this key
     */
    public static byte @Nullable [] unwrap(byte[] wrappingKey, byte[] wrapped) {
        if (wrapped.length < LEAST_WRAPPED || wrapped.length % BLOCK != 0) {
            return null; // the JDK throws NegativeArraySizeException for an empty one
        }
        try {
            return run(Cipher.DECRYPT_MODE, wrappingKey, wrapped);
        } catch (IllegalBlockSizeException | BadPaddingException notOurs) {
            return null;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("AES key unwrap failed", impossible);
        }
    }

    private static byte[] run(int mode, byte[] wrappingKey, byte[] input) throws GeneralSecurityException {
        try (ShortLivedKey key = new ShortLivedKey("AES", wrappingKey, 0, wrappingKey.length)) {
            Cipher cipher = Jce.cipher(TRANSFORMATION);
            cipher.init(mode, key);
            return cipher.doFinal(input);
        }
    }
}

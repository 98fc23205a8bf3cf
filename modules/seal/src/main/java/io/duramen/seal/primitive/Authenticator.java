// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Mac;

/** HMAC-SHA-512/256 (RFC 2104 over FIPS 180-4) under keys derived for one purpose each. */
public final class Authenticator {
    /** The size of a code in bytes. */
    public static final int BYTES = 32;

    private static final String ALGORITHM = "HmacSHA512/256";

    private Authenticator() {}

    /**
     * Computes the code of a message under a key derived from another.
     *
     * @param rootKey the key to derive from; not altered
     * @param info what the derived key is for
     * @param message the array that holds the message
     * @param length how many of its first bytes are the message
     * @return {@value #BYTES} bytes
     */
    public static byte[] code(byte[] rootKey, Info info, byte[] message, int length) {
        byte[] derived = Hkdf.expand(rootKey, info.toBytes(), BYTES);
        try (ShortLivedKey key = new ShortLivedKey(ALGORITHM, derived, 0, BYTES)) {
            Mac mac = Jce.mac(ALGORITHM);
            mac.init(key);
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (InvalidKeyException impossible) {
            throw new IllegalStateException("HMAC failed", impossible);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }
}

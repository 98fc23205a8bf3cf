// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;

/**
 * HKDF-Expand with SHA-512 (RFC 5869, section 2.3). The extract step is left out: every key it is given is uniformly random
 * or the output of a key derivation.
 */
public final class Hkdf {
    private static final int HASH_BYTES = 64;

    private Hkdf() {}

    /**
     * Derives bytes from a key.
     *
     * @param key the pseudorandom key; not altered
     * @param info what the bytes are for
     * @param length how many bytes, at most 255 times 64
     * @return the bytes, in a new array that the caller wipes
     */
    public static byte[] expand(byte[] key, byte[] info, int length) {
        if (length < 0 || length > 255 * HASH_BYTES) {
            throw new IllegalArgumentException("HKDF gives at most " + 255 * HASH_BYTES + " bytes, not " + length);
        }
        byte[] out = new byte[length];
        byte[] block = new byte[HASH_BYTES];
        Mac mac = Jce.mac("HmacSHA512");
        try (ShortLivedKey secret = new ShortLivedKey("HmacSHA512", key, 0, key.length)) {
            mac.init(secret);
            int done = 0;
            for (int counter = 1; done < length; counter++) {
                if (counter > 1) {
                    mac.update(block);
                }
                mac.update(info);
                mac.update((byte) counter);
                mac.doFinal(block, 0);
                int n = Math.min(HASH_BYTES, length - done);
                System.arraycopy(block, 0, out, done, n);
                done += n;
            }
            return out;
        } catch (InvalidKeyException | ShortBufferException impossible) {
            throw new IllegalStateException("HKDF failed", impossible);
        } finally {
            Arrays.fill(block, (byte) 0);
        }
    }
}

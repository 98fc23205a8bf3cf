// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Finds what somebody who knows a frame's key can change in it so that neither its tag nor any checksum changes: GHASH and
 * CRC-32C are linear, so that a change d of one block is made up for by the change d times H of the next, and among 128
 * such changes some combine to one that both checksums do not see.
 */
final class EqualTag {
    static final int BLOCK = 16;

    private final byte[] hashKey;

    /** Takes the key of the frames, from which the key of the hash follows. */
    EqualTag(byte[] streamKey) throws GeneralSecurityException {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(streamKey, "AES"));
        hashKey = aes.doFinal(new byte[BLOCK]);
    }

    /** What of a checksummed text changes when two blocks in a row are changed. */
    interface Checksummed {
        /** The text with the two blocks in their place and zeros in all others. */
        byte[] with(byte[] twoBlocks);
    }

    /** Two blocks to be added to two blocks of ciphertext in a row. */
    byte[] change(Checksummed first, Checksummed second) {
        BigInteger[] vectors = new BigInteger[8 * BLOCK]; // the checksums above, the combination below
        for (int bit = 0; bit < vectors.length; bit++) {
            byte[] both = twoBlocks(bit);
            long seen = (difference(first, both) << 32) | difference(second, both);
            BigInteger vector = new BigInteger(Long.toUnsignedString(seen))
                    .shiftLeft(vectors.length)
                    .setBit(bit);
            for (int other = 0; other < bit; other++) {
                int top = vectors[other].bitLength() - 1;
                if (top >= vectors.length && vector.testBit(top)) {
                    vector = vector.xor(vectors[other]);
                }
            }
            if (vector.bitLength() <= vectors.length) {
                return combined(vector);
            }
            for (int other = 0; other < bit; other++) {
                if (vectors[other].testBit(vector.bitLength() - 1)) {
                    vectors[other] = vectors[other].xor(vector);
                }
            }
            vectors[bit] = vector;
        }
        throw new AssertionError("128 vectors of 64 bits depend on each other");
    }

    private byte[] combined(BigInteger bits) {
        byte[] change = new byte[2 * BLOCK];
        for (int bit = 0; bit < 8 * BLOCK; bit++) {
            if (bits.testBit(bit)) {
                byte[] one = twoBlocks(bit);
                for (int i = 0; i < change.length; i++) {
                    change[i] ^= one[i];
                }
            }
        }
        return change;
    }

    private byte[] twoBlocks(int bit) {
        byte[] block = new byte[BLOCK];
        block[bit / 8] = (byte) (1 << bit % 8);
        byte[] both = Arrays.copyOf(block, 2 * BLOCK);
        System.arraycopy(multiply(block, hashKey), 0, both, BLOCK, BLOCK);
        return both;
    }

    private static long difference(Checksummed text, byte[] both) {
        return crc(text.with(both)) ^ crc(text.with(new byte[2 * BLOCK]));
    }

    private static long crc(byte[] text) {
        CRC32C crc = new CRC32C();
        crc.update(text);
        return crc.getValue();
    }

    /** The product in GCM's field, bit by bit (NIST SP 800-38D, section 6.3). */
    static byte[] multiply(byte[] x, byte[] y) {
        long high = 0;
        long low = 0;
        ByteBuffer factor = ByteBuffer.wrap(y);
        long vHigh = factor.getLong();
        long vLow = factor.getLong();
        for (int i = 0; i < 8 * BLOCK; i++) {
            if ((x[i / 8] >>> (7 - i % 8) & 1) != 0) {
                high ^= vHigh;
                low ^= vLow;
            }
            boolean carry = (vLow & 1) != 0;
            vLow = vLow >>> 1 | vHigh << 63;
            vHigh = vHigh >>> 1 ^ (carry ? 0xE1L << 56 : 0);
        }
        return ByteBuffer.allocate(BLOCK).putLong(high).putLong(low).array();
    }
}

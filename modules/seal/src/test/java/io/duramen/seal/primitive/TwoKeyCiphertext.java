// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.math.BigInteger;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes an AES-GCM ciphertext that is authentic under two keys, after Len, Grubbs and Ristenpart, "Partitioning Oracle
 * Attacks" (USENIX Security 2021): the last block is solved for from the equality of both tags.
 */
public final class TwoKeyCiphertext {
    private static final int BLOCK = 16;
    private static final BigInteger REDUCTION = BigInteger.ONE.shiftLeft(128).or(BigInteger.valueOf(0x87));

    private TwoKeyCiphertext() {}

    /** Returns {@code blocks} blocks of ciphertext and a tag that both key-and-nonce pairs accept, each with its own data. */
    public static byte[] make(byte[] first, byte[] firstData, byte[] second, byte[] secondData, int blocks)
            throws Exception {
        byte[] sealed = new byte[(blocks + 1) * BLOCK];
        Arrays.fill(sealed, 0, (blocks - 1) * BLOCK, (byte) 0x5a);
        // With the free block c: tag = rest(H) + c H^2 + mask; equal for both, so c =
        // (rest1+mask1+rest2+mask2)/(H1^2+H2^2).
        BigInteger firstHash = hashKey(first);
        BigInteger secondHash = hashKey(second);
        BigInteger sum = tag(first, firstData, sealed, blocks).xor(tag(second, secondData, sealed, blocks));
        BigInteger squares = multiply(firstHash, firstHash).xor(multiply(secondHash, secondHash));
        BigInteger free = multiply(sum, inverse(squares));
        System.arraycopy(block(free), 0, sealed, (blocks - 1) * BLOCK, BLOCK);
        System.arraycopy(block(tag(first, firstData, sealed, blocks)), 0, sealed, blocks * BLOCK, BLOCK);
        return sealed;
    }

    private static BigInteger tag(byte[] keyAndNonce, byte[] data, byte[] sealed, int blocks) throws Exception {
        BigInteger hashKey = hashKey(keyAndNonce);
        BigInteger hash = BigInteger.ZERO;
        for (int at = 0; at < data.length; at += BLOCK) {
            hash = multiply(
                    hash.xor(element(
                            Arrays.copyOf(Arrays.copyOfRange(data, at, Math.min(at + BLOCK, data.length)), BLOCK))),
                    hashKey);
        }
        for (int i = 0; i < blocks; i++) {
            hash = multiply(hash.xor(element(Arrays.copyOfRange(sealed, i * BLOCK, (i + 1) * BLOCK))), hashKey);
        }
        byte[] lengths = java.nio.ByteBuffer.allocate(BLOCK)
                .putLong(data.length * 8L)
                .putLong(8L * blocks * BLOCK)
                .array();
        hash = multiply(hash.xor(element(lengths)), hashKey);
        byte[] counter = Arrays.copyOf(Arrays.copyOfRange(keyAndNonce, 32, 44), BLOCK);
        counter[BLOCK - 1] = 1;
        return hash.xor(element(encrypt(keyAndNonce, counter)));
    }

    private static BigInteger hashKey(byte[] keyAndNonce) throws Exception {
        return element(encrypt(keyAndNonce, new byte[BLOCK]));
    }

    private static byte[] encrypt(byte[] keyAndNonce, byte[] block) throws Exception {
        Cipher aes = Cipher.getInstance("AES/ECB/NoPadding");
        aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(keyAndNonce, 0, 32, "AES"));
        return aes.doFinal(block);
    }

    /** GCM writes the coefficient of x^0 as the first bit. */
    private static BigInteger element(byte[] block) {
        byte[] reversed = new byte[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            reversed[BLOCK - 1 - i] = (byte) (Integer.reverse(block[i]) >>> 24);
        }
        return new BigInteger(1, reversed);
    }

    private static byte[] block(BigInteger element) {
        byte[] block = new byte[BLOCK];
        for (int bit = 0; bit < 128; bit++) {
            if (element.testBit(bit)) {
                block[bit / 8] |= (byte) (0x80 >>> bit % 8);
            }
        }
        return block;
    }

    private static BigInteger multiply(BigInteger left, BigInteger right) {
        BigInteger product = BigInteger.ZERO;
        for (int bit = right.bitLength() - 1; bit >= 0; bit--) {
            product = product.shiftLeft(1);
            if (product.testBit(128)) {
                product = product.xor(REDUCTION);
            }
            if (right.testBit(bit)) {
                product = product.xor(left);
            }
        }
        return product;
    }

    /** By Fermat: x^(2^128 - 2). */
    private static BigInteger inverse(BigInteger element) {
        BigInteger result = BigInteger.ONE;
        BigInteger power = element;
        for (int i = 1; i < 128; i++) {
            power = multiply(power, power);
            result = multiply(result, power);
        }
        return result;
    }
}

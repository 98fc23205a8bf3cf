// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bech32m (BIP 350): bytes as letters and digits that people can copy, with a checksum that finds every error of up to four
 * characters in a text of up to 90 and misses others once in 2^30.
 */
public final class Bech32m {
    /** The most characters for which the checksum keeps its promise. */
    public static final int MAX_CHARACTERS = 90;

    /** How many characters the checksum takes. */
    public static final int CHECKSUM_CHARACTERS = 6;

    private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int CONSTANT = 0x2bc830a3;
    private static final int[] GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};

    private Bech32m() {}

    /**
     * Encodes bytes.
     *
     * @param prefix what the bytes are, in lower-case letters
     * @param bytes the bytes; not altered
     * @return the prefix, {@code 1}, the bytes and the checksum, in lower case; the caller wipes it if it is secret
     */
    public static char[] encode(String prefix, byte[] bytes) {
        byte[] groups = regroup(bytes, bytes.length, 8, 5, true);
        if (groups == null) {
            throw new IllegalStateException("padding was allowed");
        }
        char[] text = new char[prefix.length() + 1 + groups.length + CHECKSUM_CHARACTERS];
        prefix.getChars(0, prefix.length(), text, 0);
        int at = prefix.length();
        text[at++] = '1';
        for (byte group : groups) {
            text[at++] = ALPHABET.charAt(group);
        }
        int checksum = polymod(prefix, Arrays.copyOf(groups, groups.length + CHECKSUM_CHARACTERS)) ^ CONSTANT;
        for (int i = 0; i < CHECKSUM_CHARACTERS; i++) {
            text[at++] = ALPHABET.charAt((checksum >>> (5 * (CHECKSUM_CHARACTERS - 1 - i))) & 31);
        }
        Arrays.fill(groups, (byte) 0);
        return text;
    }

    /**
     * Decodes a text.
     *
     * @param prefix the prefix it must have
     * @param text the text, in lower case, without spaces; not altered
     * @return the bytes, in a new array that the caller wipes, or {@code null} if the text is none or was mistyped
     */
    public static byte @Nullable [] decode(String prefix, char[] text) {
        int start = prefix.length() + 1;
        if (text.length < start + CHECKSUM_CHARACTERS || text.length > MAX_CHARACTERS || text[start - 1] != '1') {
            return null;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (text[i] != prefix.charAt(i)) {
                return null;
            }
        }
        byte[] groups = new byte[text.length - start];
        try {
            for (int i = 0; i < groups.length; i++) {
                int group = ALPHABET.indexOf(text[start + i]);
                if (group < 0) {
                    return null;
                }
                groups[i] = (byte) group;
            }
            return polymod(prefix, groups) == CONSTANT
                    ? regroup(groups, groups.length - CHECKSUM_CHARACTERS, 5, 8, false)
                    : null;
        } finally {
            Arrays.fill(groups, (byte) 0);
        }
    }

    private static int polymod(String prefix, byte[] groups) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) >>> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) & 31);
        }
        for (byte group : groups) {
            sum = step(sum, group);
        }
        return sum;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = ((sum & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            next ^= ((top >>> i) & 1) == 0 ? 0 : GENERATOR[i];
        }
        return next;
    }

    /** Cuts a row of bits into groups of another size; {@code null} if what is left over is not zero padding. */
    private static byte @Nullable [] regroup(byte[] in, int length, int from, int to, boolean pad) {
        byte[] out = new byte[(length * from + (pad ? to - 1 : 0)) / to];
        int held = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < length; i++) {
            held = ((held << from) | (in[i] & ((1 << from) - 1))) & 0xfff;
            bits += from;
            while (bits >= to) {
                bits -= to;
                out[at++] = (byte) ((held >>> bits) & ((1 << to) - 1));
            }
        }
        if (pad && bits > 0) {
            out[at] = (byte) ((held << (to - bits)) & ((1 << to) - 1));
        }
        boolean clean = pad || (bits < from && (held & ((1 << bits) - 1)) == 0);
        if (!clean) {
            Arrays.fill(out, (byte) 0);
        }
        return clean ? out : null;
    }
}

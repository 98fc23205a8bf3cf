// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Alters bytes as somebody would who knows that there are lengths, numbers and text among them. */
final class Mutation {
    private static final long[] NUMBERS = {
        0,
        1,
        2,
        7,
        8,
        63,
        64,
        65,
        127,
        128,
        255,
        256,
        4095,
        4096,
        8191,
        8192,
        65_535,
        65_536,
        1 << 20,
        1 << 24,
        1 << 30,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE - 7,
        Integer.MIN_VALUE,
        -1,
        -2,
        -8,
        Long.MAX_VALUE,
        Long.MIN_VALUE
    };

    private static final List<String> TEXTS = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\n",
            "\r\n",
            "\0",
            "\\u0000",
            "\\ud800",
            "\\u",
            "-",
            "1e999",
            "-0",
            "99999999999999999999999",
            "0.00000000000000000000001",
            "null",
            "true",
            "NaN",
            "Infinity",
            "\"op\": \"COMMIT\"",
            "\"$base64\": \"",
            "\"lsn\": 9223372036854775807",
            "\"changes\": {",
            "[".repeat(3000),
            "{\"a\":".repeat(2000),
            "9".repeat(5000),
            "\u00e9\ud83d\ude00");

    private Mutation() {}

    /** Alters a copy in one to four ways. */
    static byte[] of(byte[] input, SplittableRandom random) {
        byte[] bytes = input.clone();
        for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, SplittableRandom random) {
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 300));
        switch (random.nextInt(9)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt();
            case 2, 3 -> number(bytes, at, random);
            case 4 -> Arrays.fill(bytes, at, at + length, (byte) (random.nextInt(3) - 1));
            case 5 -> System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
            case 6 -> {
                return spliced(bytes, at, Arrays.copyOfRange(bytes, at, at + length), 0);
            }
            case 7 -> {
                return spliced(bytes, at, new byte[0], length);
            }
            default -> {
                return spliced(bytes, at, text(random), random.nextBoolean() ? length : 0);
            }
        }
        return bytes;
    }

    /** A number of any width, at a place where numbers stand. */
    private static void number(byte[] bytes, int at, SplittableRandom random) {
        long value = NUMBERS[random.nextInt(NUMBERS.length)] + random.nextInt(3) - 1;
        ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int width = 2 << random.nextInt(3);
        int place = at / width * width;
        if (place + width <= bytes.length) {
            switch (width) {
                case 2 -> little.putShort(place, (short) value);
                case 4 -> little.putInt(place, (int) value);
                default -> little.putLong(place, value);
            }
        }
    }

    private static byte[] text(SplittableRandom random) {
        return TEXTS.get(random.nextInt(TEXTS.size())).getBytes(StandardCharsets.UTF_8);
    }

    /** With bytes in the place of others. */
    private static byte[] spliced(byte[] bytes, int at, byte[] with, int insteadOf) {
        return ByteBuffer.allocate(bytes.length + with.length - insteadOf)
                .put(bytes, 0, at)
                .put(with)
                .put(bytes, at + insteadOf, bytes.length - at - insteadOf)
                .array();
    }
}

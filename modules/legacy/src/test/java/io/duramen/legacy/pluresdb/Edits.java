// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What a bad disk, a bad copy or an attacker does to bytes. */
final class Edits {
    private Edits() {}

    static byte[] edited(byte[] bytes, SplittableRandom random) {
        if (bytes.length == 0) {
            return bytes;
        }
        int at = random.nextInt(bytes.length);
        int length = Math.min(bytes.length - at, random.nextInt(1, random.nextBoolean() ? 4 : 200));
        byte[] part = Arrays.copyOfRange(bytes, at, at + length);
        byte[] head = Arrays.copyOf(bytes, at);
        byte[] tail = Arrays.copyOfRange(bytes, at + length, bytes.length);
        return switch (random.nextInt(7)) {
            case 0 -> Written.joined(head, flipped(part, random), tail);
            case 1 -> Written.joined(head, tail);
            case 2 -> Written.joined(head, part, part, tail);
            case 3 -> Written.joined(head, new byte[length], tail);
            case 4 -> Written.joined(head, noise(length, random), tail);
            case 5 -> Written.joined(head, noise(length, random), part, tail);
            default -> Written.joined(tail, part, head);
        };
    }

    private static byte[] flipped(byte[] part, SplittableRandom random) {
        byte[] flipped = part.clone();
        flipped[random.nextInt(part.length)] ^= (byte) (1 << random.nextInt(8));
        return flipped;
    }

    private static byte[] noise(int length, SplittableRandom random) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }
}

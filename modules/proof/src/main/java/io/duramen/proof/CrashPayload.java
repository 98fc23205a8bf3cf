// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * What the crash programs write: {@code number 8 | seed 8 | bytes that follow from both}, so that whoever reads it can check
 * every byte without having been told the seed. Most are a few hundred bytes long, one in 32 several KiB.
 */
final class CrashPayload {
    private static final int HEADER_BYTES = 16;

    private CrashPayload() {}

    static byte[] of(long seed, long number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        boolean large = random.nextInt(32) == 0;
        byte[] body = new byte[large ? random.nextInt(16 << 10) : random.nextInt(512)];
        random.nextBytes(body);
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putLong(number)
                .putLong(seed)
                .put(body)
                .array();
    }

    /** Returns the number in a payload all of whose bytes are as they were written. */
    static long number(ByteBuffer payload, String where) {
        byte[] found = new byte[payload.remaining()];
        payload.duplicate().get(found);
        if (found.length < HEADER_BYTES) {
            throw new WrongContentException(where + " holds " + found.length + " bytes, less than a payload has");
        }
        long number = ByteBuffer.wrap(found).getLong(0);
        long seed = ByteBuffer.wrap(found).getLong(8);
        int wrong = Arrays.mismatch(found, of(seed, number));
        if (wrong >= 0) {
            throw new WrongContentException(
                    where + " holds number " + number + " of seed " + seed + ", but not its byte " + wrong);
        }
        return number;
    }
}

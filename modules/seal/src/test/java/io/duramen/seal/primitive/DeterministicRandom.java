// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Random bytes that are the same in every run: SHA-256 of a seed and a counter, one block a call. */
public final class DeterministicRandom implements RandomSource {
    private final long seed;
    private long calls;

    public DeterministicRandom(long seed) {
        this.seed = seed;
    }

    @Override
    public synchronized void nextBytes(byte[] target, int offset, int length) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] block = sha.digest(
                    ByteBuffer.allocate(16).putLong(seed).putLong(calls++).array());
            for (int i = 0; i < length; i++) {
                target[offset + i] = block[i];
            }
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() {}
}

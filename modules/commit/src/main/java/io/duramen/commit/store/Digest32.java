// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.Arrays;

/** 32 bytes that are compared by value: a SHA-256 digest or a salt. */
final class Digest32 {
    static final Digest32 ZERO = new Digest32(new byte[Bytes.SHA256_BYTES]);

    private final byte[] bytes;

    private Digest32(byte[] bytes) {
        this.bytes = bytes;
    }

    static Digest32 of(byte[] bytes) {
        if (bytes.length != Bytes.SHA256_BYTES) {
            throw new IllegalArgumentException("32 bytes are needed, not " + bytes.length);
        }
        return new Digest32(bytes.clone());
    }

    byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Digest32 digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return Bytes.hex(bytes);
    }
}

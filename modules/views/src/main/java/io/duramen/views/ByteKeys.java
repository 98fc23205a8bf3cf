// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.util.Arrays;
import java.util.Comparator;

/** Bytes as keys. */
final class ByteKeys implements KeyCodec<byte[]> {
    static final ByteKeys CODEC = new ByteKeys();

    private ByteKeys() {}

    @Override
    public String form() {
        return "bytes";
    }

    @Override
    public byte[] encode(byte[] key) {
        return key.clone();
    }

    @Override
    public byte[] decode(byte[] bytes) {
        return bytes.clone();
    }

    @Override
    public Comparator<byte[]> order() {
        return Arrays::compareUnsigned;
    }
}

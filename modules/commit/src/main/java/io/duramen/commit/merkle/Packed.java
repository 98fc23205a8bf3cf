// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How an entry lies in an array of bytes: {@code version 8 | key length 4 | value length 4}, then key and value. If these are
 * together over {@value #MOST_INLINE} bytes, they lie in an array of their own, key before value, and in their place are the
 * 64 bytes {@code key hash | value hash}, so that a change of a neighbour neither copies nor hashes them again. The hashes of
 * an entry that lies inline are computed when they are needed: hashing a hundred bytes costs less than holding 64 more.
 */
final class Packed {
    static final int MOST_INLINE = 448;

    private static final int KEY_LENGTH = 8;
    private static final int VALUE_LENGTH = 12;
    private static final int HEAD = 16;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle BIG_ENDIAN =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private Packed() {}

    static boolean isLarge(int keyLength, int valueLength) {
        return (long) keyLength + valueLength > MOST_INLINE;
    }

    /** Returns how many bytes an entry takes in the array, without an array of its own. */
    static int size(int keyLength, int valueLength) {
        return HEAD + (isLarge(keyLength, valueLength) ? 2 * Root.BYTES : keyLength + valueLength);
    }

    static int size(byte[] bytes, int at) {
        return size(keyLength(bytes, at), valueLength(bytes, at));
    }

    static boolean isLarge(byte[] bytes, int at) {
        return isLarge(keyLength(bytes, at), valueLength(bytes, at));
    }

    /** Returns eight bytes as a number that, unsigned, sorts as they do. */
    static long bigEndian(byte[] bytes, int at) {
        return (long) BIG_ENDIAN.get(bytes, at);
    }

    static void putBigEndian(byte[] bytes, int at, long value) {
        BIG_ENDIAN.set(bytes, at, value);
    }

    static long version(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static int keyLength(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + KEY_LENGTH);
    }

    static int valueLength(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + VALUE_LENGTH);
    }

    /** Returns where the key of an entry begins that is not large, or the hashes of one that is. */
    static int content(int at) {
        return at + HEAD;
    }

    static void putHead(byte[] bytes, int at, long version, int keyLength, int valueLength) {
        LONG.set(bytes, at, version);
        INT.set(bytes, at + KEY_LENGTH, keyLength);
        INT.set(bytes, at + VALUE_LENGTH, valueLength);
    }
}

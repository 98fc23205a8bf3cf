// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

/** Where something stands, in one number that orders like file and offset do: file, offset, and whether it deletes. */
final class Place {
    private static final int OFFSET_BITS = 40;
    private static final int FILE_BITS =
            Long.SIZE - 2 - OFFSET_BITS; // the sign stays free, and one bit says what it does

    /** The most files that can be told apart. */
    static final int MAX_FILES = 1 << FILE_BITS;

    /** The largest file in which every place can be told. */
    static final long MAX_FILE_BYTES = 1L << OFFSET_BITS;

    private Place() {}

    static long of(int file, long offset, boolean deletes) {
        return ((((long) file << OFFSET_BITS) | offset) << 1) | (deletes ? 1 : 0);
    }

    static int file(long place) {
        return (int) (place >>> (OFFSET_BITS + 1));
    }

    static long offset(long place) {
        return (place >>> 1) & (MAX_FILE_BYTES - 1);
    }

    static boolean deletes(long place) {
        return (place & 1) != 0;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The root of a Merkle map: 32 bytes that stand for every key and value in it. Two maps with the same salt have the same root
 * if and only if they hold the same entries, whatever the order in which they came to hold them.
 */
public final class Root {

    /** The size of a root, and of every hash below it, in bytes. */
    public static final int BYTES = 32;

    private final byte[] bytes;

    private Root(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Makes a root of its bytes.
     *
     * @param bytes {@value #BYTES} bytes; copied
     * @return the root
     */
    public static Root of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a root has " + BYTES + " bytes, not " + bytes.length);
        }
        return new Root(bytes.clone());
    }

    /**
     * Reads a root as {@link #toString} writes it.
     *
     * @param hex 64 hexadecimal digits of either case
     * @return the root
     * @throws IllegalArgumentException if it is anything else
     */
    public static Root parse(String hex) {
        return of(HexFormat.of().parseHex(hex));
    }

    /** Takes the array as it is; the caller forgets it. */
    static Root wrap(byte[] bytes) {
        return new Root(bytes);
    }

    /**
     * Returns the bytes.
     *
     * @return a copy of the {@value #BYTES} bytes
     */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Root root && Arrays.equals(bytes, root.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Returns 64 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}

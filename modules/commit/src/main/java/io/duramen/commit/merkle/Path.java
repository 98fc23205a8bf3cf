// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

/** The way from the root to a key: the bits of its hash, the highest of the first byte first. */
final class Path {
    private Path() {}

    /** Tells whether the way goes right at a depth. */
    static boolean right(byte[] hash, int depth) {
        return (hash[depth >>> 3] >>> (7 - (depth & 7)) & 1) != 0;
    }

    /** Tells whether two ways are the same down to a depth. */
    static boolean samePrefix(byte[] a, byte[] b, int depth) {
        for (int i = 0; i < depth; i++) {
            if (right(a, i) != right(b, i)) {
                return false;
            }
        }
        return true;
    }
}

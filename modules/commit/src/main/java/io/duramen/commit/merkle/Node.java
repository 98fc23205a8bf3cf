// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.List;

/** A node of the tree, with its hash computed. Immutable, shared between versions. */
sealed interface Node {

    /** The most keys a bucket holds; with more it becomes an inner node. */
    int BUCKET_KEYS = 8;

    /** Returns the hash; not to be altered. */
    byte[] hash();

    /** Returns how many keys are in this node or below it. */
    int count();

    /** No key. */
    final class Empty implements Node {
        private final byte[] hash;

        Empty(Hasher hasher) {
            this.hash = hasher.empty();
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        @Override
        public int count() {
            return 0;
        }
    }

    /** One to {@value Node#BUCKET_KEYS} keys, sorted by their hashes. */
    final class Bucket implements Node {
        final List<MerkleEntry> entries;
        private final byte[] hash;

        Bucket(List<MerkleEntry> entries, Hasher hasher) {
            this.entries = List.copyOf(entries);
            this.hash = hasher.bucket(this.entries);
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        @Override
        public int count() {
            return entries.size();
        }
    }

    /** More than {@value Node#BUCKET_KEYS} keys: those whose next bit is 0 to the left, the others to the right. */
    final class Inner implements Node {
        final Node left;
        final Node right;
        private final int count;
        private final byte[] hash;

        Inner(Node left, Node right, Hasher hasher) {
            this.left = left;
            this.right = right;
            this.count = Math.addExact(left.count(), right.count());
            this.hash = hasher.inner(left.hash(), right.hash());
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        @Override
        public int count() {
            return count;
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

/** A node of the tree, with its hash computed. Immutable, shared between versions. */
sealed interface Node permits Node.Empty, Bucket, Node.Inner {

    /** The most keys a bucket holds; with more it becomes an inner node. */
    int BUCKET_KEYS = 8;

    /** Returns the hash; not to be altered. */
    byte[] hash();

    /** Adds the hash to what is being hashed. */
    void hashInto(Hasher hasher);

    /** Returns how many keys are in this node or below it. */
    int count();

    /**
     * Returns the highest version of an entry in this node or below it, 0 if there is none. The hash does not cover it. In a
     * map whose versions only grow, a node with the hash and the highest version of an older one holds the same entries with
     * the same versions.
     */
    long newest();

    /** What lies to the left and to the right of a node. */
    record Halves(Node left, Node right) {}

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
        public void hashInto(Hasher hasher) {
            hasher.add(hash, 0, hash.length);
        }

        @Override
        public int count() {
            return 0;
        }

        @Override
        public long newest() {
            return 0;
        }
    }

    /** More than {@value Node#BUCKET_KEYS} keys: those whose next bit is 0 to the left, the others to the right. */
    final class Inner implements Node {
        final Node left;
        final Node right;
        private final int count;
        private final byte[] hash;
        private final long newest;

        Inner(Node left, Node right, Hasher hasher) {
            this.left = left;
            this.right = right;
            this.count = Math.addExact(left.count(), right.count());
            this.hash = hasher.inner(left, right);
            this.newest = Math.max(left.newest(), right.newest());
        }

        @Override
        public byte[] hash() {
            return hash;
        }

        @Override
        public void hashInto(Hasher hasher) {
            hasher.add(hash, 0, hash.length);
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public long newest() {
            return newest;
        }
    }
}

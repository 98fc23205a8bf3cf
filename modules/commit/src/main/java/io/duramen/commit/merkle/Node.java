// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

/** A node of the tree. Immutable, shared between versions. */
sealed interface Node permits Node.Empty, Bucket, Node.Inner {

    /** The most keys a bucket holds; with more it becomes an inner node. */
    int BUCKET_KEYS = 8;

    /** Puts the hash into an array. */
    void hashTo(byte[] target, int at, Hasher hasher);

    /** Tells whether another node has the same hash. */
    boolean sameHash(Node other);

    /** Returns how many keys are in this node or below it. */
    int count();

    /**
     * Returns the highest version of an entry in this node or below it, 0 if there is none. The hash does not cover it. In a
     * map whose versions only grow, a node with the hash and the highest version of an older one holds the same entries with
     * the same versions.
     */
    long newest();

    /** Returns the hash. */
    default byte[] hash(Hasher hasher) {
        byte[] hash = new byte[Root.BYTES];
        hashTo(hash, 0, hasher);
        return hash;
    }

    /** What lies to the left and to the right of a node. */
    record Halves(Node left, Node right) {}

    /** No key. */
    final class Empty implements Node {
        static final Empty NODE = new Empty();

        private Empty() {}

        @Override
        public void hashTo(byte[] target, int at, Hasher hasher) {
            hasher.empty(target, at);
        }

        @Override
        public boolean sameHash(Node other) {
            return other == this;
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

    /**
     * More than {@value Node#BUCKET_KEYS} keys: those whose next bit is 0 to the left, the others to the right. It holds the
     * hashes of its halves, and not its own, which the node above holds: so a change is hashed from its bucket to the top
     * without a look at what lies beside the way, which in a large map is in no cache of the processor.
     */
    final class Inner implements Node {
        final Node left;
        final Node right;
        private final int count;
        private final long newest;
        private final long left0;
        private final long left1;
        private final long left2;
        private final long left3;
        private final long right0;
        private final long right1;
        private final long right2;
        private final long right3;

        /** Takes the hashes of both halves, one behind the other. */
        private Inner(Node left, Node right, int count, long newest, byte[] hashes) {
            this.left = left;
            this.right = right;
            this.count = count;
            this.newest = newest;
            this.left0 = Packed.bigEndian(hashes, 0);
            this.left1 = Packed.bigEndian(hashes, 8);
            this.left2 = Packed.bigEndian(hashes, 16);
            this.left3 = Packed.bigEndian(hashes, 24);
            this.right0 = Packed.bigEndian(hashes, 32);
            this.right1 = Packed.bigEndian(hashes, 40);
            this.right2 = Packed.bigEndian(hashes, 48);
            this.right3 = Packed.bigEndian(hashes, 56);
        }

        static Inner of(Node left, Node right, Hasher hasher) {
            byte[] hashes = hasher.halves();
            left.hashTo(hashes, 0, hasher);
            right.hashTo(hashes, Root.BYTES, hasher);
            int count = Math.addExact(left.count(), right.count());
            return new Inner(left, right, count, Math.max(left.newest(), right.newest()), hashes);
        }

        /** Makes the node that has other halves, or another half. */
        Inner with(Node otherLeft, Node otherRight, Hasher hasher) {
            byte[] hashes = hasher.halves();
            if (otherLeft == left) {
                putLeft(hashes, 0);
            } else {
                otherLeft.hashTo(hashes, 0, hasher);
            }
            if (otherRight == right) {
                putRight(hashes, Root.BYTES);
            } else {
                otherRight.hashTo(hashes, Root.BYTES, hasher);
            }
            return new Inner(
                    otherLeft, otherRight, countWith(otherLeft, otherRight), newestWith(otherLeft, otherRight), hashes);
        }

        /** Returns how many keys there would be with other halves. */
        int countWith(Node otherLeft, Node otherRight) {
            int more = otherLeft == left ? 0 : otherLeft.count() - left.count();
            more += otherRight == right ? 0 : otherRight.count() - right.count();
            return Math.addExact(count, more);
        }

        /** A half that stays is asked only if the other does not hold what is the newest for sure. */
        private long newestWith(Node otherLeft, Node otherRight) {
            if (otherRight == right && otherLeft.newest() >= newest) {
                return otherLeft.newest();
            }
            if (otherLeft == left && otherRight.newest() >= newest) {
                return otherRight.newest();
            }
            return Math.max(otherLeft.newest(), otherRight.newest());
        }

        /** Returns the hash of one half. */
        byte[] hashOfHalf(boolean ofRight) {
            byte[] hash = new byte[Root.BYTES];
            if (ofRight) {
                putRight(hash, 0);
            } else {
                putLeft(hash, 0);
            }
            return hash;
        }

        private void putLeft(byte[] target, int at) {
            put(target, at, left0, left1, left2, left3);
        }

        private void putRight(byte[] target, int at) {
            put(target, at, right0, right1, right2, right3);
        }

        private static void put(byte[] target, int at, long first, long second, long third, long fourth) {
            Packed.putBigEndian(target, at, first);
            Packed.putBigEndian(target, at + 8, second);
            Packed.putBigEndian(target, at + 16, third);
            Packed.putBigEndian(target, at + 24, fourth);
        }

        @Override
        public void hashTo(byte[] target, int at, Hasher hasher) {
            byte[] hashed = hasher.innerNode();
            putLeft(hashed, Hasher.LEFT_AT);
            putRight(hashed, Hasher.RIGHT_AT);
            hasher.finishInner(target, at);
        }

        @Override
        public boolean sameHash(Node other) {
            return other instanceof Inner inner
                    && left0 == inner.left0
                    && left1 == inner.left1
                    && left2 == inner.left2
                    && left3 == inner.left3
                    && right0 == inner.right0
                    && right1 == inner.right1
                    && right2 == inner.right2
                    && right3 == inner.right3;
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

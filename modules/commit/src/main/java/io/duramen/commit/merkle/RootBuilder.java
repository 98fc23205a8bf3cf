// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Computes the root of entries that are not to be kept, in 64 bytes an entry: a second way to the root, with which what was
 * written is checked.
 *
 * <p><b>Thread safety:</b> none.
 */
public final class RootBuilder {
    private static final int PARTS = 256;
    private static final int PART_DEPTH = 8;
    private static final int LEAF_BYTES = 2 * Root.BYTES;
    private static final int LEAVES_AN_ARRAY = 64;

    private final Hasher hasher;
    private final List<Part> parts = new ArrayList<>(PARTS);
    private long count;

    /** The leaves whose key hashes begin with one byte, many in an array. */
    private static final class Part {
        private final List<byte[]> arrays = new ArrayList<>();
        private int count;

        void add(byte[] leaf) {
            int place = count % LEAVES_AN_ARRAY;
            if (place == 0) {
                arrays.add(new byte[LEAVES_AN_ARRAY * LEAF_BYTES]);
            }
            System.arraycopy(leaf, 0, arrays.get(arrays.size() - 1), place * LEAF_BYTES, LEAF_BYTES);
            count++;
        }

        void addTo(List<byte[]> leaves) {
            for (int i = 0; i < count; i++) {
                int at = i % LEAVES_AN_ARRAY * LEAF_BYTES;
                leaves.add(Arrays.copyOfRange(arrays.get(i / LEAVES_AN_ARRAY), at, at + LEAF_BYTES));
            }
        }
    }

    /**
     * Starts without entries.
     *
     * @param salt the salt of the map
     */
    public RootBuilder(byte[] salt) {
        this.hasher = new Hasher(salt);
        for (int i = 0; i < PARTS; i++) {
            parts.add(new Part());
        }
    }

    /**
     * Adds an entry.
     *
     * @param key the key, not yet added; not retained
     * @param value the value; not retained
     * @return {@code keyHash | valueHash}, 64 bytes
     */
    public byte[] add(byte[] key, byte[] value) {
        byte[] leaf = MerkleProof.leaf(hasher.key(key), hasher.value(value));
        parts.get(leaf[0] & 0xFF).add(leaf);
        count++;
        return leaf;
    }

    /**
     * Computes the root.
     *
     * @return the root of the entries added
     * @throws IllegalArgumentException if a key was added twice
     */
    public Root root() {
        return Root.wrap(hasher.root(count, hash(0, PARTS)));
    }

    /** Computes the hash over the parts from one on up to another: a half, a quarter and so on of all. */
    private byte[] hash(int from, int to) {
        if (to - from == 1 || count(from, to) <= Node.BUCKET_KEYS) {
            List<byte[]> leaves = new ArrayList<>();
            parts.subList(from, to).forEach(part -> part.addTo(leaves));
            leaves.sort(RootBuilder::order);
            for (int i = 1; i < leaves.size(); i++) {
                if (order(leaves.get(i - 1), leaves.get(i)) == 0) {
                    throw new IllegalArgumentException("a key was added more than once");
                }
            }
            return hash(leaves, PART_DEPTH - Integer.numberOfTrailingZeros(to - from));
        }
        int middle = (from + to) >>> 1;
        byte[] left = hash(from, middle);
        return hasher.inner(left, hash(middle, to));
    }

    private static int order(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, 0, Root.BYTES, b, 0, Root.BYTES);
    }

    private long count(int from, int to) {
        return parts.subList(from, to).stream().mapToLong(part -> part.count).sum();
    }

    private byte[] hash(List<byte[]> leaves, int depth) {
        if (leaves.isEmpty()) {
            return hasher.empty();
        }
        if (leaves.size() <= Node.BUCKET_KEYS) {
            hasher.startBucket(leaves.size());
            leaves.forEach(hasher::addLeaf);
            return hasher.finishBucket();
        }
        int middle = 0;
        while (middle < leaves.size() && !Path.right(leaves.get(middle), depth)) {
            middle++;
        }
        byte[] left = hash(leaves.subList(0, middle), depth + 1);
        return hasher.inner(left, hash(leaves.subList(middle, leaves.size()), depth + 1));
    }
}

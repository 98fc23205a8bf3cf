// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Computes the root of entries that are not to be kept, in 64 bytes an entry: a second way to the root, with which what was
 * written is checked. Who can go through the entries several times needs as many times less: of each pass only one part of the
 * tree is kept, until {@link #endPass}.
 *
 * <p><b>Thread safety:</b> none.
 */
public final class RootBuilder {
    /** How many passes there may be at most. */
    public static final int MOST_PASSES = 256;

    /** How many bytes an entry takes until the root, or until its pass ends. */
    public static final int ENTRY_BYTES = 2 * Root.BYTES;

    private static final int PARTS = MOST_PASSES;
    private static final int PART_DEPTH = 8;
    private static final int LEAF_BYTES = ENTRY_BYTES;
    private static final int LEAVES_AN_ARRAY = 64;

    private final Hasher hasher;
    private final List<Part> parts = new ArrayList<>(PARTS);
    private final byte[] @Nullable [] ended =
            new byte[PARTS][]; // by the first part of a pass, the hash over all of its
    private int partsOfPass;
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

        /** Keeps the number only. */
        void forget() {
            arrays.clear();
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
     * Adds an entry if it belongs to a pass. Every entry is to be offered in every pass, one pass after the other.
     *
     * @param pass which pass it is, from 0
     * @param passes how many there are, a power of two up to {@value #MOST_PASSES}
     * @param key the key; not retained
     * @param value the value; not retained
     * @return {@code keyHash | valueHash}, 64 bytes; {@code null} if it belongs to another pass
     */
    public byte @Nullable [] add(int pass, int passes, byte[] key, byte[] value) {
        byte[] keyHash = hasher.key(key);
        if ((keyHash[0] & 0xFF) * passes / PARTS != pass) {
            return null;
        }
        byte[] leaf = MerkleProof.leaf(keyHash, hasher.value(value));
        parts.get(leaf[0] & 0xFF).add(leaf);
        count++;
        return leaf;
    }

    /**
     * Ends a pass: what was kept of it goes.
     *
     * @param pass which pass it is, from 0
     * @param passes how many there are
     * @throws IllegalArgumentException if a key was added twice
     */
    public void endPass(int pass, int passes) {
        partsOfPass = PARTS / passes;
        int from = pass * partsOfPass;
        int to = from + partsOfPass;
        if (count(from, to) > Node.BUCKET_KEYS) { // so few may belong into one bucket with those of another pass
            ended[from] = hash(from, to);
            parts.subList(from, to).forEach(Part::forget);
        }
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
        byte[] known = to - from == partsOfPass ? ended[from] : null;
        if (known != null) {
            return known;
        }
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

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes a map of many entries that come in any order, for instance from a checkpoint, without holding them twice: what waits to
 * be put into the tree lies packed in one of 256 parts, by the first byte of its key's hash, and each part is let go as soon as
 * its part of the tree stands.
 *
 * <p><b>Thread safety:</b> none.
 */
public final class MerkleLoader {
    private static final int PARTS = 256;
    private static final int PART_DEPTH = 8;

    private final Hasher prototype;
    private final Hasher hasher;
    private final TreeBuilder builder;
    private final @Nullable LoadedPart[] parts = new LoadedPart[PARTS];

    /**
     * Starts without entries.
     *
     * @param salt the salt of the map, {@value MerkleMap#SALT_BYTES} bytes; copied
     */
    public MerkleLoader(byte[] salt) {
        this.prototype = new Hasher(salt);
        this.hasher = prototype.copy();
        this.builder = new TreeBuilder(hasher);
    }

    /**
     * Adds an entry.
     *
     * @param key the key, not yet added; not retained
     * @param value the value; not retained
     * @param version the log sequence number of the commit that set the key, 0 if there was none
     */
    public void add(byte[] key, byte[] value, long version) {
        int first = hasher.key(key)[0] & 0xFF;
        LoadedPart part = parts[first];
        if (part == null) {
            part = new LoadedPart();
            parts[first] = part;
        }
        part.add(key, value, version);
    }

    /**
     * Makes the map. The loader is empty afterwards.
     *
     * @return the map of the entries added
     * @throws IllegalArgumentException if a key was added twice
     */
    public MerkleMap finish() {
        return new MerkleMap(prototype, new KeyOrders(), join(0, PARTS), hasher);
    }

    /** Makes the node over the parts from one on up to another: a half, a quarter and so on of all. */
    private Node join(int from, int to) {
        int depth = PART_DEPTH - Integer.numberOfTrailingZeros(to - from);
        if (to - from == 1 || count(from, to) <= Node.BUCKET_KEYS) {
            return builder.build(take(from, to), depth);
        }
        int middle = (from + to) >>> 1;
        Node left = join(from, middle);
        return Node.Inner.of(left, join(middle, to), hasher);
    }

    private long count(int from, int to) {
        long count = 0;
        for (int i = from; i < to; i++) {
            LoadedPart part = parts[i];
            count += part == null ? 0 : part.count();
        }
        return count;
    }

    /** Takes the leaves out of parts, in the order of their key hashes. */
    private List<Leaf> take(int from, int to) {
        List<Leaf> leaves = new ArrayList<>();
        for (int i = from; i < to; i++) {
            LoadedPart part = parts[i];
            if (part != null) {
                part.addTo(leaves, hasher);
                parts[i] = null;
            }
        }
        leaves.sort(Leaf::compare);
        for (int i = 1; i < leaves.size(); i++) {
            if (Leaf.compare(leaves.get(i - 1), leaves.get(i)) == 0) {
                throw new IllegalArgumentException("a key was added more than once");
            }
        }
        return leaves;
    }
}

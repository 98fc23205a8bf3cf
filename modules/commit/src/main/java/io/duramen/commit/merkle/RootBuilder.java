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
    private final Hasher hasher;
    private final List<byte[]> leaves = new ArrayList<>();

    /**
     * Starts without entries.
     *
     * @param salt the salt of the map
     */
    public RootBuilder(byte[] salt) {
        this.hasher = new Hasher(salt);
    }

    /**
     * Adds an entry.
     *
     * @param key the key, not yet added; not retained
     * @param value the value; not retained
     * @return {@code keyHash | valueHash}, 64 bytes, not to be altered
     */
    public byte[] add(byte[] key, byte[] value) {
        byte[] leaf = MerkleProof.leaf(hasher.key(key), hasher.value(value));
        leaves.add(leaf);
        return leaf;
    }

    /**
     * Computes the root.
     *
     * @return the root of the entries added
     */
    public Root root() {
        leaves.sort((a, b) -> Arrays.compareUnsigned(a, 0, Root.BYTES, b, 0, Root.BYTES));
        return Root.wrap(hasher.root(leaves.size(), hash(leaves, 0)));
    }

    private byte[] hash(List<byte[]> part, int depth) {
        if (part.isEmpty()) {
            return hasher.empty();
        }
        if (part.size() <= Node.BUCKET_KEYS) {
            hasher.startBucket(part.size());
            part.forEach(hasher::addLeaf);
            return hasher.finishBucket();
        }
        if (depth == Root.BYTES * 8) {
            throw new IllegalArgumentException("a key was added more than once");
        }
        int middle = 0;
        while (middle < part.size() && !Path.right(part.get(middle), depth)) {
            middle++;
        }
        byte[] left = hash(part.subList(0, middle), depth + 1);
        return hasher.inner(left, hash(part.subList(middle, part.size()), depth + 1));
    }
}

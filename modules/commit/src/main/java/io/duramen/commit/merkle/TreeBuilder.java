// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.List;

/** Makes the tree of a set of keys: a node of more than {@value Node#BUCKET_KEYS} keys is inner, every other is a bucket. */
final class TreeBuilder {
    private final Hasher hasher;

    TreeBuilder(Hasher hasher) {
        this.hasher = hasher;
    }

    /** Makes the node, at some depth, of leaves that are in the order of their key hashes, each once. */
    Node build(List<Leaf> leaves, int depth) {
        if (leaves.isEmpty()) {
            return new Node.Empty(hasher);
        }
        if (leaves.size() <= Node.BUCKET_KEYS) {
            return Bucket.of(leaves, hasher);
        }
        int middle = 0;
        while (middle < leaves.size() && !Path.right(leaves.get(middle).keyHash, depth)) {
            middle++;
        }
        Node left = build(leaves.subList(0, middle), depth + 1);
        Node right = build(leaves.subList(middle, leaves.size()), depth + 1);
        return new Node.Inner(left, right, hasher);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
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
            return Node.Empty.NODE;
        }
        if (leaves.size() <= Node.BUCKET_KEYS) {
            return Bucket.of(leaves, hasher);
        }
        int middle = firstOfRight(leaves, depth);
        Node left = build(leaves.subList(0, middle), depth + 1);
        Node right = build(leaves.subList(middle, leaves.size()), depth + 1);
        return Node.Inner.of(left, right, hasher);
    }

    /** Searches by halves: leaves lie in memory wherever they were made. */
    private static int firstOfRight(List<Leaf> leaves, int depth) {
        int from = 0;
        int to = leaves.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Path.right(leaves.get(middle).hashes, depth)) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }

    /** Takes a node at some depth apart, a bucket as if it held more keys than it does. */
    Node.Halves halves(Node node, int depth) {
        if (node instanceof Node.Inner inner) {
            return new Node.Halves(inner.left, inner.right);
        }
        if (node instanceof Bucket bucket) {
            List<Leaf> leaves = bucket.leaves(hasher);
            int middle = firstOfRight(leaves, depth);
            return new Node.Halves(
                    build(leaves.subList(0, middle), depth + 1),
                    build(leaves.subList(middle, leaves.size()), depth + 1));
        }
        return new Node.Halves(node, node);
    }

    /** Makes the node at some depth that has other halves than one that was taken apart. */
    Node join(Node before, Node left, Node right, int depth) {
        if (before instanceof Node.Inner inner) {
            if (inner.countWith(left, right) > Node.BUCKET_KEYS) {
                return inner.with(left, right, hasher);
            }
        } else if (left.count() + right.count() > Node.BUCKET_KEYS) {
            return Node.Inner.of(left, right, hasher);
        }
        List<Leaf> rest = new ArrayList<>(Node.BUCKET_KEYS);
        addAll(left, rest);
        addAll(right, rest);
        return build(rest, depth);
    }

    private void addAll(Node node, List<Leaf> target) {
        if (node instanceof Bucket bucket) { // so few keys are never an inner node
            bucket.addTo(target, hasher);
        }
    }
}

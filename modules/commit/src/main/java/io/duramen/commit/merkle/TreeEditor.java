// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tree of one set of keys from the tree of another, sharing what did not change and hashing each new node once.
 * The tree depends on the set alone, see {@link TreeBuilder}.
 */
final class TreeEditor {

    /** What becomes of one key: an entry, or nothing. */
    static final class Edit {
        private final byte[] hashes;
        private final @Nullable Leaf leaf;

        /** Takes an array that begins with the key's hash. */
        Edit(byte[] hashes, @Nullable Leaf leaf) {
            this.hashes = hashes;
            this.leaf = leaf;
        }

        /** Compares two by the hashes of their keys. */
        static int compare(Edit a, Edit b) {
            return Leaf.compareKeys(a.hashes, b.hashes);
        }
    }

    private final Hasher hasher;
    private final TreeBuilder builder;
    private final List<Edit> edits;

    /** Takes edits sorted by key hash, one a key. */
    TreeEditor(Hasher hasher, List<Edit> edits) {
        this.hasher = hasher;
        this.builder = new TreeBuilder(hasher);
        this.edits = edits;
    }

    /** Applies the edits to a node at some depth; all belong below it. */
    Node apply(Node node, int depth) {
        return apply(node, depth, 0, edits.size());
    }

    private Node apply(Node node, int depth, int from, int to) {
        if (from == to) {
            return node;
        }
        if (node instanceof Node.Inner inner) {
            return applyToInner(inner, depth, from, to);
        }
        return builder.build(merge(node instanceof Bucket bucket ? bucket.leaves(hasher) : List.of(), from, to), depth);
    }

    private Node applyToInner(Node.Inner inner, int depth, int from, int to) {
        int middle = firstOfRight(depth, from, to);
        Node left = apply(inner.left, depth + 1, from, middle);
        Node right = apply(inner.right, depth + 1, middle, to);
        if (left == inner.left && right == inner.right) {
            return inner;
        }
        return builder.join(inner, left, right, depth);
    }

    private int firstOfRight(int depth, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Path.right(edits.get(middle).hashes, depth)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private List<Leaf> merge(List<Leaf> old, int from, int to) {
        List<Leaf> merged = new ArrayList<>(old.size() + to - from);
        int i = 0;
        for (Edit edit : edits.subList(from, to)) {
            int order = -1;
            while (i < old.size() && (order = Leaf.compareKeys(old.get(i).hashes, edit.hashes)) < 0) {
                merged.add(old.get(i++));
            }
            if (order == 0) {
                i++;
            }
            if (edit.leaf != null) {
                merged.add(edit.leaf);
            }
        }
        merged.addAll(old.subList(i, old.size()));
        return merged;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a map that are collected and then applied together, of any number of them for one key the last: what a log holds
 * behind a checkpoint. They wait packed in one of 256 parts, by the first byte of the hash of their key; each part is sorted by
 * itself and let go as soon as its part of the tree stands, so that a million changes need little more than their bytes.
 *
 * <p><b>Thread safety:</b> none.
 */
public final class MerkleBatch {
    private static final int PARTS = 256;

    private final MerkleMap map;
    private final Hasher hasher;
    private final TreeBuilder builder;
    private final @Nullable ChangedPart[] parts = new ChangedPart[PARTS];
    private final byte[] keyHash = new byte[Root.BYTES]; // of the change being added
    private long bytes;
    private int changed;

    /**
     * Starts without changes.
     *
     * @param map the map they will be applied to, which stays as it is
     */
    public MerkleBatch(MerkleMap map) {
        this.map = map;
        this.hasher = map.hasher();
        this.builder = new TreeBuilder(hasher);
    }

    /**
     * Adds a change, which takes the place of any before of the same key.
     *
     * @param change the change, with the version its key gets; if it is over 448 bytes it is retained, else copied
     */
    public void add(MerkleChange change) {
        hasher.key(change.key, 0, change.key.length, keyHash, 0);
        int first = keyHash[0] & 0xFF;
        ChangedPart part = parts[first];
        if (part == null) {
            part = new ChangedPart();
            parts[first] = part;
        }
        bytes += part.add(keyHash, change);
    }

    /**
     * Tells how much is held, so that who adds without end can apply it in between.
     *
     * @return about how many bytes the changes added take
     */
    public long bytes() {
        return bytes;
    }

    /**
     * Applies what was added. The batch is spent afterwards.
     *
     * @return the new version of the map; the map itself if nothing was added
     */
    public MerkleMap apply() {
        Node top = apply(map.top(), 0, 0, PARTS);
        return top == map.top() ? map : map.withTop(top, changed, hasher);
    }

    /** Applies some parts, a half of all, a quarter and so on, to the node they belong below. */
    private Node apply(Node node, int depth, int from, int to) {
        if (isEmpty(from, to)) {
            return node;
        }
        if (to - from == 1) {
            List<TreeEditor.Edit> edits = take(from);
            changed += edits.size();
            return new TreeEditor(hasher, edits).apply(node, depth);
        }
        int middle = (from + to) >>> 1;
        Node.Halves halves = builder.halves(node, depth);
        Node left = apply(halves.left(), depth + 1, from, middle);
        Node right = apply(halves.right(), depth + 1, middle, to);
        if (left == halves.left() && right == halves.right()) {
            return node;
        }
        return builder.join(node, left, right, depth);
    }

    private boolean isEmpty(int from, int to) {
        for (int i = from; i < to; i++) {
            if (parts[i] != null) {
                return false;
            }
        }
        return true;
    }

    private List<TreeEditor.Edit> take(int index) {
        List<TreeEditor.Edit> edits = new ArrayList<>();
        ChangedPart part = parts[index];
        if (part != null) {
            part.addTo(edits, hasher);
            parts[index] = null;
        }
        return edits;
    }
}

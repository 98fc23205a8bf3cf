// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Walks two trees of one salt side by side and leaves out whatever is the same in both. A node is visited only if the one above
 * it differs: for a change, the nodes on its way and their neighbours.
 */
final class TreeDiff {

    /** What makes two nodes, or two entries, the same. */
    private enum Same {
        NODES,
        VERSIONS,
        VALUES
    }

    private final Same same;
    private final Hasher prototype;
    private final Hasher hasher;
    private final TreeBuilder builder;
    private final MerkleMap.Difference target;
    private long visited;

    private TreeDiff(Same same, Hasher prototype, MerkleMap.Difference target) {
        this.same = same;
        this.prototype = prototype;
        this.hasher = prototype.copy();
        this.builder = new TreeBuilder(hasher);
        this.target = target;
    }

    /** Finds the entries in buckets that two versions of one map do not share, whether or not they differ. */
    static TreeDiff ofNodes(Hasher prototype, MerkleMap.Difference target) {
        return new TreeDiff(Same.NODES, prototype, target);
    }

    /** Finds entries that differ in key, value or version. */
    static TreeDiff withVersions(Hasher prototype, MerkleMap.Difference target) {
        return new TreeDiff(Same.VERSIONS, prototype, target);
    }

    /** Finds entries that differ in key or value. */
    static TreeDiff ofValues(Hasher prototype, MerkleMap.Difference target) {
        return new TreeDiff(Same.VALUES, prototype, target);
    }

    /** Walks two trees, and tells of the differences in the order of key hashes. */
    void run(Node older, Node newer) {
        run(older, newer, 0);
    }

    /** Where only one of two nodes has more keys than a bucket holds, the other is taken apart: nothing is collected. */
    private void run(Node older, Node newer, int depth) {
        visited++;
        if (same(older, newer)) {
            return;
        }
        if (older instanceof Node.Inner || newer instanceof Node.Inner) {
            Node.Halves before = builder.halves(older, depth);
            Node.Halves after = builder.halves(newer, depth);
            run(before.left(), after.left(), depth + 1);
            run(before.right(), after.right(), depth + 1);
        } else {
            compare(entries(older), entries(newer));
        }
    }

    /** Returns how many pairs of nodes were looked at; a node of which only one tree has any has a bucket or nothing beside it. */
    long visited() {
        return visited;
    }

    private boolean same(Node a, Node b) {
        if (a == b) {
            return true;
        }
        return switch (same) {
            case NODES -> false;
            case VERSIONS -> a.newest() == b.newest() && a.sameHash(b);
            case VALUES -> a.sameHash(b);
        };
    }

    private boolean same(MerkleEntry a, MerkleEntry b) {
        return switch (same) {
            case NODES -> false;
            case VERSIONS -> a.version() == b.version() && a.sameValue(b);
            case VALUES -> a.sameValue(b);
        };
    }

    /** An entry and its place in the tree. */
    private static final class Placed {
        private final byte[] keyHash;
        private final MerkleEntry entry;

        Placed(byte[] keyHash, MerkleEntry entry) {
            this.keyHash = keyHash;
            this.entry = entry;
        }
    }

    private List<Placed> entries(Node node) {
        List<Placed> entries = new ArrayList<>(node.count());
        if (node instanceof Bucket bucket) {
            bucket.forEach(prototype, entry -> entries.add(new Placed(entry.keyHash(hasher), entry)));
        }
        return entries;
    }

    private void compare(List<Placed> older, List<Placed> newer) {
        int i = 0;
        int j = 0;
        while (i < older.size() || j < newer.size()) {
            int order = order(older, i, newer, j);
            MerkleEntry before = order <= 0 ? older.get(i++).entry : null;
            MerkleEntry after = order >= 0 ? newer.get(j++).entry : null;
            if (before == null || after == null || !same(before, after)) {
                target.found(before, after);
            }
        }
    }

    private static int order(List<Placed> older, int i, List<Placed> newer, int j) {
        if (i == older.size()) {
            return 1;
        }
        return j == newer.size() ? -1 : Arrays.compareUnsigned(older.get(i).keyHash, newer.get(j).keyHash);
    }
}

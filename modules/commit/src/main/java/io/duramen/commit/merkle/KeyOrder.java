// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The entries of one version in the order of their keys; a later version's order is made from it without sorting. Immutable. */
final class KeyOrder {
    private final Node top;
    private final Hasher prototype;
    private final MerkleEntry[] sorted;

    private KeyOrder(Node top, Hasher prototype, MerkleEntry[] sorted) {
        this.top = top;
        this.prototype = prototype;
        this.sorted = sorted;
    }

    /** Sorts the entries of a version. */
    static KeyOrder of(Node top, Hasher prototype) {
        MerkleEntry[] entries = new MerkleEntry[top.count()];
        int[] to = {0};
        MerkleMap.collect(top, prototype, entry -> entries[to[0]++] = entry);
        Arrays.sort(entries, MerkleEntry::compareKey);
        return new KeyOrder(top, prototype, entries);
    }

    /** Tells whether this is the order of a version. */
    boolean isOf(Node version) {
        return top == version;
    }

    /** Tells whether so many keys came or went that sorting anew is less work. */
    boolean isFarFrom(Node version) {
        return Math.abs(sorted.length - version.count()) > version.count() / 8;
    }

    /**
     * Returns the order of another version that shares most of its nodes with this one. All entries of a bucket that is not
     * shared are replaced, so that none keeps the bucket of a version that is gone.
     */
    KeyOrder movedTo(Node version) {
        TreeMap<byte[], Move> moves = new TreeMap<>(Arrays::compareUnsigned);
        TreeDiff.ofNodes(prototype, (before, after) -> {
                    MerkleEntry any = after == null ? Objects.requireNonNull(before) : after;
                    moves.put(any.key(), new Move(before != null, after));
                })
                .run(top, version);
        MerkleEntry[] moved = new MerkleEntry[version.count()];
        int from = 0;
        int to = 0;
        for (var move : moves.entrySet()) {
            int at = position(move.getKey(), from);
            System.arraycopy(sorted, from, moved, to, at - from);
            to += at - from;
            from = at + (move.getValue().goes() ? 1 : 0);
            MerkleEntry comes = move.getValue().comes();
            if (comes != null) {
                moved[to++] = comes;
            }
        }
        System.arraycopy(sorted, from, moved, to, sorted.length - from);
        return new KeyOrder(version, prototype, moved);
    }

    private record Move(boolean goes, @Nullable MerkleEntry comes) {}

    /** Returns the place of the first key that is not below another, from some place on. */
    private int position(byte[] key, int start) {
        int low = start;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle].compareKey(key) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Returns the entries from one key on, up to another. */
    List<MerkleEntry> range(byte[] from, byte @Nullable [] to) {
        int first = position(from, 0);
        int end = to == null ? sorted.length : position(to, first);
        return Collections.unmodifiableList(Arrays.asList(sorted).subList(first, end));
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.KeyChange;
import io.duramen.commit.StateView;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** In which keys two states differ, in the order of the keys. */
final class StateDiff {
    private StateDiff() {}

    /** Compares trees of one salt: only what differs is looked at, and sorted. */
    static List<KeyChange> ofOneStore(MerkleMap older, MerkleMap newer) {
        TreeMap<byte[], KeyChange> changes = new TreeMap<>(Arrays::compareUnsigned);
        newer.compare(older, (before, after) -> {
            KeyChange change = change(before, after);
            changes.put(change.key(), change);
        });
        return List.copyOf(changes.values());
    }

    /** Compares states that may have nothing in common, by going through both in the order of their keys. */
    static List<KeyChange> ofAnyTwo(StateView older, StateView newer) {
        List<KeyChange> changes = new ArrayList<>();
        Iterator<MerkleEntry> left = older.entries().iterator();
        Iterator<MerkleEntry> right = newer.entries().iterator();
        MerkleEntry before = next(left);
        MerkleEntry after = next(right);
        while (before != null || after != null) {
            int order = order(before, after);
            MerkleEntry here = order <= 0 ? before : null;
            MerkleEntry there = order >= 0 ? after : null;
            if (here == null || there == null || !Arrays.equals(here.valueHash(), there.valueHash())) {
                changes.add(change(here, there));
            }
            before = order <= 0 ? next(left) : before;
            after = order >= 0 ? next(right) : after;
        }
        return List.copyOf(changes);
    }

    private static @Nullable MerkleEntry next(Iterator<MerkleEntry> entries) {
        return entries.hasNext() ? entries.next() : null;
    }

    private static int order(@Nullable MerkleEntry before, @Nullable MerkleEntry after) {
        if (before == null) {
            return 1;
        }
        return after == null ? -1 : Arrays.compareUnsigned(before.key(), after.key());
    }

    private static KeyChange change(@Nullable MerkleEntry before, @Nullable MerkleEntry after) {
        MerkleEntry any = after == null ? Objects.requireNonNull(before) : after;
        return new KeyChange(any.key(), before == null ? null : before.value(), after == null ? null : after.value());
    }
}

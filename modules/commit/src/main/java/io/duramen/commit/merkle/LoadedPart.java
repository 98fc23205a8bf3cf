// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Entries that wait to be put into a tree, packed one behind the other in arrays that never grow by copying. */
final class LoadedPart {
    private static final int FIRST_ARRAY = 1 << 10;
    private static final int LARGEST_ARRAY = 32 << 10;

    /** An array and where its entries end. */
    private static final class Run {
        private final byte[] bytes;
        private int end;

        Run(int size) {
            this.bytes = new byte[size];
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private final List<MerkleChange> large = new ArrayList<>(); // not packed
    private int count;

    int count() {
        return count;
    }

    void add(byte[] key, byte[] value, long version) {
        count++;
        if (Packed.isLarge(key.length, value.length)) {
            large.add(MerkleChange.put(key.clone(), value.clone(), version));
            return;
        }
        Run run = runFor(Packed.size(key.length, value.length));
        Packed.putHead(run.bytes, run.end, version, key.length, value.length);
        int content = Packed.content(run.end);
        System.arraycopy(key, 0, run.bytes, content, key.length);
        System.arraycopy(value, 0, run.bytes, content + key.length, value.length);
        run.end = content + key.length + value.length;
    }

    private Run runFor(int size) {
        Run last = runs.isEmpty() ? null : runs.get(runs.size() - 1);
        if (last != null && last.bytes.length - last.end >= size) {
            return last;
        }
        Run next = new Run(last == null ? FIRST_ARRAY : Math.min(LARGEST_ARRAY, 2 * last.bytes.length));
        runs.add(next);
        return next;
    }

    /** Adds the leaves of all entries, which keep this part's arrays reachable. */
    void addTo(List<Leaf> leaves, Hasher hasher) {
        for (Run run : runs) {
            for (int at = 0; at < run.end; at += Packed.size(run.bytes, at)) {
                leaves.add(Leaf.inline(run.bytes, at, hasher));
            }
        }
        for (MerkleChange put : large) {
            byte[] value = Objects.requireNonNull(put.value);
            leaves.add(Leaf.of(put.key, hasher.ofKey(put.key), value, put.version, hasher));
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Changes that wait to be applied to one part of a tree, in the order they came, packed one behind the other in arrays that
 * never grow by copying: {@code key hash 32 | version 8 | key length 4 | value length 4}, then key and value. Of a large change
 * a reference is held, and its index stands where the key would be.
 */
final class ChangedPart {
    private static final int FIRST_ARRAY = 1 << 10;
    private static final int LARGEST_ARRAY = 32 << 10;

    private static final int GONE = -1;
    private static final int LARGE = -2;

    /** An array and where its changes end. */
    private static final class Run {
        private final byte[] bytes;
        private int end;

        Run(int size) {
            this.bytes = new byte[size];
        }
    }

    /** Where a change lies, with what it is sorted by. */
    private static final class Placed {
        private final long order; // the first bytes of the key hash
        private final byte[] bytes;
        private final int at;

        Placed(byte[] bytes, int at) {
            this.order = Packed.bigEndian(bytes, at);
            this.bytes = bytes;
            this.at = at;
        }

        static int compare(Placed a, Placed b) {
            int order = Long.compareUnsigned(a.order, b.order);
            return order != 0
                    ? order
                    : Arrays.compareUnsigned(a.bytes, a.at, a.at + Root.BYTES, b.bytes, b.at, b.at + Root.BYTES);
        }
    }

    private final List<Run> runs = new ArrayList<>();
    private final List<MerkleChange> large = new ArrayList<>();
    private int count;

    int count() {
        return count;
    }

    /** Adds a change. Returns how many bytes are held for it. */
    int add(byte[] keyHash, MerkleChange change) {
        count++;
        byte[] key = change.key;
        byte[] value = change.value;
        int valueLength = value == null ? 0 : value.length;
        boolean apart = Packed.isLarge(key.length, valueLength);
        int size = Root.BYTES + Packed.content(0) + (apart ? 0 : key.length + valueLength);
        Run run = runFor(size);
        System.arraycopy(keyHash, 0, run.bytes, run.end, Root.BYTES);
        int head = run.end + Root.BYTES;
        if (apart) {
            Packed.putHead(run.bytes, head, large.size(), 0, LARGE);
            large.add(change);
        } else {
            Packed.putHead(run.bytes, head, change.version, key.length, value == null ? GONE : valueLength);
            int content = Packed.content(head);
            System.arraycopy(key, 0, run.bytes, content, key.length);
            if (value != null) {
                System.arraycopy(value, 0, run.bytes, content + key.length, valueLength);
            }
        }
        run.end += size;
        return apart ? size + key.length + valueLength : size;
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

    /** Adds what becomes of each key, in the order of the key hashes: of several changes of a key the last one counts. */
    void addTo(List<TreeEditor.Edit> edits, Hasher hasher) {
        List<Placed> sorted = new ArrayList<>(count);
        for (Run run : runs) {
            for (int at = 0; at < run.end; ) {
                sorted.add(new Placed(run.bytes, at));
                int head = at + Root.BYTES;
                at = Packed.content(head)
                        + Packed.keyLength(run.bytes, head)
                        + Math.max(0, Packed.valueLength(run.bytes, head));
            }
        }
        sorted.sort(Placed::compare); // stable
        for (int i = 0; i < sorted.size(); i++) {
            Placed placed = sorted.get(i);
            if (i + 1 == sorted.size() || Placed.compare(placed, sorted.get(i + 1)) != 0) {
                edits.add(edit(placed.bytes, placed.at, hasher));
            }
        }
    }

    private TreeEditor.Edit edit(byte[] bytes, int at, Hasher hasher) {
        byte[] keyHash = Arrays.copyOfRange(bytes, at, at + Root.BYTES);
        int head = at + Root.BYTES;
        int valueLength = Packed.valueLength(bytes, head);
        if (valueLength == GONE) {
            return new TreeEditor.Edit(keyHash, null);
        }
        if (valueLength == LARGE) {
            MerkleChange change = large.get((int) Packed.version(bytes, head));
            byte[] value = change.value;
            return new TreeEditor.Edit(
                    keyHash, value == null ? null : Leaf.of(change.key, keyHash, value, change.version, hasher));
        }
        return new TreeEditor.Edit(keyHash, Leaf.inline(keyHash, bytes, head, hasher));
    }
}

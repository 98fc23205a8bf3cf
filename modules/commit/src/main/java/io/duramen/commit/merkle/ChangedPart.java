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
    private static final int PLACE_BITS = 15;
    private static final int LARGEST_ARRAY = 1 << PLACE_BITS;

    /** What is sorted is a number: the first bits of the hash behind its first byte, and which change it was. */
    private static final int INDEX_BITS = 24;

    private static final int UNUSED_BITS = INDEX_BITS + 1; // the sign, too

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

    private final List<Run> runs = new ArrayList<>();
    private final List<MerkleChange> large = new ArrayList<>();
    private int[] places = new int[16]; // of the changes in the order they came: which array, and where in it
    private int count;

    /** Adds a change. The hash is copied. Returns how many bytes are held for it. */
    int add(byte[] keyHash, MerkleChange change) {
        byte[] key = change.key;
        byte[] value = change.value;
        int valueLength = value == null ? 0 : value.length;
        boolean apart = Packed.isLarge(key.length, valueLength);
        int size = Root.BYTES + Packed.content(0) + (apart ? 0 : key.length + valueLength);
        Run run = runFor(size);
        place((runs.size() - 1) << PLACE_BITS | run.end);
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

    private void place(int place) {
        if (count == 1 << INDEX_BITS) {
            throw new IllegalStateException("more changes at once than a heap holds");
        }
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
        }
        places[count++] = place;
    }

    private byte[] bytes(int index) {
        return runs.get(places[index] >>> PLACE_BITS).bytes;
    }

    private int at(int index) {
        return places[index] & (LARGEST_ARRAY - 1);
    }

    private int compare(int a, int b) {
        int atA = at(a);
        int atB = at(b);
        return Arrays.compareUnsigned(bytes(a), atA, atA + Root.BYTES, bytes(b), atB, atB + Root.BYTES);
    }

    /** Adds what becomes of each key, in the order of the key hashes: of several changes of a key the last one counts. */
    void addTo(List<TreeEditor.Edit> edits, Hasher hasher) {
        long[] sorted = new long[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = Packed.bigEndian(bytes(i), at(i) + 1) >>> UNUSED_BITS << INDEX_BITS | i;
        }
        Arrays.sort(sorted);
        for (int from = 0; from < count; ) {
            int to = from + 1;
            while (to < count && sorted[to] >>> INDEX_BITS == sorted[from] >>> INDEX_BITS) {
                to++;
            }
            if (to - from == 1) {
                edits.add(edit(bytes(index(sorted[from])), at(index(sorted[from])), hasher));
            } else {
                addLast(Arrays.copyOfRange(sorted, from, to), edits, hasher);
            }
            from = to;
        }
    }

    private static int index(long sorted) {
        return (int) sorted & ((1 << INDEX_BITS) - 1);
    }

    /** Of changes whose hashes begin alike, as those of one key do, adds the last of each key. */
    private void addLast(long[] alike, List<TreeEditor.Edit> edits, Hasher hasher) {
        List<Integer> same = new ArrayList<>(alike.length);
        for (long one : alike) {
            same.add(index(one));
        }
        same.sort(this::compare); // stable
        for (int i = 0; i < same.size(); i++) {
            if (i + 1 == same.size() || compare(same.get(i), same.get(i + 1)) != 0) {
                edits.add(edit(bytes(same.get(i)), at(same.get(i)), hasher));
            }
        }
    }

    private TreeEditor.Edit edit(byte[] bytes, int at, Hasher hasher) {
        byte[] hashes = new byte[2 * Root.BYTES];
        System.arraycopy(bytes, at, hashes, 0, Root.BYTES);
        int head = at + Root.BYTES;
        int valueLength = Packed.valueLength(bytes, head);
        if (valueLength == GONE) {
            return new TreeEditor.Edit(hashes, null);
        }
        if (valueLength == LARGE) {
            MerkleChange change = large.get((int) Packed.version(bytes, head));
            byte[] value = change.value;
            return new TreeEditor.Edit(
                    hashes, value == null ? null : Leaf.of(change.key, hashes, value, change.version, hasher));
        }
        return new TreeEditor.Edit(hashes, Leaf.inline(hashes, bytes, head, hasher));
    }
}

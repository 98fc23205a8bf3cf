// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map in the order of their keys, a slice of the keys at a time: each slice goes through the whole tree and
 * sorts what it finds of its own, so that no more than a slice is held beside the tree. Where a slice begins is taken from a
 * sample; the tree is in the order of salted hashes, so that its first keys are as good as any.
 */
final class KeySlices implements Iterator<MerkleEntry> {
    private static final int SAMPLES_A_SLICE = 64;

    private final Node top;
    private final Hasher prototype;
    private final List<byte[]> starts = new ArrayList<>(); // of all slices but the first
    private Iterator<MerkleEntry> slice = Collections.emptyIterator();
    private int next;

    /** @param most how many entries a slice has, about */
    KeySlices(Node top, Hasher prototype, int most) {
        this.top = top;
        this.prototype = prototype;
        int slices = 1 + top.count() / most;
        if (slices > 1) {
            List<MerkleEntry> sample = new ArrayList<>();
            sample(top, SAMPLES_A_SLICE * slices, sample);
            sample.sort(MerkleEntry::compareKey);
            for (int i = 1; i < slices; i++) {
                starts.add(sample.get(sample.size() * i / slices).key());
            }
        }
    }

    private void sample(Node node, int wanted, List<MerkleEntry> sample) {
        if (sample.size() < wanted) {
            if (node instanceof Node.Inner inner) {
                sample(inner.left, wanted, sample);
                sample(inner.right, wanted, sample);
            } else if (node instanceof Bucket bucket) {
                bucket.forEach(prototype, sample::add);
            }
        }
    }

    @Override
    public boolean hasNext() {
        while (!slice.hasNext() && next <= starts.size()) {
            slice = Collections.emptyIterator(); // or two would be held
            slice = sorted(next == 0 ? null : starts.get(next - 1), next == starts.size() ? null : starts.get(next));
            next++;
        }
        return slice.hasNext();
    }

    @Override
    public MerkleEntry next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no further entry");
        }
        return slice.next();
    }

    private Iterator<MerkleEntry> sorted(byte @Nullable [] from, byte @Nullable [] to) {
        List<MerkleEntry> found = new ArrayList<>();
        MerkleMap.collect(top, prototype, entry -> {
            if ((from == null || entry.compareKey(from) >= 0) && (to == null || entry.compareKey(to) < 0)) {
                found.add(entry);
            }
        });
        found.sort(MerkleEntry::compareKey);
        return found.iterator();
    }
}

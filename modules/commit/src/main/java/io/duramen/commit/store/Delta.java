// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

/**
 * What leads from one version of the state to a later one: the keys set and removed between them, in their order. It holds
 * what the two versions hold, and makes entries as they are asked for.
 */
final class Delta implements Iterable<StoredEntry> {
    private final MerkleMap older;
    private final MerkleMap newer;
    private final List<MerkleChange> changes = new ArrayList<>();

    private Delta(MerkleMap older, MerkleMap newer) {
        this.older = older;
        this.newer = newer;
    }

    /** Finds the difference by walking what the two versions do not share. */
    static Delta between(MerkleMap older, MerkleMap newer) {
        Delta delta = new Delta(older, newer);
        newer.diff(older, delta.changes::add);
        delta.changes.sort(Comparator.comparing(MerkleChange::key, Arrays::compareUnsigned));
        return delta;
    }

    int size() {
        return changes.size();
    }

    /** Returns about how long its file will be, before sealing. */
    long bytes() {
        long bytes =
                CheckpointLayout.HEADER_BYTES + CheckpointLayout.FOOTER_BYTES + CheckpointLayout.BLOCK_HEADER_BYTES;
        for (MerkleChange change : changes) {
            byte[] value = change.value();
            bytes += CheckpointLayout.ENTRY_HEADER_BYTES + change.key().length + (value == null ? 0 : value.length);
        }
        return bytes;
    }

    @Override
    public Iterator<StoredEntry> iterator() {
        return changes.stream().map(this::entry).iterator();
    }

    private StoredEntry entry(MerkleChange change) {
        MerkleEntry entry = (change.value() == null ? older : newer).find(change.key());
        if (entry == null) {
            throw new IllegalStateException("a difference in a key that is not there");
        }
        return change.value() == null ? StoredEntry.gone(entry) : StoredEntry.of(entry);
    }
}

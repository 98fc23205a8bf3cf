// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What leads from one version of the state to a later one: the keys set and removed between them, in their order. It holds
 * the keys only, and makes entries as they are asked for.
 */
final class Delta implements Iterable<StoredEntry> {
    private final MerkleMap older;
    private final MerkleMap newer;
    private final List<byte[]> keys = new ArrayList<>();
    private long bytes =
            CheckpointLayout.HEADER_BYTES + CheckpointLayout.FOOTER_BYTES + CheckpointLayout.BLOCK_HEADER_BYTES;

    private Delta(MerkleMap older, MerkleMap newer) {
        this.older = older;
        this.newer = newer;
    }

    /**
     * Finds the difference by walking what the two versions do not share.
     *
     * @param most how large its file may be, in bytes before sealing
     * @return the difference, or {@code null} if it is larger; then no more is held than of one that is as large
     */
    static @Nullable Delta between(MerkleMap older, MerkleMap newer, long most) {
        Delta delta = new Delta(older, newer);
        newer.diff(older, change -> delta.add(change.key(), change.value(), most));
        delta.keys.sort(Arrays::compareUnsigned);
        return delta.bytes > most ? null : delta;
    }

    private void add(byte[] key, byte @Nullable [] value, long most) {
        bytes += CheckpointLayout.ENTRY_HEADER_BYTES + key.length + (value == null ? 0 : value.length);
        if (bytes <= most) {
            keys.add(key);
        } else {
            keys.clear();
        }
    }

    int size() {
        return keys.size();
    }

    /** Returns about how long its file will be, before sealing. */
    long bytes() {
        return bytes;
    }

    @Override
    public Iterator<StoredEntry> iterator() {
        return keys.stream().map(this::entry).iterator();
    }

    private StoredEntry entry(byte[] key) {
        MerkleEntry now = newer.find(key);
        if (now != null) {
            return StoredEntry.of(now);
        }
        MerkleEntry before = older.find(key);
        if (before == null) {
            throw new IllegalStateException("a difference in a key that is not there");
        }
        return StoredEntry.gone(before);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.Root;
import org.jspecify.annotations.Nullable;

/** What a file of a checkpoint says of one key: its value and version, or that it is gone. */
final class StoredEntry {
    final byte[] key;
    final byte @Nullable [] value;
    final long version;
    final byte[] keyHash;
    final byte[] valueHash;

    /** Takes the arrays as they are; a key that is gone has version 0 and a value hash of zeros. */
    StoredEntry(byte[] key, byte @Nullable [] value, long version, byte[] keyHash, byte[] valueHash) {
        this.key = key;
        this.value = value;
        this.version = version;
        this.keyHash = keyHash;
        this.valueHash = valueHash;
    }

    /** A key that has a value. */
    static StoredEntry of(MerkleEntry entry) {
        return new StoredEntry(entry.key(), entry.value(), entry.version(), entry.keyHash(), entry.valueHash());
    }

    /** A key that was set by the restore of its store. */
    static StoredEntry restored(MerkleEntry entry) {
        return new StoredEntry(entry.key(), entry.value(), RestoreMark.LSN, entry.keyHash(), entry.valueHash());
    }

    /** A key that is gone. */
    static StoredEntry gone(MerkleEntry before) {
        return new StoredEntry(before.key(), null, 0, before.keyHash(), new byte[Root.BYTES]);
    }

    boolean isGone() {
        return value == null;
    }

    /** Returns the bytes it takes in a block. */
    int size() {
        return CheckpointLayout.ENTRY_HEADER_BYTES + key.length + (value == null ? 0 : value.length);
    }

    MerkleChange change() {
        return value == null ? MerkleChange.delete(key) : MerkleChange.put(key, value, version);
    }
}

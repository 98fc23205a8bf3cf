// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

/** A key and its value, as a Merkle map holds them. Immutable. */
public final class MerkleEntry {
    final byte[] key;
    final byte[] value;
    final byte[] keyHash;
    final byte[] valueHash;

    MerkleEntry(byte[] key, byte[] value, byte[] keyHash, byte[] valueHash) {
        this.key = key;
        this.value = value;
        this.keyHash = keyHash;
        this.valueHash = valueHash;
    }

    /**
     * Returns the key.
     *
     * @return a copy
     */
    public byte[] key() {
        return key.clone();
    }

    /**
     * Returns the value.
     *
     * @return a copy
     */
    public byte[] value() {
        return value.clone();
    }

    /**
     * Returns the key's salted hash, which is its place in the tree.
     *
     * @return a copy of the 32 bytes
     */
    public byte[] keyHash() {
        return keyHash.clone();
    }

    /**
     * Returns the value's hash, which covers its type.
     *
     * @return a copy of the 32 bytes
     */
    public byte[] valueHash() {
        return valueHash.clone();
    }
}

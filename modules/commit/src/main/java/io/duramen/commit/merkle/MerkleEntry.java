// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A key and its value, as a Merkle map holds them. Immutable. It keeps up to seven other entries of its map reachable. */
public final class MerkleEntry {
    private final Hasher prototype;
    private final byte[] bytes;
    private final int at;
    private final byte @Nullable [] large;

    /** Takes an entry where it lies; a large one's key and value lie in an array of their own. */
    MerkleEntry(Hasher prototype, byte[] bytes, int at, byte @Nullable [] large) {
        this.prototype = prototype;
        this.bytes = bytes;
        this.at = at;
        this.large = large;
    }

    /**
     * Returns the key.
     *
     * @return a copy
     */
    public byte[] key() {
        return Arrays.copyOfRange(content(), keyAt(), valueAt());
    }

    /**
     * Returns the value.
     *
     * @return a copy
     */
    public byte[] value() {
        return Arrays.copyOfRange(content(), valueAt(), valueAt() + Packed.valueLength(bytes, at));
    }

    /**
     * Returns the key's salted hash, which is its place in the tree.
     *
     * @return the 32 bytes, computed
     */
    public byte[] keyHash() {
        return keyHash(prototype.copy());
    }

    /**
     * Returns the value's hash, which covers its type.
     *
     * @return the 32 bytes, computed unless the entry is a large one
     */
    public byte[] valueHash() {
        return valueHash(prototype.copy());
    }

    /**
     * Returns the entry's version. A commit that sets a key to the value it has gives it a new version all the same. The root
     * does not cover versions: it depends on keys and values alone, so that stores with the same content have the same root
     * however they came by it, and no proof says anything of a version.
     *
     * @return the log sequence number of the commit that last set the key; 0 if none was given
     */
    public long version() {
        return Packed.version(bytes, at);
    }

    byte[] keyHash(Hasher hasher) {
        int hashes = Packed.content(at);
        return large != null
                ? Arrays.copyOfRange(bytes, hashes, hashes + Root.BYTES)
                : hasher.key(bytes, keyAt(), Packed.keyLength(bytes, at));
    }

    byte[] valueHash(Hasher hasher) {
        int hashes = Packed.content(at);
        return large != null
                ? Arrays.copyOfRange(bytes, hashes + Root.BYTES, hashes + 2 * Root.BYTES)
                : hasher.value(bytes, valueAt(), Packed.valueLength(bytes, at));
    }

    boolean hasKey(byte[] key) {
        return Arrays.equals(content(), keyAt(), valueAt(), key, 0, key.length);
    }

    int compareKey(byte[] key) {
        return Arrays.compareUnsigned(content(), keyAt(), valueAt(), key, 0, key.length);
    }

    int compareKey(MerkleEntry other) {
        return Arrays.compareUnsigned(content(), keyAt(), valueAt(), other.content(), other.keyAt(), other.valueAt());
    }

    boolean sameValue(MerkleEntry other) {
        int end = valueAt() + Packed.valueLength(bytes, at);
        int otherEnd = other.valueAt() + Packed.valueLength(other.bytes, other.at);
        return (content() == other.content() && valueAt() == other.valueAt())
                || Arrays.equals(content(), valueAt(), end, other.content(), other.valueAt(), otherEnd);
    }

    private byte[] content() {
        return large == null ? bytes : large;
    }

    private int keyAt() {
        return large == null ? Packed.content(at) : 0;
    }

    private int valueAt() {
        return keyAt() + Packed.keyLength(bytes, at);
    }
}

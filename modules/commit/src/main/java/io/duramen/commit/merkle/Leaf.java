// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.Arrays;

/** An entry with its hashes, on its way into a bucket or out of one; its bytes lie in arrays of others. */
final class Leaf {
    /** {@code key hash | value hash}. */
    final byte[] hashes;

    final long version;
    private final byte[] keyFrom;
    private final int keyAt;
    private final int keyLength;
    private final byte[] valueFrom;
    private final int valueAt;
    private final int valueLength;

    private Leaf(
            byte[] hashes,
            long version,
            byte[] keyFrom,
            int keyAt,
            int keyLength,
            byte[] valueFrom,
            int valueAt,
            int valueLength) {
        this.hashes = hashes;
        this.version = version;
        this.keyFrom = keyFrom;
        this.keyAt = keyAt;
        this.keyLength = keyLength;
        this.valueFrom = valueFrom;
        this.valueAt = valueAt;
        this.valueLength = valueLength;
    }

    /** Makes the leaf of a key and a value. Takes an array with room for both hashes, in which the key's is. */
    static Leaf of(byte[] key, byte[] hashes, byte[] value, long version, Hasher hasher) {
        hasher.value(value, 0, value.length, hashes, Root.BYTES);
        return new Leaf(hashes, version, key, 0, key.length, value, 0, value.length);
    }

    /** Makes the leaf of an entry that lies inline in an array. */
    static Leaf inline(byte[] bytes, int at, Hasher hasher) {
        byte[] hashes = new byte[2 * Root.BYTES];
        hasher.key(bytes, Packed.content(at), Packed.keyLength(bytes, at), hashes, 0);
        return inline(hashes, bytes, at, hasher);
    }

    /** As above, of an entry whose key was hashed before. Takes an array with room for both hashes, in which the key's is. */
    static Leaf inline(byte[] hashes, byte[] bytes, int at, Hasher hasher) {
        int keyLength = Packed.keyLength(bytes, at);
        int valueLength = Packed.valueLength(bytes, at);
        int keyAt = Packed.content(at);
        int valueAt = keyAt + keyLength;
        hasher.value(bytes, valueAt, valueLength, hashes, Root.BYTES);
        return new Leaf(hashes, Packed.version(bytes, at), bytes, keyAt, keyLength, bytes, valueAt, valueLength);
    }

    /** Makes the leaf of a large entry of which an array holds the hashes. */
    static Leaf large(byte[] bytes, int at, byte[] own) {
        int hashes = Packed.content(at);
        int keyLength = Packed.keyLength(bytes, at);
        return new Leaf(
                Arrays.copyOfRange(bytes, hashes, hashes + 2 * Root.BYTES),
                Packed.version(bytes, at),
                own,
                0,
                keyLength,
                own,
                keyLength,
                Packed.valueLength(bytes, at));
    }

    /** Compares two by the hashes of their keys. */
    static int compare(Leaf a, Leaf b) {
        return compareKeys(a.hashes, b.hashes);
    }

    /** Compares two arrays that begin with the hash of a key. */
    static int compareKeys(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, 0, Root.BYTES, b, 0, Root.BYTES);
    }

    boolean isLarge() {
        return Packed.isLarge(keyLength, valueLength);
    }

    /** Returns how many bytes {@link #pack} writes. */
    int size() {
        return Packed.size(keyLength, valueLength);
    }

    void pack(byte[] bytes, int at) {
        Packed.putHead(bytes, at, version, keyLength, valueLength);
        int content = Packed.content(at);
        if (isLarge()) {
            System.arraycopy(hashes, 0, bytes, content, hashes.length);
        } else {
            copyTo(bytes, content);
        }
    }

    /** Returns key and value of a large entry in an array of their own, which may be shared. */
    byte[] own() {
        if (keyFrom == valueFrom && keyFrom.length == keyLength + valueLength) {
            return keyFrom; // it was large before
        }
        byte[] own = new byte[Math.addExact(keyLength, valueLength)];
        copyTo(own, 0);
        return own;
    }

    private void copyTo(byte[] bytes, int at) {
        System.arraycopy(keyFrom, keyAt, bytes, at, keyLength);
        System.arraycopy(valueFrom, valueAt, bytes, at + keyLength, valueLength);
    }
}

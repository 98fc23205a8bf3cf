// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of byte keys to byte values with a {@linkplain Root root} and {@linkplain MerkleProof proofs}. A change
 * makes a new version that shares everything else with the old one; a version stays readable for as long as it is referenced.
 *
 * <p>The tree is a binary radix tree over {@code SHA-256(salt || key)} with buckets of up to eight keys, after the Jellyfish
 * Merkle tree of Gao, Hu and Wu. Its shape, and so its root, depends on the set of entries alone. The exact hashes stand in
 * {@code docs/formats/merkle.md}.
 *
 * <p><b>Thread safety:</b> immutable; use from any thread.
 */
public final class MerkleMap {

    /** The size of a salt in bytes. */
    public static final int SALT_BYTES = Hasher.SALT_BYTES;

    private final Hasher prototype;
    private final Node top;
    private final Root root;

    private MerkleMap(Hasher prototype, Node top, Hasher hasher) {
        this.prototype = prototype;
        this.top = top;
        this.root = Root.wrap(hasher.root(top.count(), top.hash()));
    }

    /**
     * Returns the map without entries.
     *
     * @param salt {@value #SALT_BYTES} random bytes, chosen once for a store, so that nobody can prepare keys that crowd one
     *     part of the tree; copied
     * @return the map
     */
    public static MerkleMap empty(byte[] salt) {
        Hasher hasher = new Hasher(salt);
        return new MerkleMap(hasher.copy(), new Node.Empty(hasher), hasher);
    }

    /**
     * Returns this map with changes applied. Each touched node is hashed once, however many changes lie below it, so that a
     * map is built best by one call.
     *
     * @param changes the changes, at most one a key
     * @return the new version; this one stays as it is
     * @throws IllegalArgumentException if a key is changed twice
     */
    public MerkleMap with(Collection<MerkleChange> changes) {
        if (changes.isEmpty()) {
            return this;
        }
        Hasher hasher = prototype.copy();
        List<TreeEditor.Edit> edits = new ArrayList<>(changes.size());
        for (MerkleChange change : changes) {
            byte[] keyHash = hasher.key(change.key);
            byte[] value = change.value;
            MerkleEntry entry = value == null ? null : new MerkleEntry(change.key, value, keyHash, hasher.value(value));
            edits.add(new TreeEditor.Edit(keyHash, entry));
        }
        edits.sort((a, b) -> Arrays.compareUnsigned(a.keyHash, b.keyHash));
        for (int i = 1; i < edits.size(); i++) {
            if (Arrays.equals(edits.get(i - 1).keyHash, edits.get(i).keyHash)) {
                throw new IllegalArgumentException("two changes of one key in one call");
            }
        }
        return new MerkleMap(prototype, new TreeEditor(hasher, edits).apply(top), hasher);
    }

    /**
     * Returns this map with one key set.
     *
     * @param key the key; not copied, not to be altered afterwards
     * @param value the value; not copied, not to be altered afterwards
     * @return the new version; this one stays as it is
     */
    public MerkleMap put(byte[] key, byte[] value) {
        return with(List.of(MerkleChange.put(key, value)));
    }

    /**
     * Returns this map without a key.
     *
     * @param key the key, which need not be there
     * @return the new version; this one stays as it is
     */
    public MerkleMap delete(byte[] key) {
        return with(List.of(MerkleChange.delete(key)));
    }

    /**
     * Looks a key up.
     *
     * @param key the key
     * @return its entry, or {@code null} if it is not there
     */
    public @Nullable MerkleEntry find(byte[] key) {
        byte[] keyHash = prototype.copy().key(key);
        Node node = top;
        for (int depth = 0; node instanceof Node.Inner inner; depth++) {
            node = Path.right(keyHash, depth) ? inner.right : inner.left;
        }
        if (node instanceof Node.Bucket bucket) {
            for (MerkleEntry entry : bucket.entries) {
                if (Arrays.equals(entry.keyHash, keyHash)) {
                    return entry;
                }
            }
        }
        return null;
    }

    /**
     * Proves that a key has its value, or that it is not there.
     *
     * @param key the key
     * @return the proof, to be checked against a root obtained elsewhere
     */
    public MerkleProof prove(byte[] key) {
        byte[] keyHash = prototype.copy().key(key);
        List<byte[]> siblings = new ArrayList<>();
        Node node = top;
        for (int depth = 0; node instanceof Node.Inner inner; depth++) {
            boolean right = Path.right(keyHash, depth);
            siblings.add((right ? inner.left : inner.right).hash());
            node = right ? inner.right : inner.left;
        }
        byte[] value = null;
        List<byte[]> bucket = new ArrayList<>();
        if (node instanceof Node.Bucket found) {
            for (MerkleEntry entry : found.entries) {
                bucket.add(MerkleProof.leaf(entry.keyHash, entry.valueHash));
                if (Arrays.equals(entry.keyHash, keyHash)) {
                    value = entry.value;
                }
            }
        }
        return new MerkleProof(prototype.salt(), size(), key.clone(), value, siblings, bucket);
    }

    /**
     * Returns the root.
     *
     * @return the root of this version
     */
    public Root root() {
        return root;
    }

    /**
     * Returns how many keys there are.
     *
     * @return the number of entries
     */
    public long size() {
        return top.count();
    }

    /**
     * Returns the salt.
     *
     * @return a copy
     */
    public byte[] salt() {
        return prototype.salt();
    }

    /**
     * Returns every entry in the order of the keys' bytes, unsigned. The tree is in the order of hashes, so that this sorts:
     * it takes a reference an entry and {@code n log n} comparisons of keys.
     *
     * @return the entries in a new list
     */
    public List<MerkleEntry> entries() {
        List<MerkleEntry> entries = new ArrayList<>(top.count());
        collect(top, entries::add);
        entries.sort(Comparator.comparing(entry -> entry.key, Arrays::compareUnsigned));
        return entries;
    }

    private static void collect(Node node, Consumer<MerkleEntry> target) {
        if (node instanceof Node.Inner inner) {
            collect(inner.left, target);
            collect(inner.right, target);
        } else if (node instanceof Node.Bucket bucket) {
            bucket.entries.forEach(target);
        }
    }
}

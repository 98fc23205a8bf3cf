// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.merkle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
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
    private final KeyOrders orders;
    private final Node top;
    private final Root root;

    /** Takes a hasher that is used for nothing else and one to use. */
    MerkleMap(Hasher prototype, KeyOrders orders, Node top, Hasher hasher) {
        this.prototype = prototype;
        this.orders = orders;
        this.top = top;
        this.root = Root.wrap(hasher.root(top.count(), top.hash(hasher)));
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
        return new MerkleMap(hasher.copy(), new KeyOrders(), Node.Empty.NODE, hasher);
    }

    /**
     * Returns this map with changes applied, each key set getting the version of its change. Each touched node is hashed once,
     * however many changes lie below it, so that a map is built best by one call.
     *
     * @param changes the changes, at most one a key
     * @return the new version; this one stays as it is
     * @throws IllegalArgumentException if a key is changed twice
     */
    public MerkleMap with(Collection<MerkleChange> changes) {
        return with(changes, change -> change.version);
    }

    /**
     * Returns this map with the changes of one commit applied: every key set gets the commit's version, whatever its change
     * says.
     *
     * @param changes the changes, at most one a key
     * @param version the log sequence number of the commit, higher than that of any before
     * @return the new version; this one stays as it is
     * @throws IllegalArgumentException if a key is changed twice
     */
    public MerkleMap with(Collection<MerkleChange> changes, long version) {
        return with(changes, change -> version);
    }

    private MerkleMap with(Collection<MerkleChange> changes, ToLongFunction<MerkleChange> versions) {
        if (changes.isEmpty()) {
            return this;
        }
        Hasher hasher = prototype.copy();
        List<TreeEditor.Edit> edits = new ArrayList<>(changes.size());
        for (MerkleChange change : changes) {
            byte[] hashes = hasher.ofKey(change.key);
            byte[] value = change.value;
            Leaf leaf = value == null ? null : Leaf.of(change.key, hashes, value, versions.applyAsLong(change), hasher);
            edits.add(new TreeEditor.Edit(hashes, leaf));
        }
        edits.sort(TreeEditor.Edit::compare);
        for (int i = 1; i < edits.size(); i++) {
            if (TreeEditor.Edit.compare(edits.get(i - 1), edits.get(i)) == 0) {
                throw new IllegalArgumentException("two changes of one key in one call");
            }
        }
        return withTop(new TreeEditor(hasher, edits).apply(top, 0), edits.size(), hasher);
    }

    /** Returns the map with another tree, in which some keys were changed. */
    MerkleMap withTop(Node changed, int keys, Hasher hasher) {
        orders.changed(keys, top.count());
        return new MerkleMap(prototype, orders, changed, hasher);
    }

    /** Returns a hasher that is used for nothing else. */
    Hasher hasher() {
        return prototype.copy();
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
        return node instanceof Bucket bucket ? bucket.find(key, prototype) : null;
    }

    /**
     * Proves that a key has its value, or that it is not there.
     *
     * @param key the key
     * @return the proof, to be checked against a root obtained elsewhere
     */
    public MerkleProof prove(byte[] key) {
        Hasher hasher = prototype.copy();
        byte[] keyHash = hasher.key(key);
        List<byte[]> siblings = new ArrayList<>();
        Node node = top;
        for (int depth = 0; node instanceof Node.Inner inner; depth++) {
            boolean right = Path.right(keyHash, depth);
            siblings.add(inner.hashOfHalf(!right));
            node = right ? inner.right : inner.left;
        }
        byte[] value = null;
        List<byte[]> bucket = new ArrayList<>();
        if (node instanceof Bucket found) {
            for (Leaf leaf : found.leaves(hasher)) {
                bucket.add(leaf.hashes);
            }
            MerkleEntry entry = found.find(key, prototype);
            value = entry == null ? null : entry.value();
        }
        return new MerkleProof(prototype.salt(), size(), key.clone(), value, siblings, bucket);
    }

    /**
     * Tells what leads from an older map to this one: applied to the older by {@link #with(Collection)} it gives this map, with
     * the same versions. Only parts of the trees that differ are walked, so that it costs what about {@code log n} nodes a
     * change cost, however many keys there are.
     *
     * <p>A key that was set to the value it had is told too, because its version differs. For that the older map must be one
     * this was made from, with versions that only grew; between others it is only certain that keys and values come out right.
     *
     * @param older the older map
     * @param target hears of each key set, with its version, and each deleted, at most once a key, in the order of key hashes
     * @throws SaltMismatchException if the maps have different salts
     */
    public void diff(MerkleMap older, Consumer<MerkleChange> target) {
        checkSalt(older);
        TreeDiff.withVersions(prototype, (before, after) -> target.accept(change(before, after)))
                .run(older.top, top);
    }

    private static MerkleChange change(@Nullable MerkleEntry before, @Nullable MerkleEntry after) {
        if (after != null) {
            return MerkleChange.put(after.key(), after.value(), after.version());
        }
        return MerkleChange.delete(Objects.requireNonNull(before).key());
    }

    /**
     * Tells in which keys and values this map differs from another; versions do not count. Only parts of the trees that
     * differ are walked.
     *
     * @param older the other map
     * @param target hears of each difference, in the order of key hashes
     * @throws SaltMismatchException if the maps have different salts
     */
    public void compare(MerkleMap older, Difference target) {
        checkSalt(older);
        TreeDiff.ofValues(prototype, target).run(older.top, top);
    }

    /** Takes what differs between two maps. */
    @FunctionalInterface
    public interface Difference {
        /**
         * Takes one difference.
         *
         * @param before the entry in the older map, {@code null} if the key is not in it
         * @param after the entry in the newer map, {@code null} if the key is not in it; not both are {@code null}
         */
        void found(@Nullable MerkleEntry before, @Nullable MerkleEntry after);
    }

    /**
     * Tells whether another map has the same salt, so that the two can be compared node by node.
     *
     * @param other the other map
     * @return {@code true} if so
     */
    public boolean sameSalt(MerkleMap other) {
        return prototype.sameSalt(other.prototype);
    }

    private void checkSalt(MerkleMap other) {
        if (!sameSalt(other)) {
            throw new SaltMismatchException();
        }
    }

    /** The top node. */
    Node top() {
        return top;
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
     * Returns every entry in the order of the keys' bytes, unsigned. The tree is in the order of hashes, so that this sorts,
     * unless {@link #range} was asked of this version: it takes a reference an entry and {@code n log n} comparisons of keys.
     *
     * @return the entries
     */
    public List<MerkleEntry> entries() {
        KeyOrder order = orders.ifThere(top);
        if (order != null) {
            return order.range(new byte[0], null);
        }
        List<MerkleEntry> entries = new ArrayList<>(top.count());
        collect(top, prototype, entries::add);
        entries.sort(MerkleEntry::compareKey);
        return entries;
    }

    /**
     * Goes through every entry in the order of the keys' bytes, unsigned, for one who needs each once and has no memory to
     * spare: keys are sorted some at a time, and for each time the whole tree is gone through.
     *
     * @param most how many entries may be held at a time, about; at least 1
     * @return the entries; each iteration sorts anew
     */
    public Iterable<MerkleEntry> slices(int most) {
        return () -> new KeySlices(top, prototype, most);
    }

    /**
     * Returns the entries between two keys in the order of the keys' bytes, unsigned. The first call sorts; the order is then
     * kept, a reference an entry, as long as there is memory to spare, and a later version's is made from it: that copies the
     * references and searches once a changed key.
     *
     * @param from the first key that may be returned
     * @param to the first key behind those returned, or {@code null} for all from {@code from} on
     * @return the entries, unmodifiable; it keeps all entries of this version reachable
     */
    public List<MerkleEntry> range(byte[] from, byte @Nullable [] to) {
        return orders.of(top, prototype).range(from, to);
    }

    /** Gives every entry at or below a node, in the order of key hashes. */
    static void collect(Node node, Hasher prototype, Consumer<MerkleEntry> target) {
        if (node instanceof Node.Inner inner) {
            collect(inner.left, prototype, target);
            collect(inner.right, prototype, target);
        } else if (node instanceof Bucket bucket) {
            bucket.forEach(prototype, target);
        }
    }
}

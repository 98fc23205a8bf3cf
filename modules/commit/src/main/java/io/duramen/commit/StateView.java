// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One durable version of a state: keys and values as they were after some commit that survives a crash.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread. A {@linkplain ReadableStore#snapshot snapshot} never
 * changes; a store answers each call from its last durable version.
 */
public interface StateView {

    /**
     * Returns the number of the version.
     *
     * @return the log sequence number of the last transaction in it, 0 if there is none
     */
    long lsn();

    /**
     * Returns the root over every key and value.
     *
     * @return the root
     */
    Root root();

    /**
     * Tells whether this is all that was committed up to now, as far as can be known. It is not where something stands against
     * the rest: in {@linkplain SafeMode safe mode}, and in a damaged store opened for reading. Every key and value is verified
     * then, too; but later transactions may be lost or unreadable.
     *
     * @return {@code false} if something is known to be missing or unreadable
     */
    default boolean isComplete() {
        return true;
    }

    /**
     * Returns how many keys there are.
     *
     * @return the number of keys
     */
    long size();

    /**
     * Looks a key up.
     *
     * @param key the key
     * @return a copy of its value, or {@code null} if it is not there
     */
    byte @Nullable [] get(byte[] key);

    /**
     * Tells which version a key has, so that a transaction can {@linkplain Changes#expectVersion expect} it.
     *
     * @param key the key
     * @return the LSN of the transaction that last set it, also if it set it to the value it had; 0 if it is not there
     */
    long version(byte[] key);

    /**
     * Proves to somebody who knows {@link #root} that a key has its value, or that it is not there.
     *
     * @param key the key, 1 to 16384 bytes
     * @return the proof
     */
    MerkleProof prove(byte[] key);

    /**
     * Returns every key with its value in the order of the keys' bytes, unsigned.
     *
     * <p>The entries are those of one version, whatever is committed meanwhile. A call sorts, unless {@link #range} has left
     * the order of this very version: it takes a reference a key and {@code n log n} comparisons.
     *
     * @return the entries; its iterator does not remove
     */
    Iterable<MerkleEntry> entries();

    /**
     * Returns the keys that begin with some bytes, with their values, in the order of the keys' bytes, unsigned. It costs what
     * {@link #range} costs.
     *
     * @param prefix the bytes, possibly none; not retained
     * @return the entries of one version; its iterator does not remove
     */
    default Iterable<MerkleEntry> entries(byte[] prefix) {
        return range(prefix, KeyRange.behind(prefix));
    }

    /**
     * Returns the keys between two, with their values, in the order of the keys' bytes, unsigned.
     *
     * <p>The first call on a state sorts all of its keys and keeps the order, a reference a key, for as long as there is
     * memory to spare. From then on a call costs a search and what it returns; if something was committed since the last one,
     * it first brings the order up to date, which copies the references and searches once a changed key.
     *
     * @param from the first key that may be returned; none are passed over if it is empty; not retained
     * @param to the first key behind those returned, or {@code null} for all from {@code from} on; not retained
     * @return the entries of one version; its iterator does not remove
     */
    Iterable<MerkleEntry> range(byte[] from, byte @Nullable [] to);

    /**
     * Tells in which keys this version differs from another, usually an older one: which were added since, removed, or given
     * another value. A key that was set to the value it had is not among them.
     *
     * <p>Of two versions of one store only what differs is looked at, about {@code log n} nodes of the tree a key. States of
     * different stores are compared key by key.
     *
     * @param older the other version; of a store, its last durable one
     * @return the differences in the order of the keys' bytes, unsigned
     */
    List<KeyChange> diff(StateView older);
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
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
     * Proves to somebody who knows {@link #root} that a key has its value, or that it is not there.
     *
     * @param key the key, 1 to 16384 bytes
     * @return the proof
     */
    MerkleProof prove(byte[] key);

    /**
     * Returns every key with its value in the order of the keys' bytes, unsigned.
     *
     * <p>The entries are those of one version, whatever is committed meanwhile. Each call sorts: it takes a reference a key
     * and {@code n log n} comparisons.
     *
     * @return the entries; its iterator does not remove
     */
    Iterable<MerkleEntry> entries();
}

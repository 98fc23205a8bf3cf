// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;
import org.jspecify.annotations.Nullable;

/**
 * The changes of a transaction in the making. The last change of a key counts.
 *
 * <p>A transaction may name conditions under which alone it is to be committed: {@link #expectRoot} and {@link
 * #expectVersion}. They are checked in the moment it gets its place among the others, against the state it is then applied to,
 * without its own changes; if one does not hold, nothing is written and a {@link TransactionConflictException} is thrown.
 *
 * <p><b>Thread safety:</b> none; one thread at a time, and only until the transaction ends.
 */
public interface Changes {

    /**
     * Gives a key a value, whether or not it has one.
     *
     * @param key 1 to 16384 bytes; copied
     * @param value the value, possibly empty; copied
     * @return this
     */
    Changes put(byte[] key, byte[] value);

    /**
     * Removes a key, if it is there.
     *
     * @param key 1 to 16384 bytes; copied
     * @return this
     */
    Changes delete(byte[] key);

    /**
     * Looks a key up as it will be after the changes made so far.
     *
     * @param key the key
     * @return a copy of its value, or {@code null} if it is not there
     */
    byte @Nullable [] get(byte[] key);

    /**
     * Tells which version a key has, without the changes made here. That counts as reading it: if another transaction sets the
     * key meanwhile, be it to the value it has, this one is not committed.
     *
     * @param key the key
     * @return the LSN of the transaction that last set it, 0 if it is not there
     */
    long version(byte[] key);

    /**
     * Commits only if the state is a certain one.
     *
     * @param root the root of the state to which the changes may be applied
     * @return this
     */
    Changes expectRoot(Root root);

    /**
     * Commits only if a key has a certain version.
     *
     * @param key 1 to 16384 bytes; copied
     * @param version the version it must have, see {@link StateView#version}; 0 if it must not be there
     * @return this
     */
    Changes expectVersion(byte[] key, long version);

    /**
     * Names who makes the changes; recorded in the log with them.
     *
     * @param actor at most 255 bytes of UTF-8
     * @return this
     */
    Changes actor(String actor);

    /**
     * Returns the transaction's number.
     *
     * @return a number from 1 that no other committed transaction of the store has; one that was never committed may be given
     *     again after reopening
     */
    long transactionId();
}

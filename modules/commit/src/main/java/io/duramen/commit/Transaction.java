// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.merkle.Root;
import java.util.concurrent.CompletionStage;

/**
 * A transaction that its owner commits or rolls back, begun by {@link StateStore#begin}. It reads the version that was
 * durable when it began, and its own changes, which nobody else sees until it has committed.
 *
 * <p>After {@link #commit}, {@link #commitAsync}, {@link #rollback} or {@link #close} every other method throws {@link
 * TransactionClosedException}.
 */
public interface Transaction extends Changes, AutoCloseable {

    @Override
    Transaction put(byte[] key, byte[] value);

    @Override
    Transaction delete(byte[] key);

    @Override
    Transaction expectRoot(Root root);

    @Override
    Transaction expectVersion(byte[] key, long version);

    @Override
    Transaction actor(String actor);

    /**
     * Marks this moment, so that the transaction can go back to it.
     *
     * @return the savepoint, good until the transaction ends or goes back to an earlier one
     */
    Savepoint savepoint();

    /**
     * Goes back to a savepoint: the changes, the conditions and the actor are as they were then, and reads show it. What was
     * read since still counts at {@link #commit}, since it may have led to going back. The savepoint stays good; later ones do
     * not.
     *
     * @param savepoint the savepoint
     * @return this
     * @throws IllegalArgumentException if it is another transaction's, or the transaction went back behind it; nothing was
     *     changed
     */
    Transaction rollbackTo(Savepoint savepoint);

    /**
     * Commits the changes and waits until they are durable. Without changes nothing is written, and the receipt names the
     * version the transaction saw.
     *
     * @return the receipt
     * @throws KeyConflictException if a key this transaction has read was changed since it began, or a key has not the
     *     version {@linkplain #expectVersion expected}; nothing was written
     * @throws RootConflictException if the state has not the root {@linkplain #expectRoot expected}; nothing was written
     * @throws TransactionTooLargeException if the changes are over the limit; nothing was written
     * @throws StoreFullException if there is no space; nothing remains of the transaction
     * @throws StoreFailedException if this or an earlier write failed; whether the transaction survives is unknown
     */
    CommitReceipt commit();

    /**
     * Commits the changes without waiting; see {@link StateStore#commitAsync}.
     *
     * @return completes when {@link #commit} would return, exceptionally with whatever it would throw
     */
    CompletionStage<CommitReceipt> commitAsync();

    /** Drops the changes. Nothing was written of them anywhere. */
    void rollback();

    /** Rolls back unless the transaction has ended. */
    @Override
    void close();
}

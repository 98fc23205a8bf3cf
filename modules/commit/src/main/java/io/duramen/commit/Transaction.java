// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

/**
 * A transaction that its owner commits or rolls back, begun by {@link StateStore#begin}. It reads the version that was
 * durable when it began, and its own changes, which nobody else sees until it has committed.
 *
 * <p>After {@link #commit}, {@link #rollback} or {@link #close} every other method throws {@link
 * TransactionClosedException}.
 */
public interface Transaction extends Changes, AutoCloseable {

    @Override
    Transaction put(byte[] key, byte[] value);

    @Override
    Transaction delete(byte[] key);

    @Override
    Transaction actor(String actor);

    /**
     * Commits the changes and waits until they are durable. Without changes nothing is written, and the receipt names the
     * version the transaction saw.
     *
     * @return the receipt
     * @throws TransactionConflictException if a key this transaction has read was changed since it began; nothing was written
     * @throws TransactionTooLargeException if the changes do not fit one record; nothing was written
     * @throws StoreFullException if there is no space; nothing remains of the transaction
     * @throws StoreFailedException if this or an earlier write failed; whether the transaction survives is unknown
     */
    CommitReceipt commit();

    /** Drops the changes. Nothing was written of them anywhere. */
    void rollback();

    /** Rolls back unless the transaction has ended. */
    @Override
    void close();
}

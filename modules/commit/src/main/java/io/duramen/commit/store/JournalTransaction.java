// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.CommitReceipt;
import io.duramen.commit.Transaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A transaction whose owner decides when it ends. */
final class JournalTransaction implements Transaction {
    private final PendingChanges changes;
    private final Function<PendingChanges, CommitReceipt> committer;

    JournalTransaction(PendingChanges changes, Function<PendingChanges, CommitReceipt> committer) {
        this.changes = changes;
        this.committer = committer;
    }

    @Override
    public Transaction put(byte[] key, byte[] value) {
        changes.put(key, value);
        return this;
    }

    @Override
    public Transaction delete(byte[] key) {
        changes.delete(key);
        return this;
    }

    @Override
    public Transaction actor(String actor) {
        changes.actor(actor);
        return this;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return changes.get(key);
    }

    @Override
    public long transactionId() {
        return changes.transactionId();
    }

    @Override
    public CommitReceipt commit() {
        changes.checkOpen();
        changes.end();
        return committer.apply(changes);
    }

    @Override
    public void rollback() {
        changes.checkOpen();
        changes.end();
    }

    @Override
    public void close() {
        changes.end();
    }
}

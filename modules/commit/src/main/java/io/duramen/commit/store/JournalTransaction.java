// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.CommitReceipt;
import io.duramen.commit.Savepoint;
import io.duramen.commit.Transaction;
import io.duramen.commit.merkle.Root;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A transaction whose owner decides when it ends. */
final class JournalTransaction implements Transaction {
    private final PendingChanges changes;
    private final Committer committer;

    /** Commits changes that are complete. What is asked for them runs when they have their place to get. */
    interface Committer {
        CommitReceipt commit(Supplier<PendingChanges> changes);

        CompletionStage<CommitReceipt> commitAsync(Supplier<PendingChanges> changes);
    }

    JournalTransaction(PendingChanges changes, Committer committer) {
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
    public Transaction expectRoot(Root root) {
        changes.expectRoot(root);
        return this;
    }

    @Override
    public Transaction expectVersion(byte[] key, long version) {
        changes.expectVersion(key, version);
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
    public long version(byte[] key) {
        return changes.version(key);
    }

    @Override
    public long transactionId() {
        return changes.transactionId();
    }

    @Override
    public Savepoint savepoint() {
        return changes.savepoint();
    }

    @Override
    public Transaction rollbackTo(Savepoint savepoint) {
        changes.rollbackTo(savepoint);
        return this;
    }

    @Override
    public CommitReceipt commit() {
        return committer.commit(this::ended);
    }

    @Override
    public CompletionStage<CommitReceipt> commitAsync() {
        return committer.commitAsync(this::ended);
    }

    private PendingChanges ended() {
        changes.checkOpen();
        changes.end();
        return changes;
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

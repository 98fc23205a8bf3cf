// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.Changes;
import io.duramen.commit.CheckpointReceipt;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.SafeMode;
import io.duramen.commit.SafeModeException;
import io.duramen.commit.Snapshots;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreStatistics;
import io.duramen.commit.Transaction;
import io.duramen.commit.VerificationReport;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import io.duramen.crypto.KeyHolder;
import io.duramen.wal.WalStatistics;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A store in safe mode: what was opened for reading, and a refusal for everything that writes. It holds no lock. */
final class SafeModeStore implements StateStore {
    private final ReadableStore reader;
    private final SafeMode safeMode;

    SafeModeStore(ReadableStore reader, SafeMode safeMode) {
        this.reader = reader;
        this.safeMode = safeMode;
    }

    private SafeModeException refusal() {
        reader.snapshot(); // says so if the store is closed
        return new SafeModeException(reader.recoveryReport().directory(), safeMode);
    }

    @Override
    public List<KeyHolder> keys() {
        throw refusal();
    }

    @Override
    public CommitReceipt commit(Consumer<Changes> body) {
        throw refusal();
    }

    @Override
    public CompletionStage<CommitReceipt> commitAsync(Consumer<Changes> body) {
        try {
            return CompletableFuture.failedFuture(refusal());
        } catch (StoreClosedException e) {
            return CompletableFuture.failedFuture(e); // it throws nothing itself
        }
    }

    @Override
    public List<CommitReceipt> commitAll(List<Consumer<Changes>> bodies) {
        throw refusal();
    }

    @Override
    public Transaction begin() {
        throw refusal();
    }

    @Override
    public CheckpointReceipt checkpoint() {
        throw refusal();
    }

    @Override
    public Snapshots snapshots() {
        throw refusal(); // StateStore.snapshots(storage, options) lists them all the same
    }

    @Override
    public Optional<SafeMode> safeMode() {
        return Optional.of(safeMode);
    }

    @Override
    public StateView snapshot() {
        return reader.snapshot();
    }

    @Override
    public long lsn() {
        return reader.lsn();
    }

    @Override
    public boolean isComplete() {
        return reader.isComplete();
    }

    @Override
    public Root root() {
        return reader.root();
    }

    @Override
    public long size() {
        return reader.size();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return reader.get(key);
    }

    @Override
    public long version(byte[] key) {
        return reader.version(key);
    }

    @Override
    public MerkleProof prove(byte[] key) {
        return reader.prove(key);
    }

    @Override
    public Iterable<MerkleEntry> entries() {
        return reader.entries();
    }

    @Override
    public RecoveryReport recoveryReport() {
        return reader.recoveryReport();
    }

    @Override
    public VerificationReport verify(Progress progress) {
        return reader.verify(progress);
    }

    @Override
    public StoreStatistics statistics() {
        reader.snapshot();
        RecoveryReport report = reader.recoveryReport();
        return new StoreStatistics(
                0, 0, 0, 0, report.generation(), report.checkpointLsn(), new WalStatistics(0, 0, 0, 0, 0, 0, 0, 0));
    }

    @Override
    public void close() {
        reader.close();
    }
}

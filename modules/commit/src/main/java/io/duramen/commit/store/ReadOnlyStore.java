// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.VerificationReport;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.wal.ReadableLog;
import org.jspecify.annotations.Nullable;

/** A store opened for reading: one version, and the log it came from. */
final class ReadOnlyStore implements ReadableStore {
    private final Storage storage;
    private final StoreOptions options;
    private final ReadableLog log;
    private final MapView view;
    private final RecoveryReport report;
    private volatile boolean closed;

    ReadOnlyStore(Storage storage, StoreOptions options, ReadableLog log, Version version, RecoveryReport report) {
        this.storage = storage;
        this.options = options;
        this.log = log;
        this.view = new MapView(version, report.damage() == null);
        this.report = report;
    }

    @Override
    public StateView snapshot() {
        if (closed) {
            throw new StoreClosedException(storage.describe(""));
        }
        return view;
    }

    @Override
    public long lsn() {
        return snapshot().lsn();
    }

    @Override
    public boolean isComplete() {
        return snapshot().isComplete();
    }

    @Override
    public Root root() {
        return snapshot().root();
    }

    @Override
    public long size() {
        return snapshot().size();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return snapshot().get(key);
    }

    @Override
    public long version(byte[] key) {
        return snapshot().version(key);
    }

    @Override
    public MerkleProof prove(byte[] key) {
        return snapshot().prove(key);
    }

    @Override
    public Iterable<MerkleEntry> entries() {
        return snapshot().entries();
    }

    @Override
    public RecoveryReport recoveryReport() {
        return report;
    }

    @Override
    public VerificationReport verify(Progress progress) {
        snapshot();
        return new Verification(storage, options.sealing(), log, progress).run();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            log.close();
        }
    }
}

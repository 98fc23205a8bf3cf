// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.Changes;
import io.duramen.commit.CheckpointReceipt;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.StoreStatistics;
import io.duramen.commit.Transaction;
import io.duramen.commit.VerificationReport;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.wal.WriteAheadLog;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The store in which the sync of a transaction's record is the only commit point, and checkpoints follow when they are due. */
final class JournalStore implements StateStore {
    private final Storage storage;
    private final StoreOptions options;
    private final WriteAheadLog log;
    private final Sequencer sequencer;
    private final Checkpoints checkpoints;
    private final CheckpointRunner runner;
    private final RecoveryReport report;
    private final LongAdder commits = new LongAdder();
    private final LongAdder operations = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();

    JournalStore(
            Storage storage,
            StoreOptions options,
            WriteAheadLog log,
            Sequencer sequencer,
            Checkpoints checkpoints,
            RecoveryReport report) {
        this.storage = storage;
        this.options = options;
        this.log = log;
        this.sequencer = sequencer;
        this.checkpoints = checkpoints;
        this.report = report;
        this.runner = new CheckpointRunner(checkpoints, options, storage.describe(""), report.storeId());
    }

    @Override
    public CommitReceipt commit(Consumer<Changes> body) {
        checkOpen();
        return finish(sequencer.place(body));
    }

    @Override
    public Transaction begin() {
        checkOpen();
        return new JournalTransaction(sequencer.begin(), changes -> {
            checkOpen();
            return finish(sequencer.place(changes));
        });
    }

    private CommitReceipt finish(Sequencer.Placed placed) {
        CommitReceipt receipt = sequencer.await(placed);
        if (placed.operations() > 0) {
            commits.increment();
            operations.add(placed.operations());
            runner.committed(placed.bytes());
        }
        return receipt;
    }

    @Override
    public CheckpointReceipt checkpoint() {
        checkOpen();
        sequencer.checkNotInBody();
        return runner.write();
    }

    @Override
    public StateView snapshot() {
        return view();
    }

    private MapView view() {
        checkOpen();
        return new MapView(sequencer.durable());
    }

    @Override
    public long lsn() {
        return view().lsn();
    }

    @Override
    public Root root() {
        return view().root();
    }

    @Override
    public long size() {
        return view().size();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return view().get(key);
    }

    @Override
    public MerkleProof prove(byte[] key) {
        return view().prove(key);
    }

    @Override
    public Iterable<MerkleEntry> entries() {
        return view().entries();
    }

    @Override
    public RecoveryReport recoveryReport() {
        return report;
    }

    @Override
    public VerificationReport verify(Progress progress) {
        checkOpen();
        return checkpoints.whileResting(() -> new Verification(storage, options.sealing(), log, progress).run());
    }

    @Override
    public StoreStatistics statistics() {
        checkOpen();
        CheckpointReceipt newest = checkpoints.newest();
        return new StoreStatistics(
                commits.sum(),
                operations.sum(),
                checkpoints.written(),
                checkpoints.failures(),
                newest.generation(),
                newest.lsn(),
                log.statistics());
    }

    @Override
    public void close() {
        sequencer.checkNotInBody();
        if (closed.compareAndSet(false, true)) {
            sequencer.close();
            runner.close();
            log.close();
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new StoreClosedException(storage.describe(""));
        }
    }
}

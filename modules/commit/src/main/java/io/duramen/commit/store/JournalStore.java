// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.Changes;
import io.duramen.commit.CheckpointReceipt;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.Snapshots;
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
import io.duramen.crypto.KeyHolder;
import io.duramen.storage.Storage;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The built-in store: the sync of a transaction's record is its only commit point, and checkpoints follow when due. */
final class JournalStore implements StateStore {
    private final Storage storage;
    private final StoreOptions options;
    private final WriteAheadLog log;
    private final Sequencer sequencer;
    private final Checkpoints checkpoints;
    private final CheckpointRunner runner;
    private final JournalSnapshots snapshots;
    private final @Nullable AnchorKeeper anchor;
    private final RecoveryReport report;
    private final LongAdder commits = new LongAdder();
    private final LongAdder operations = new LongAdder();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Committer committer = new Committer();

    JournalStore(
            Storage storage,
            StoreOptions options,
            WriteAheadLog log,
            Sequencer sequencer,
            Checkpoints checkpoints,
            @Nullable AnchorKeeper anchor,
            RecoveryReport report) {
        this.storage = storage;
        this.options = options;
        this.log = log;
        this.sequencer = sequencer;
        this.checkpoints = checkpoints;
        this.anchor = anchor;
        this.report = report;
        this.runner = new CheckpointRunner(checkpoints, options, storage.describe(""), report.storeId());
        this.snapshots = new JournalSnapshots(storage, options, checkpoints, runner);
    }

    @Override
    public CommitReceipt commit(Consumer<Changes> body) {
        checkOpen();
        return finish(sequencer.place(body));
    }

    @Override
    public CompletionStage<CommitReceipt> commitAsync(Consumer<Changes> body) {
        return later(() -> sequencer.place(body));
    }

    @Override
    public List<CommitReceipt> commitAll(List<Consumer<Changes>> bodies) {
        checkOpen();
        List<Sequencer.Placed> placed = sequencer.placeAll(bodies);
        return placed.stream().map(this::finish).toList();
    }

    @Override
    public Transaction begin() {
        checkOpen();
        return new JournalTransaction(sequencer.begin(), committer);
    }

    /** What commits the transactions that were begun here. */
    private final class Committer implements JournalTransaction.Committer {

        @Override
        public CommitReceipt commit(Supplier<PendingChanges> changes) {
            PendingChanges complete = changes.get();
            checkOpen();
            return finish(sequencer.place(complete));
        }

        @Override
        public CompletionStage<CommitReceipt> commitAsync(Supplier<PendingChanges> changes) {
            return later(() -> sequencer.place(changes.get()));
        }
    }

    private CompletionStage<CommitReceipt> later(Supplier<Sequencer.Placed> placing) {
        CompletableFuture<CommitReceipt> receipt = new CompletableFuture<>();
        try {
            checkOpen();
            Sequencer.Placed placed = placing.get();
            sequencer.whenArrived(placed, () -> complete(receipt, placed));
        } catch (RuntimeException | Error e) {
            receipt.completeExceptionally(e);
        }
        return receipt;
    }

    private void complete(CompletableFuture<CommitReceipt> receipt, Sequencer.Placed placed) {
        try {
            receipt.complete(finish(placed));
        } catch (RuntimeException | Error e) {
            receipt.completeExceptionally(e);
        }
    }

    private CommitReceipt finish(Sequencer.Placed placed) {
        CommitReceipt receipt = sequencer.await(placed);
        Staged staged = placed.staged();
        if (!staged.isEmpty()) {
            commits.increment();
            operations.add(staged.operations());
            runner.committed(staged.bytes(), staged.operations());
            if (anchor != null) {
                anchor.committed();
            }
        }
        return receipt;
    }

    @Override
    public CheckpointReceipt checkpoint() {
        checkOpen();
        sequencer.checkNotInBody();
        CheckpointReceipt receipt = runner.write();
        if (anchor != null) {
            anchor.wanted();
        }
        return receipt;
    }

    @Override
    public List<KeyHolder> keys() {
        checkOpen();
        KeyHolder files =
                CheckpointKeys.of(storage, options.sealing(), checkpoints, runner, report.storeId(), snapshots::freeId);
        return List.of(log.keys(), files);
    }

    @Override
    public Snapshots snapshots() {
        checkOpen();
        sequencer.checkNotInBody();
        return snapshots;
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
    public long version(byte[] key) {
        return view().version(key);
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
            try {
                if (anchor != null) {
                    anchor.close();
                }
            } finally {
                log.close();
            }
            sequencer.closeThreads();
        }
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new StoreClosedException(storage.describe(""));
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.MerkleBatch;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Applies a log's transactions to the state of a checkpoint.
 *
 * <p>{@link #fast} collects changes, applies as many at once as an eighth of the heap holds, and compares the last root only:
 * each node is hashed once, not once a transaction. {@link #careful} applies one transaction after the other and compares each root, which finds the one
 * that is wrong. Both check that each transaction starts at the root where the one before ended, and that {@code ROOT}, if
 * there is one, says the same as the log.
 */
final class Replay {
    private static final int PART_OF_HEAP = 8;

    private final ReadableLog log;
    private final String shownLog;
    private final Progress progress;
    private final RootWitness witness;
    private final long mostAtOnce;

    Replay(ReadableLog log, String shownLog, Progress progress, RootWitness witness) {
        this(log, shownLog, progress, witness, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** @param mostAtOnce how many bytes of changes are collected before they are applied */
    Replay(ReadableLog log, String shownLog, Progress progress, RootWitness witness, long mostAtOnce) {
        this.log = log;
        this.shownLog = shownLog;
        this.progress = progress;
        this.witness = witness;
        this.mostAtOnce = mostAtOnce;
    }

    /**
     * What came of it.
     *
     * @param version the version reached
     * @param transactions transactions applied
     * @param operations keys set and removed by them
     * @param rolledBack numbers of transactions that count for nothing, of which the log does not say so
     * @param transactionId the highest number of a transaction
     * @param problem why it ends there, or {@code null} if it is the end of the log
     */
    record Outcome(
            Version version,
            long transactions,
            long operations,
            List<Long> rolledBack,
            long transactionId,
            @Nullable String problem) {}

    /** Hears of versions on the way: of a careful replay each one, of a fast one the one that is watched. */
    interface Watcher {
        void reached(long lsn, Root root);
    }

    Outcome fast(Manifest manifest, MerkleMap base) throws DamagedException {
        return fast(manifest, base, 0, (lsn, root) -> {});
    }

    /** As above, and computes the root after one transaction on the way, if it comes by. */
    Outcome fast(Manifest manifest, MerkleMap base, long watched, Watcher watcher) throws DamagedException {
        Pass pass = new Pass(manifest, base);
        MerkleMap[] reached = {base};
        MerkleBatch[] batch = {new MerkleBatch(base)};
        pass.run((record, made) -> {
            for (MerkleChange change : made) {
                batch[0].add(change);
            }
            if (record.lsn() == watched || batch[0].bytes() >= mostAtOnce) {
                reached[0] = batch[0].apply();
                batch[0] = new MerkleBatch(reached[0]);
            }
            if (record.lsn() == watched) {
                watcher.reached(watched, reached[0].root());
            }
        });
        MerkleMap map = batch[0].apply();
        if (!map.root().equals(pass.root)) {
            throw new DamagedException(
                    shownLog,
                    "root " + pass.root + " after record " + pass.lsn,
                    map.root().toString());
        }
        return pass.outcome(map, null);
    }

    /** Never throws for what is wrong in the log: the outcome is the last version that is right. */
    Outcome careful(Manifest manifest, MerkleMap base, Watcher watcher) {
        Pass pass = new Pass(manifest, base);
        MerkleMap[] map = {base};
        try {
            pass.run((record, made) -> {
                MerkleMap changed = map[0].with(made);
                if (!changed.root().equals(record.after())) {
                    throw new DamagedException(
                            shownLog,
                            "root " + record.after() + " after record " + record.lsn(),
                            changed.root().toString());
                }
                map[0] = changed;
                watcher.reached(record.lsn(), changed.root());
            });
        } catch (DamagedException e) {
            return pass.outcome(map[0], e.problem());
        } catch (StoreVersionException | CorruptLogException e) {
            return pass.outcome(map[0], e.getMessage());
        }
        return pass.outcome(map[0], null);
    }

    private interface Applier {
        void apply(TransactionRecord record, List<MerkleChange> made) throws DamagedException;
    }

    /** One way through the log. */
    private final class Pass {
        private final Manifest manifest;
        private final Unfinished unfinished = new Unfinished();
        private Root root;
        private long lsn;
        private long position;
        private long transactions;
        private long operations;
        private long transactionId;

        Pass(Manifest manifest, MerkleMap base) {
            this.manifest = manifest;
            this.root = base.root();
            this.lsn = manifest.lsn();
            this.position = manifest.lsn();
            this.transactionId = manifest.transactionId();
        }

        void run(Applier applier) throws DamagedException {
            long end = log.durableLsn();
            if (end < manifest.lsn()) {
                throw new DamagedException(
                        shownLog,
                        "records up to " + manifest.lsn() + ", which a checkpoint holds",
                        "records up to " + end + ": a part of the log was lost");
            }
            if (log.firstLsn() > manifest.lsn() + 1) {
                throw new DamagedException(
                        shownLog, "record " + (manifest.lsn() + 1), "records from " + log.firstLsn() + " on");
            }
            witness.check(manifest.lsn(), manifest.root());
            try (LogCursor records = log.cursor(manifest.lsn() + 1)) {
                while (records.next()) {
                    take(records, applier);
                    position = records.lsn();
                    transactionId = Math.max(transactionId, records.transactionId());
                    if ((position & 0xFFFF) == 0) {
                        progress.update("replaying", position - manifest.lsn(), end - manifest.lsn());
                    }
                }
            }
            progress.update("replaying", end - manifest.lsn(), end - manifest.lsn());
            witness.check(manifest.storeId(), end);
        }

        private void take(LogCursor record, Applier applier) throws DamagedException {
            Place where = new Place(shownLog, record.lsn());
            if (record.type().equals(RecordType.COMMIT)) {
                commit(where, record, applier);
                return;
            }
            witness.check(record.lsn(), root);
            if (record.type().equals(RecordType.PREPARE)) {
                unfinished.part(record.lsn(), record.transactionId(), PartRecord.decode(where, record.payload()));
            } else if (record.type().equals(RecordType.ABORT)) {
                Aborts.check(where, record.payload());
                unfinished.aborted(record.transactionId());
            } else {
                throw new StoreVersionException(
                        shownLog,
                        "record " + record.lsn() + " of type " + record.type(),
                        "types " + RecordType.PREPARE + ", " + RecordType.COMMIT + " and " + RecordType.ABORT);
            }
        }

        private void commit(Place where, LogCursor record, Applier applier) throws DamagedException {
            var transaction = TransactionRecord.decode(where, record.payload());
            if (transaction.lsn() != record.lsn()) {
                witness.check(record.lsn(), root);
                unfinished.lost(record.transactionId());
                return;
            }
            if (!transaction.before().equals(root)) {
                throw new DamagedException(
                        shownLog,
                        "record " + record.lsn() + " to start at root " + root,
                        transaction.before().toString());
            }
            witness.check(record.lsn(), transaction.after());
            List<MerkleChange> made = unfinished.finish(where, record.transactionId(), transaction);
            applier.apply(transaction, made);
            root = transaction.after();
            lsn = record.lsn();
            transactions++;
            operations += made.size();
        }

        Outcome outcome(MerkleMap map, @Nullable String problem) {
            Version version = Version.durable(lsn, position, map, 0);
            return new Outcome(version, transactions, operations, unfinished.lost(), transactionId, problem);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.Progress;
import io.duramen.commit.StoreVersionException;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Applies a log's transactions to the state of a checkpoint.
 *
 * <p>{@link #fast} collects all changes, applies them at once and compares the last root only: a million transactions cost
 * about as much as one. {@link #careful} applies one transaction after the other and compares each root, which finds the one
 * that is wrong. Both check that each transaction starts at the root where the one before ended.
 */
final class Replay {
    private final ReadableLog log;
    private final String shownLog;
    private final Progress progress;

    Replay(ReadableLog log, String shownLog, Progress progress) {
        this.log = log;
        this.shownLog = shownLog;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param version the version reached
     * @param transactions transactions applied
     * @param operations keys set and removed by them
     * @param rolledBack numbers of transactions that count for nothing
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

    /** Hears of each version of a careful replay. */
    interface Watcher {
        void reached(long lsn, Root root);
    }

    Outcome fast(Manifest manifest, MerkleMap base) throws DamagedException {
        Map<ByteBuffer, MerkleChange> changes = new HashMap<>();
        Pass pass = new Pass(manifest, base);
        pass.run(record -> {
            for (MerkleChange change : record.changes()) {
                changes.put(ByteBuffer.wrap(change.key()), change);
            }
        });
        MerkleMap map = base.with(changes.values());
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
            pass.run(record -> {
                MerkleMap changed = map[0].with(record.changes());
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
        void apply(TransactionRecord record) throws DamagedException;
    }

    /** One way through the log. */
    private final class Pass {
        private final Manifest manifest;
        private final List<Long> rolledBack = new ArrayList<>();
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
            try (LogReader reader = log.read(manifest.lsn() + 1)) {
                for (LogRecord record : reader) {
                    take(record, applier);
                    if ((record.lsn() & 0xFFFF) == 0) {
                        progress.update("replaying", record.lsn() - manifest.lsn(), end - manifest.lsn());
                    }
                }
            }
            progress.update("replaying", end - manifest.lsn(), end - manifest.lsn());
        }

        private void take(LogRecord record, Applier applier) throws DamagedException {
            if (!record.type().equals(RecordType.COMMIT)) {
                throw new StoreVersionException(
                        shownLog, "record " + record.lsn() + " of type " + record.type(), "type " + RecordType.COMMIT);
            }
            var transaction = TransactionRecord.decode(shownLog + ", record " + record.lsn(), record.payload());
            transactionId = Math.max(transactionId, record.transactionId());
            if (transaction.lsn() == record.lsn()) {
                if (!transaction.before().equals(root)) {
                    throw new DamagedException(
                            shownLog,
                            "record " + record.lsn() + " to start at root " + root,
                            transaction.before().toString());
                }
                applier.apply(transaction);
                root = transaction.after();
                lsn = record.lsn();
                transactions++;
                operations += transaction.changes().size();
            } else {
                rolledBack.add(record.transactionId());
            }
            position = record.lsn();
        }

        Outcome outcome(MerkleMap map, @Nullable String problem) {
            Version version = Version.durable(lsn, position, map, 0);
            return new Outcome(version, transactions, operations, rolledBack, transactionId, problem);
        }
    }
}

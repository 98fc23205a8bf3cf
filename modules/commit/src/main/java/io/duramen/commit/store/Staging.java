// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.commit.StoreOptions;
import io.duramen.commit.TransactionTooLargeException;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the records of a transaction: one, or, where that would be too large, PREPARE records with the changes and a COMMIT
 * record without. They are numbered without a gap, the COMMIT last, so that it is durable only if all of them are.
 */
final class Staging {
    private final int maxRecordBytes;
    private final long maxTransactionBytes;

    Staging(StoreOptions options) {
        this.maxRecordBytes = options.wal().maxRecordBytes();
        this.maxTransactionBytes = Math.max(maxRecordBytes, options.maxTransactionBytes());
    }

    /**
     * Applies changes to a state.
     *
     * @param changes the changes
     * @param on the state
     * @param position the number of the record behind which they are to come
     */
    Staged stage(PendingChanges changes, MerkleMap on, long position) {
        long id = changes.transactionId();
        if (changes.isEmpty()) {
            return new Staged(id, List.of(), position, on, 0, 0);
        }
        List<MerkleChange> all = List.copyOf(changes.changes());
        long size = TransactionRecord.size(all);
        List<List<MerkleChange>> parts = size <= maxRecordBytes ? List.of() : split(id, all, size);
        long lsn = position + parts.size() + 1;
        MerkleMap map = on.with(all, lsn);
        List<LogEntry> entries = new ArrayList<>(parts.size() + 1);
        for (List<MerkleChange> part : parts) {
            var record = new PartRecord(position + 1 + entries.size(), entries.size(), part);
            entries.add(entry(changes, RecordType.PREPARE, "prepare", record.encode()));
        }
        var commit = new TransactionRecord(lsn, on.root(), map.root(), parts.size(), parts.isEmpty() ? all : List.of());
        entries.add(entry(changes, RecordType.COMMIT, "commit", commit.encode()));
        return new Staged(id, entries, lsn, map, (int) size, all.size());
    }

    private static LogEntry entry(PendingChanges changes, RecordType type, String operation, ByteBuffer payload) {
        LogEntry.Builder entry =
                LogEntry.builder(payload).type(type).operation(operation).transactionId(changes.transactionId());
        String actor = changes.actor();
        return (actor == null ? entry : entry.actor(actor)).build();
    }

    private List<List<MerkleChange>> split(long transactionId, List<MerkleChange> changes, long size) {
        List<List<MerkleChange>> parts = new ArrayList<>();
        List<MerkleChange> part = new ArrayList<>();
        long room = 0;
        for (MerkleChange change : changes) {
            long bytes = ChangeCodec.size(change);
            if (TransactionRecord.HEADER_BYTES + bytes > maxRecordBytes) {
                throw new TransactionTooLargeException(
                        transactionId, TransactionRecord.HEADER_BYTES + bytes, maxRecordBytes);
            }
            if (bytes > room) {
                part = new ArrayList<>();
                parts.add(part);
                room = (long) maxRecordBytes - PartRecord.HEADER_BYTES;
            }
            part.add(change);
            room -= bytes;
        }
        if (size > maxTransactionBytes) {
            throw new TransactionTooLargeException(transactionId, size, maxTransactionBytes);
        }
        return parts;
    }
}

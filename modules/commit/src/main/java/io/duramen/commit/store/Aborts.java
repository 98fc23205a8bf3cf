// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFullException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Gives up, durably, the transactions a recovery has found that count for nothing: an ABORT record for each, before anything
 * else is appended. What counts does not depend on it; but the next recovery does not tell of them again.
 */
final class Aborts {
    /** The whole payload: {@code version 1 | flags 3 | zero 4}. Which transaction is an attribute of the record. */
    static final int BYTES = 8;

    /** More than an ABORT record takes in a frame. */
    private static final int RECORD_BYTES = 128;

    private final WriteAheadLog log;
    private final int groupSize;

    Aborts(WriteAheadLog log, int maxRecordBytes) {
        this.log = log;
        this.groupSize = Math.max(1, maxRecordBytes / RECORD_BYTES);
    }

    /**
     * Writes the records and waits until they are durable. Without space the store is opened all the same: the next recovery
     * tries again.
     *
     * @return the version recovered, behind the records
     */
    Version write(Replay.Outcome outcome) {
        Version version = outcome.version();
        List<Long> lost = outcome.rolledBack();
        if (lost.isEmpty()) {
            return version;
        }
        try {
            List<PendingAppend> pending = new ArrayList<>();
            for (int from = 0; from < lost.size(); from += groupSize) {
                pending.add(submit(lost.subList(from, Math.min(lost.size(), from + groupSize))));
            }
            pending.forEach(PendingAppend::await);
        } catch (LogFullException e) {
            System.getLogger("io.duramen.commit").log(System.Logger.Level.WARNING, e.getMessage());
        }
        return Version.durable(version.lsn(), log.durableLsn(), version.map(), version.epoch());
    }

    private PendingAppend submit(List<Long> transactions) {
        List<LogEntry> entries = new ArrayList<>();
        for (long transaction : transactions) {
            entries.add(LogEntry.builder(Payload.begin(BYTES, 0).clear())
                    .type(RecordType.ABORT)
                    .operation("abort")
                    .transactionId(transaction)
                    .build());
        }
        return entries.size() == 1 ? log.submit(entries.get(0)) : log.submitAll(entries);
    }

    /** Checks an ABORT record's payload. */
    static void check(Place where, ByteBuffer payload) throws DamagedException {
        ByteBuffer in = Payload.open(where, payload, BYTES, 0);
        if (in.remaining() != 4 || in.getInt() != 0) {
            throw new DamagedException(where, "the payload of an abort", "another");
        }
    }
}

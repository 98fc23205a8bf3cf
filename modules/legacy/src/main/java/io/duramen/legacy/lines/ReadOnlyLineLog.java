// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.LogTransactions;
import io.duramen.legacy.ReadableJsonLinesLog;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.SegmentInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A log as it stood when it was opened for reading. */
final class ReadOnlyLineLog implements ReadableJsonLinesLog, Carrying {
    private static final int HEAD_BYTES = 512;

    private final Storage storage;
    private final LineScan scan;
    private final byte[] head;
    private final LogRecovery recovery;

    ReadOnlyLineLog(Storage storage, LineScan scan, byte[] head, LogRecovery recovery) {
        this.storage = storage;
        this.scan = scan;
        this.head = head;
        this.recovery = recovery;
    }

    /** The first bytes, which are others once the log was rewritten. */
    static byte[] head(StorageFile file) {
        ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
        int length = file.readFully(head, 0);
        return Arrays.copyOf(head.array(), length);
    }

    @Override
    public LogReader read(long fromLsn) {
        if (fromLsn < firstLsn() || fromLsn > durableLsn() + 1) {
            throw new RecordsRemovedException(storage.describe(""), fromLsn, firstLsn(), durableLsn());
        }
        StorageFile file = storage.open(LineNames.LOG, OpenMode.READ);
        byte[] now = head(file);
        boolean same = now.length >= head.length && Arrays.equals(head, 0, head.length, now, 0, head.length);
        return new LineLogReader(
                file,
                storage.describe(LineNames.LOG),
                same ? scan.index().floor(fromLsn) : null,
                fromLsn,
                durableLsn());
    }

    @Override
    public LogTransactions transactions() {
        boolean torn = scan.damage() == null && scan.tornBytes() > 0;
        try (StorageFile file = storage.open(LineNames.LOG, OpenMode.READ)) {
            return new TransactionReader()
                    .read(file, torn ? scan.end() : Long.MAX_VALUE, id -> true)
                    .report(scan.end(), torn ? scan.tornBytes() : 0);
        }
    }

    @Override
    public List<LogRecord> carried() {
        try (StorageFile file = storage.open(LineNames.LOG, OpenMode.READ)) {
            return CarriedReader.read(file);
        }
    }

    @Override
    public UUID logId() {
        return scan.logId();
    }

    @Override
    public long firstLsn() {
        return scan.firstLsn();
    }

    @Override
    public long durableLsn() {
        return scan.lastLsn();
    }

    @Override
    public long checkpointLsn() {
        return Math.max(1, scan.checkpoint());
    }

    @Override
    public LogRecovery recovery() {
        return recovery;
    }

    @Override
    public List<SegmentInfo> segments() {
        return List.of(new SegmentInfo(
                1,
                storage.describe(LineNames.LOG),
                scan.size(),
                scan.end(),
                firstLsn(),
                durableLsn(),
                scan.lines(),
                false));
    }

    @Override
    public void close() {
        // holds no file; its readers hold their own
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.SegmentInfo;
import java.util.List;
import java.util.UUID;

/** A log as it stood when it was opened for reading. */
record ReadOnlySegmentedLog(
        Storage storage,
        SegmentFiles files,
        UUID logId,
        List<SegmentMeta> metas,
        long firstLsn,
        long durableLsn,
        LogRecovery recovery)
        implements ReadableLog {

    @Override
    public LogReader read(long fromLsn) {
        if (fromLsn < firstLsn || fromLsn > durableLsn + 1) {
            throw new RecordsRemovedException(storage.describe(""), fromLsn, firstLsn, durableLsn);
        }
        return new SegmentedLogReader(files, metas, fromLsn, durableLsn);
    }

    @Override
    public List<SegmentInfo> segments() {
        return metas.stream().map(s -> s.info(storage)).toList();
    }

    @Override
    public void close() {
        // holds no file; its readers hold their own
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Stands for a log of which nothing can be read, so that the checkpoint beside it still can. */
final class LostLog implements ReadableLog {
    private final UUID logId;
    private final CorruptLogException damage;

    LostLog(UUID logId, CorruptLogException damage) {
        this.logId = logId;
        this.damage = damage;
    }

    @Override
    public UUID logId() {
        return logId;
    }

    @Override
    public long firstLsn() {
        return 1;
    }

    @Override
    public long durableLsn() {
        return 0;
    }

    @Override
    public LogReader read(long fromLsn) {
        return new LogReader() {
            @Override
            public Iterator<LogRecord> iterator() {
                return Collections.emptyIterator();
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public LogRecovery recovery() {
        return new LogRecovery(false, 0, 0, 1, 0, 0, 0, null, List.of(), List.of(), List.of(), damage, Duration.ZERO);
    }

    @Override
    public List<SegmentInfo> segments() {
        return List.of();
    }

    @Override
    public void close() {}
}

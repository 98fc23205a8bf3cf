// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.SegmentInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A log as it stood when it was opened for reading. Its tails look at what became of it since. */
final class ReadOnlySegmentedLog implements ReadableLog {
    private final Storage storage;
    private final UUID logId;
    private final List<SegmentMeta> metas;
    private final long firstLsn;
    private final long durableLsn;
    private final LogRecovery recovery;
    private final Reading reading;
    private final LogFollower follower;
    private volatile boolean closed;

    ReadOnlySegmentedLog(
            Storage storage,
            SegmentFiles files,
            UUID logId,
            List<SegmentMeta> metas,
            long firstLsn,
            long durableLsn,
            LogRecovery recovery) {
        this(storage, files, logId, metas, firstLsn, durableLsn, recovery, false);
    }

    ReadOnlySegmentedLog(
            Storage storage,
            SegmentFiles files,
            UUID logId,
            List<SegmentMeta> metas,
            long firstLsn,
            long durableLsn,
            LogRecovery recovery,
            boolean mappedReads) {
        this.storage = storage;
        this.logId = logId;
        this.metas = List.copyOf(metas);
        this.firstLsn = firstLsn;
        this.durableLsn = durableLsn;
        this.recovery = recovery;
        this.reading = new Reading(storage, files, new AsOpened(), mappedReads);
        this.follower = new LogFollower(storage, files, logId, () -> closed);
    }

    /** What is read is the log as it was opened; it does not grow. */
    private final class AsOpened implements LogExtent {

        @Override
        public List<SegmentMeta> segments() {
            return metas;
        }

        @Override
        public long firstLsn() {
            return firstLsn;
        }

        @Override
        public long firstLsnNow() {
            try {
                return Math.max(
                        firstLsn, MarksFile.read(storage, new ArrayList<>()).lowestLsn());
            } catch (CorruptLogException | StorageException e) {
                return firstLsn; // what made us ask is told instead
            }
        }

        @Override
        public long durableLsn() {
            return durableLsn;
        }

        @Override
        public @Nullable RuntimeException ended() {
            return null;
        }
    }

    @Override
    public LogReader read(long fromLsn) {
        return read(LogQuery.from(fromLsn));
    }

    @Override
    public LogReader read(LogQuery query) {
        return reading.reader(query);
    }

    @Override
    public LogCursor cursor(LogQuery query) {
        return reading.cursor(query);
    }

    @Override
    public LogTail tail(LogQuery query) {
        String directory = storage.describe("");
        long from = query.fromLsn().orElse(firstLsn);
        if (from < firstLsn || from > durableLsn + 1) {
            throw new RecordsRemovedException(directory, from, firstLsn, durableLsn);
        }
        return new ViewTail(new FollowedRecords(follower, from, query.toLsn()), RecordFilter.of(query), directory);
    }

    @Override
    public UUID logId() {
        return logId;
    }

    @Override
    public long firstLsn() {
        return firstLsn;
    }

    @Override
    public long durableLsn() {
        return durableLsn;
    }

    /** As the marks say now: whoever writes the log may have taken one since it was opened here. */
    @Override
    public long checkpointLsn() {
        return Math.min(MarksFile.read(storage, new ArrayList<>()).checkpointLsn(), durableLsn + 1);
    }

    @Override
    public LogRecovery recovery() {
        return recovery;
    }

    @Override
    public List<SegmentInfo> segments() {
        return metas.stream().map(s -> s.info(storage)).toList();
    }

    /** Ends its tails. Other readers hold files of their own and go on. */
    @Override
    public void close() {
        closed = true;
    }
}

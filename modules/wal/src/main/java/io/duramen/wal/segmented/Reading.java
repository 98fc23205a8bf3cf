// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.storage.Storage;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogTail;
import io.duramen.wal.RecordsRemovedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens readers of a log, and holds what they share. May be used from any thread. */
final class Reading {
    private final Storage storage;
    private final SegmentFiles files;
    private final LogExtent extent;
    private final boolean mapped;
    private final SegmentTimes times = new SegmentTimes();

    /** With {@code mapped}, segments that will not be written to any more are read through mappings. */
    Reading(Storage storage, SegmentFiles files, LogExtent extent, boolean mapped) {
        this.storage = storage;
        this.files = files;
        this.extent = extent;
        this.mapped = mapped;
    }

    LogCursor cursor(LogQuery query) {
        RecordFilter filter = RecordFilter.of(query);
        return new ViewCursor(records(query, filter), filter);
    }

    LogReader reader(LogQuery query) {
        return new SegmentedLogReader(cursor(query));
    }

    LogTail tail(LogQuery query, DurableSignal signal) {
        RecordFilter filter = RecordFilter.of(query);
        LiveRecords records = new LiveRecords(records(query, filter), extent, signal, query.toLsn());
        return new ViewTail(records, filter, storage.describe(""));
    }

    /** The records a query's numbers ask for, none of them yet filtered. */
    private StoredRecords records(LogQuery query, @Nullable RecordFilter filter) {
        long durable;
        List<SegmentMeta> segments;
        long first;
        do {
            durable = extent.durableLsn(); // in this order, see LogExtent
            segments = extent.segments();
            first = segments.isEmpty() ? extent.firstLsn() : segments.get(0).firstLsn();
        } while (first > durable + 1); // a checkpoint overtook us in between
        long from = query.fromLsn().orElse(first);
        if (from < first || from > durable + 1) {
            throw new RecordsRemovedException(storage.describe(""), from, first, durable);
        }
        times.keepOnly(segments);
        return new StoredRecords(this, filter, from, Math.min(durable, query.toLsn()), segments);
    }

    /** Opens a segment, as far as it counts. */
    FrameWalk open(SegmentMeta segment, boolean complete) {
        FrameWalk walk = files.read(segment.header(), segment.firstLsn()).walk();
        if (mapped && complete) {
            try {
                walk.map();
            } catch (RuntimeException e) {
                SegmentFiles.closeQuietly(walk, e);
                throw e;
            }
        }
        return walk;
    }

    /** Whether a segment has to be read for a filter. */
    boolean mayMatch(@Nullable RecordFilter filter, SegmentMeta segment) {
        if (filter == null || !filter.isTimed()) {
            return true;
        }
        SegmentTimes.Span known = times.of(segment);
        return known == null || filter.mayMatch(known);
    }

    SegmentTimes times() {
        return times;
    }

    /** Whether a record was removed meanwhile; asked for when a file does not hold what it should. */
    boolean isRemoved(long lsn) {
        return extent.firstLsnNow() > lsn;
    }

    RecordsRemovedException removed(long wanted) {
        long first = extent.firstLsnNow();
        return new RecordsRemovedException(
                storage.describe(""), wanted, first, Math.max(extent.durableLsn(), first - 1));
    }

    KeyRefusedException locked(String what) {
        return SegmentFiles.locked(what);
    }
}

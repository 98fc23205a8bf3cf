// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.SealException;
import io.duramen.storage.StorageException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.RecordsRemovedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a log's segments up to a bound, through files of its own. A segment that a checkpoint removes meanwhile can
 * be read to its end if it is open, unless its file becomes another segment; one that has to be opened then is gone, and said
 * to be. A file is given a new header with another salt before a frame in it is overwritten, so that nothing foreign is taken
 * for a record, and records are handed out of a copy.
 */
final class StoredRecords implements RecordSource {
    private final Reading reading;
    private final @Nullable RecordFilter filter;
    private final RecordView view = new RecordView();

    private List<SegmentMeta> segments;
    private long bound;
    private long nextLsn;
    private @Nullable SegmentMeta segment;
    private @Nullable FrameWalk walk;
    private boolean learning; // the times of the segment's records so far, if they are all seen and asked for times
    private long earliest;
    private long latest;
    private long frameLsn; // the record at recordAt
    private long frameLastLsn = -1;
    private byte[] body = new byte[0];
    private byte[] spare = body; // the window of the segment before
    private int recordAt;
    private boolean closed;

    /** The filter is not applied here; it says which segments need not be read. */
    StoredRecords(Reading reading, @Nullable RecordFilter filter, long from, long bound, List<SegmentMeta> segments) {
        this.reading = reading;
        this.filter = filter;
        this.nextLsn = from;
        this.bound = bound;
        this.segments = segments;
    }

    /** The record behind the last one seen. */
    long nextLsn() {
        return nextLsn;
    }

    /** Lets it go on up to a later record. */
    void extend(long to, List<SegmentMeta> held) {
        bound = to;
        segments = held;
        SegmentMeta open = segment;
        if (open == null || walk == null) {
            return;
        }
        for (SegmentMeta now : held) {
            if (now.header().number() == open.header().number()) {
                segment = now;
                walk.limit(now.end());
            }
        }
    }

    @Override
    public boolean advance() {
        if (nextLsn > bound || closed || (frameLsn > frameLastLsn && !nextFrame())) {
            return false;
        }
        recordAt = view.moveTo(body, recordAt);
        frameLsn++;
        nextLsn++;
        if (learning) {
            learn(view.timeMicros());
        }
        return true;
    }

    @Override
    public RecordView view() {
        return view;
    }

    @Override
    public long lsn() {
        return nextLsn - 1;
    }

    @Override
    public void close() {
        closed = true;
        closeWalk();
    }

    /** Goes to the frame of the next record, passing over frames and records before it; false if none is wanted. */
    private boolean nextFrame() {
        try {
            while (frameLastLsn < nextLsn) {
                FrameWalk in = walk;
                if (in == null || segment == null || in.end() >= segment.end()) {
                    if (!nextSegment()) {
                        return false;
                    }
                } else {
                    readFrame(in);
                }
            }
        } catch (CorruptLogException | StorageException | SealException failure) {
            closeWalk(); // an interrupt may have closed the file: the next attempt opens it again
            if (reading.isRemoved(nextLsn)) {
                throw removed(failure); // the file is gone, or holds another segment by now
            }
            throw failure;
        }
        while (frameLsn < nextLsn) {
            recordAt = view.moveTo(body, recordAt);
            frameLsn++;
        }
        return true;
    }

    private void readFrame(FrameWalk in) {
        if (!in.next()) {
            throw new CorruptLogException(
                    in.fullName(),
                    in.end(),
                    in.nextLsn(),
                    "a frame",
                    in.problem(),
                    "it was verified when the log was opened, or written since");
        }
        if (!in.isControl() && !in.readable()) {
            throw reading.locked(in.fullName());
        }
        frameLsn = in.firstLsn();
        frameLastLsn = in.nextLsn() - 1;
        body = in.body();
        recordAt = in.bodyAt();
    }

    private boolean nextSegment() {
        closeWalk();
        SegmentMeta next = null;
        for (SegmentMeta held : segments) {
            if (held.lastLsn() >= nextLsn && held.firstLsn() <= nextLsn) {
                if (reading.mayMatch(filter, held)) {
                    next = held;
                    break;
                }
                nextLsn = held.lastLsn() + 1;
            }
        }
        if (nextLsn > bound) {
            return false;
        }
        if (next == null) {
            throw removed(null);
        }
        boolean complete =
                next.lastLsn() < segments.get(segments.size() - 1).firstLsn(); // and will not be written to any more
        FrameWalk opened = reading.open(next, complete);
        opened.limit(next.end());
        opened.window().use(spare);
        walk = opened;
        segment = next;
        learning = filter != null && filter.isTimed() && next.firstLsn() == nextLsn;
        earliest = Long.MAX_VALUE;
        latest = Long.MIN_VALUE;
        return true;
    }

    private void learn(long micros) {
        if (micros != LogCursor.NO_TIME) {
            earliest = Math.min(earliest, micros);
            latest = Math.max(latest, micros);
        }
        if (segment != null && nextLsn > segment.lastLsn()) {
            reading.times().learn(segment, new SegmentTimes.Span(earliest, latest));
        }
    }

    private RecordsRemovedException removed(@Nullable RuntimeException failure) {
        RecordsRemovedException removed = reading.removed(nextLsn);
        if (failure != null) {
            removed.addSuppressed(failure);
        }
        return removed;
    }

    private void closeWalk() {
        FrameWalk done = walk;
        walk = null;
        segment = null;
        learning = false;
        frameLsn = 0;
        frameLastLsn = -1;
        if (done != null) {
            spare = done.window().bytes();
            done.close();
        }
    }
}

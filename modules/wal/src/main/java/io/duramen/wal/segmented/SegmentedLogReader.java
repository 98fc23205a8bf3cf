// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads records across segments, through files of its own. */
final class SegmentedLogReader implements LogReader {
    private final SegmentFiles files;
    private final Iterator<SegmentMeta> segments;
    private final long bound;
    private final Iterator<LogRecord> records = new Records();
    private long nextLsn;

    private @Nullable SegmentMeta segment;
    private @Nullable SegmentReader reader;
    private long frameNextLsn; // the next record of the frame just read
    private long frameLastLsn = -1;
    private int recordAt;
    private boolean closed;

    SegmentedLogReader(SegmentFiles files, List<SegmentMeta> segments, long from, long bound) {
        this.files = files;
        this.segments = segments.iterator();
        this.nextLsn = from;
        this.bound = bound;
    }

    @Override
    public Iterator<LogRecord> iterator() {
        return records;
    }

    private final class Records implements Iterator<LogRecord> {

        @Override
        public boolean hasNext() {
            return !closed && nextLsn <= bound;
        }

        @Override
        public LogRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException(closed ? "the reader is closed" : "no record behind " + bound);
            }
            return nextRecord();
        }
    }

    private LogRecord nextRecord() {
        while (frameNextLsn > frameLastLsn || frameLastLsn < nextLsn) {
            nextFrame();
        }
        SegmentReader from = current();
        while (frameNextLsn < nextLsn) {
            skip(from);
        }
        LogRecord record = RecordCodec.decode(from.body(), recordAt, nextLsn);
        skip(from);
        nextLsn++;
        return record;
    }

    @Override
    public void close() {
        closed = true;
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    private void skip(SegmentReader from) {
        recordAt += RecordCodec.verify(from.body(), recordAt, from.bodyEnd());
        frameNextLsn++;
    }

    private void nextFrame() {
        SegmentMeta in = segment;
        if (in == null || reader == null || reader.chain().end() >= in.end()) {
            nextSegment();
            return;
        }
        FrameHeader frame = reader.next();
        if (frame == null) {
            throw new CorruptLogException(
                    reader.fullName(),
                    reader.chain().end(),
                    reader.chain().nextLsn(),
                    "a frame",
                    reader.problem(),
                    "it was verified when the log was opened, or written since");
        }
        if (!frame.isControl() && !reader.readable()) {
            throw files.locked(reader.fullName());
        }
        frameNextLsn = frame.firstLsn();
        frameLastLsn = frame.lastLsn();
        recordAt = reader.bodyAt();
    }

    private void nextSegment() {
        if (reader != null) {
            reader.close();
            reader = null;
        }
        SegmentMeta next;
        do {
            next = segments.next();
        } while (next.lastLsn() < nextLsn);
        segment = next;
        reader = files.read(next.header(), next.firstLsn());
        frameNextLsn = 0;
        frameLastLsn = -1;
    }

    private SegmentReader current() {
        if (reader == null) {
            throw new IllegalStateException("no segment is open");
        }
        return reader;
    }
}

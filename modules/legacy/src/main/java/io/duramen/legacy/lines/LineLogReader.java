// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordsRemovedException;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Reads records through a file of its own, which it closes. */
final class LineLogReader implements LogReader {
    private static final long UNKNOWN = -1;

    private final StorageFile file;
    private final String fullName;
    private final RawLines source;
    private final long from;
    private final long bound;
    private final Iterator<LogRecord> records = new Records();
    private long lastLsn;
    private long nextLsn;
    private long carriedLeft;
    private boolean closed;

    /** Begins at a record whose number and place are known, or else with the first line. */
    LineLogReader(StorageFile file, String fullName, Map.@Nullable Entry<Long, Long> place, long from, long bound) {
        this.file = file;
        this.fullName = fullName;
        this.source = new RawLines(file::read, place == null ? 0 : place.getValue(), Long.MAX_VALUE);
        this.from = from;
        this.bound = bound;
        this.lastLsn = place == null ? UNKNOWN : place.getKey() - 1;
        this.nextLsn = from;
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
            LogRecord record = nextRecord();
            nextLsn++;
            return record;
        }
    }

    private LogRecord nextRecord() {
        while (source.advance()) {
            if (source.isBlank()) {
                continue;
            }
            Line line;
            try {
                line = LineParser.parse(source);
            } catch (BadLineException e) {
                throw corrupt(e.found());
            }
            if (lastLsn == UNKNOWN) {
                begin(line);
            }
            if (line.mark() != null) {
                continue;
            }
            if (carriedLeft > 0) {
                carriedLeft--;
                continue;
            }
            lastLsn++;
            if (line.isChecked() && line.lsn() != lastLsn) {
                throw corrupt("record " + line.lsn());
            }
            if (lastLsn >= from) {
                return LineCodec.decode(line, lastLsn);
            }
        }
        throw corrupt("the end of the file");
    }

    private void begin(Line first) {
        Mark mark = first.mark();
        lastLsn = mark == null ? 0 : first.lsn();
        carriedLeft = mark == null ? 0 : mark.carried();
        if (from <= lastLsn) {
            throw new RecordsRemovedException(fullName, from, lastLsn + 1, bound);
        }
    }

    private CorruptLogException corrupt(String found) {
        return new CorruptLogException(
                fullName,
                source.offset(),
                nextLsn,
                "record " + nextLsn,
                found,
                "it was verified when the log was opened, or written since");
    }

    @Override
    public void close() {
        closed = true;
        file.close();
    }
}

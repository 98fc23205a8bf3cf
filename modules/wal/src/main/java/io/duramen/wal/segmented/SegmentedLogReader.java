// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.LogCursor;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** Records as objects, one step ahead of who asks. */
final class SegmentedLogReader implements LogReader {
    private final LogCursor cursor;
    private final Iterator<LogRecord> records = new Records();
    private boolean ahead;

    SegmentedLogReader(LogCursor cursor) {
        this.cursor = cursor;
    }

    private final class Records implements Iterator<LogRecord> {

        @Override
        public boolean hasNext() {
            ahead = ahead || cursor.next();
            return ahead;
        }

        @Override
        public LogRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException("no further record, or the reader is closed");
            }
            ahead = false;
            return cursor.record();
        }
    }

    @Override
    public Iterator<LogRecord> iterator() {
        return records;
    }

    @Override
    public void close() {
        ahead = false;
        cursor.close();
    }
}

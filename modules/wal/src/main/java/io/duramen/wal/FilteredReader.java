// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Those records of another reader that a query wants. */
final class FilteredReader implements LogReader {
    private final LogReader reader;
    private final LogQuery query;
    private final Iterator<LogRecord> records = new Wanted();
    private @Nullable LogRecord ahead;

    FilteredReader(LogReader reader, LogQuery query) {
        this.reader = reader;
        this.query = query;
    }

    private final class Wanted implements Iterator<LogRecord> {

        @Override
        public boolean hasNext() {
            Iterator<LogRecord> all = reader.iterator();
            while (ahead == null && all.hasNext()) {
                LogRecord record = all.next();
                if (record.lsn() > query.toLsn()) {
                    return false;
                }
                ahead = query.matches(record) ? record : null;
            }
            return ahead != null;
        }

        @Override
        public LogRecord next() {
            LogRecord record = hasNext() ? ahead : null;
            if (record == null) {
                throw new NoSuchElementException("no further record is wanted");
            }
            ahead = null;
            return record;
        }
    }

    @Override
    public Iterator<LogRecord> iterator() {
        return records;
    }

    @Override
    public void close() {
        reader.close();
    }
}

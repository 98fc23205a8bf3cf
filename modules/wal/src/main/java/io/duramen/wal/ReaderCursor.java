// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Iterator;

/** A cursor over what a reader returns. */
final class ReaderCursor extends ObjectCursor {
    private final LogReader reader;
    private boolean closed;

    ReaderCursor(LogReader reader) {
        this.reader = reader;
    }

    @Override
    public boolean next() {
        standOn(null); // should the reader throw
        Iterator<LogRecord> records = reader.iterator();
        return !closed && records.hasNext() && standOn(records.next());
    }

    @Override
    public void close() {
        closed = true;
        standOn(null);
        reader.close();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.LogCursor;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Shows those records of a source that a filter lets through. */
class ViewCursor implements LogCursor {
    private final RecordSource source;
    private final @Nullable RecordFilter filter;
    private final RecordView view;
    private boolean onRecord;

    ViewCursor(RecordSource source, @Nullable RecordFilter filter) {
        this.source = source;
        this.filter = filter;
        this.view = source.view();
    }

    @Override
    public boolean next() {
        leave(); // should the source throw
        while (source.advance()) {
            if (filter == null || filter.matches(view)) {
                onRecord = true;
                return true;
            }
        }
        return false;
    }

    @Override
    public final long lsn() {
        requireRecord();
        return source.lsn();
    }

    @Override
    public final RecordType type() {
        requireRecord();
        return view.type();
    }

    @Override
    public final long transactionId() {
        requireRecord();
        return view.transactionId();
    }

    @Override
    public final long timeMicros() {
        requireRecord();
        return view.timeMicros();
    }

    @Override
    public final @Nullable String actor() {
        requireRecord();
        return view.actor();
    }

    @Override
    public final @Nullable String operation() {
        requireRecord();
        return view.operation();
    }

    @Override
    public final @Nullable ByteBuffer key() {
        requireRecord();
        return view.key();
    }

    @Override
    public final long incarnation() {
        requireRecord();
        return view.incarnation();
    }

    @Override
    public final ByteBuffer payload() {
        requireRecord();
        return view.payload();
    }

    @Override
    public final LogRecord record() {
        requireRecord();
        return view.record(source.lsn());
    }

    @Override
    public void close() {
        leave();
        source.close();
    }

    /** Stands on no record from now on. */
    final void leave() {
        onRecord = false;
    }

    private void requireRecord() {
        if (!onRecord) {
            throw new IllegalStateException("the cursor stands on no record");
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.LogReader;
import io.duramen.wal.RecordsRemovedException;
import java.util.function.Function;

/**
 * What readers of a log that is being written may see: which file, from which record to which. Changes as a whole, so that a
 * reader opened while the log is compacted gets the one file or the other.
 */
final class LiveFile {
    private final Storage storage;
    private LineIndex index; // this and what follows guarded by this
    private long firstLsn;
    private volatile long durableLsn;
    private long durableEnd;

    LiveFile(Storage storage, LineIndex index, long firstLsn, long durableLsn, long durableEnd) {
        this.storage = storage;
        this.index = index;
        this.firstLsn = firstLsn;
        this.durableLsn = durableLsn;
        this.durableEnd = durableEnd;
    }

    synchronized void advance(long lsn, long end) {
        durableLsn = lsn;
        durableEnd = end;
    }

    /** Lets a rewritten file take the log's name. */
    synchronized void replace(Runnable rename, LineIndex newIndex, long newFirstLsn, long newEnd) {
        index = new LineIndex(); // until it is known which file has the name
        rename.run();
        index = newIndex;
        firstLsn = newFirstLsn;
        durableEnd = newEnd;
    }

    synchronized void note(long lsn, long offset) {
        index.note(lsn, offset);
    }

    synchronized LogReader read(long fromLsn) {
        if (fromLsn < firstLsn || fromLsn > durableLsn + 1) {
            throw new RecordsRemovedException(storage.describe(""), fromLsn, firstLsn, durableLsn);
        }
        StorageFile file = storage.open(LineNames.LOG, OpenMode.READ);
        return new LineLogReader(file, storage.describe(LineNames.LOG), index.floor(fromLsn), fromLsn, durableLsn);
    }

    /** Reads the durable part of the file through a file of its own. */
    <T> T scan(Function<Part, T> body) {
        Part part;
        synchronized (this) {
            part = new Part(storage.open(LineNames.LOG, OpenMode.READ), durableEnd, durableLsn, firstLsn);
        }
        try {
            return body.apply(part);
        } finally {
            part.file().close();
        }
    }

    /**
     * A part of the log that will not change.
     *
     * @param file the file
     * @param end where the part ends
     * @param lastLsn the last record in it
     * @param firstLsn the first record that can be read
     */
    record Part(StorageFile file, long end, long lastLsn, long firstLsn) {}

    synchronized long firstLsn() {
        return firstLsn;
    }

    long durableLsn() {
        return durableLsn;
    }

    synchronized long durableEnd() {
        return durableEnd;
    }
}

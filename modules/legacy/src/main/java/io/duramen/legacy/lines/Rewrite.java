// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A new file for a log, written beside it. It takes the log's name only when it is complete and forced. */
final class Rewrite implements AutoCloseable {
    private static final int FLUSH_BYTES = 256 << 10;

    private final Storage storage;
    private final LineBuffer buffer = new LineBuffer();
    private final LineIndex index = new LineIndex();
    private @Nullable StorageFile file;
    private long written;

    Rewrite(Storage storage) {
        this.storage = storage;
        if (storage.exists(LineNames.NEW)) {
            storage.delete(LineNames.NEW);
        }
        this.file = storage.open(LineNames.NEW, OpenMode.CREATE_NEW);
    }

    void mark(String text, long lsn) {
        buffer.addMark(text, lsn);
        flushIfLarge();
    }

    /** Adds a line as it stands in the old file; {@code lsn} 0 if readers do not see it. */
    void raw(byte[] line, long lsn) {
        note(lsn);
        buffer.addRaw(line);
        flushIfLarge();
    }

    void line(String text, long lsn) {
        note(lsn);
        buffer.add(text, lsn, lsn - 1);
        flushIfLarge();
    }

    /** Adds whole lines as they stand in the old file, of which readers know where they are. */
    void bytes(ByteBuffer lines) {
        flush();
        int length = lines.remaining();
        open().writeFully(lines, written);
        written += length;
    }

    private void note(long lsn) {
        if (lsn > 0) {
            index.note(lsn, end());
        }
    }

    long end() {
        return written + buffer.length();
    }

    LineIndex index() {
        return index;
    }

    private void flushIfLarge() {
        if (buffer.length() >= FLUSH_BYTES) {
            flush();
        }
    }

    private void flush() {
        int length = buffer.length();
        if (length == 0) {
            return;
        }
        open().writeFully(buffer.buffer(), written);
        written += length;
        buffer.clear();
    }

    void force() {
        flush();
        open().force(true);
    }

    /** Gives the file the log's name, durably. Whether it has it is unknown if this fails. */
    void rename() {
        open().close();
        storage.rename(LineNames.NEW, LineNames.LOG);
        storage.syncDirectory(LineNames.DIRECTORY);
    }

    /** Opens the file under the log's name, which it has now. */
    StorageFile reopen() {
        file = null;
        return storage.open(LineNames.LOG, OpenMode.READ_WRITE);
    }

    private StorageFile open() {
        StorageFile open = file;
        if (open == null) {
            throw new IllegalStateException("the file has the log's name already");
        }
        return open;
    }

    /** Gives up: closes and deletes what was written. What cannot be deleted the next open deletes. */
    @Override
    public void close() {
        StorageFile abandoned = file;
        if (abandoned == null) {
            return;
        }
        file = null;
        try (abandoned) {
            storage.delete(LineNames.NEW);
        } catch (StorageException left) {
            // the failure that led here is the one to tell
        }
    }
}

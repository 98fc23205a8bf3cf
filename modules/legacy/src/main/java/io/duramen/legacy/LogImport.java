// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.base.Progress;
import io.duramen.legacy.lines.LineImporter;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Path;

/**
 * Appends the records of a file of JSON lines to any log: a file that {@link LogExport} wrote, the {@code wal/wal.log} of a
 * {@link JsonLinesLog}, or that of a predecessor.
 *
 * <p>The whole file is verified before anything is written. The records get the numbers that are next in the target; all else
 * is equal.
 *
 * <p><b>Thread safety:</b> none; one thread at a time.
 */
public final class LogImport {
    private final Storage storage;
    private final String name;
    private boolean acceptUnfinished;
    private Progress progress = Progress.NONE;

    private LogImport(Storage storage, String name) {
        this.storage = storage;
        this.name = name;
    }

    /**
     * Prepares an import.
     *
     * @param file the file
     * @return the import
     */
    public static LogImport of(Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null) {
            throw new IllegalArgumentException("expected a file, found " + file);
        }
        return of(NioStorage.at(directory), name.toString());
    }

    /**
     * Prepares an import from a storage.
     *
     * @param storage where the file is
     * @param name the file
     * @return the import
     */
    public static LogImport of(Storage storage, String name) {
        return new LogImport(storage, name);
    }

    /**
     * Also takes a file without the mark of a finished export, for instance the log of a process that crashed. Without this,
     * an export that was cut off is refused.
     *
     * @return this
     */
    public LogImport acceptUnfinished() {
        this.acceptUnfinished = true;
        return this;
    }

    /**
     * Sets who hears how far the import has come.
     *
     * @param value the listener
     * @return this
     */
    public LogImport progress(Progress value) {
        this.progress = value;
        return this;
    }

    /**
     * Imports into an empty log. When this returns, all records are durable.
     *
     * @param target the log
     * @return what was done
     * @throws TargetNotEmptyException if the log is not empty; nothing was written
     * @throws UnfinishedExportException if the file is not a finished export; nothing was written
     * @throws io.duramen.wal.CorruptLogException if the file is damaged; nothing was written
     */
    public ImportReport into(WriteAheadLog target) {
        return new LineImporter(storage, name, acceptUnfinished, progress).run(target, false);
    }

    /**
     * Goes on with an import that was interrupted: what the log holds must be the first records of the file, and the rest is
     * appended. When this returns, all records are durable.
     *
     * @param target the log
     * @return what was done
     * @throws ImportMismatchException if the log holds something else; nothing was written
     * @throws UnfinishedExportException if the file is not a finished export; nothing was written
     * @throws io.duramen.wal.CorruptLogException if the file is damaged; nothing was written
     */
    public ImportReport resume(WriteAheadLog target) {
        return new LineImporter(storage, name, acceptUnfinished, progress).run(target, true);
    }
}

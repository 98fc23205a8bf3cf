// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.base.Progress;
import io.duramen.legacy.lines.LineExporter;
import io.duramen.storage.NioStorage;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.ReadableLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;

/**
 * Turns any log into lines of JSON that {@link LogImport} turns into an equal log again, whatever its backend. A sealed log
 * is exported in clear; open it with its keys.
 *
 * <p>The lines are those of {@code docs/formats/json-lines.md}: the file may itself serve as {@code wal/wal.log} of a {@link
 * JsonLinesLog}. What is exported is what was durable when the export began; appends may go on.
 *
 * <p><b>Thread safety:</b> none; one thread at a time.
 */
public final class LogExport {
    private final ReadableLog log;
    private boolean plain;
    private Clock clock = Clock.systemUTC();
    private Progress progress = Progress.NONE;

    private LogExport(ReadableLog log) {
        this.log = log;
    }

    /**
     * Prepares an export.
     *
     * @param log the log, open for reading or writing
     * @return the export
     */
    public static LogExport of(ReadableLog log) {
        return new LogExport(log);
    }

    /**
     * Writes PREPARE and COMMIT lines exactly as the predecessors do, without numbers, checksums and marks. Records that hold
     * more than those lines have a place for are refused.
     *
     * @return this
     */
    public LogExport plain() {
        this.plain = true;
        return this;
    }

    /**
     * Sets who hears how far the export has come.
     *
     * @param value the listener
     * @return this
     */
    public LogExport progress(Progress value) {
        this.progress = value;
        return this;
    }

    /**
     * Sets the clock that dates the first and the last line; the system's unless set.
     *
     * @param value the clock
     * @return this
     */
    public LogExport clock(Clock value) {
        this.clock = value;
        return this;
    }

    /**
     * Writes to a stream, which is flushed and left open.
     *
     * @param out receives the lines
     * @return what was done
     * @throws IOException if the stream threw it
     * @throws io.duramen.wal.CorruptLogException if the log is damaged
     * @throws NoPlainFormException if a record has no plain form and plain lines were asked for
     */
    public ExportReport to(OutputStream out) throws IOException {
        ExportReport report = export(lines -> out.write(lines.array(), lines.arrayOffset(), lines.limit()));
        out.flush();
        return report;
    }

    /**
     * Writes a new file, for its owner only. When this returns, it is complete and durable; it has its name only then.
     *
     * @param file the file, which must not exist; its directory must
     * @return what was done
     * @throws io.duramen.wal.CorruptLogException if the log is damaged
     * @throws NoPlainFormException if a record has no plain form and plain lines were asked for
     * @throws StorageException if the file exists or cannot be written
     */
    public ExportReport to(Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        Path name = absolute.getFileName();
        if (directory == null || name == null) {
            throw new IllegalArgumentException("expected a file, found " + file);
        }
        return to(NioStorage.at(directory), name.toString());
    }

    /**
     * Writes a new file in a storage; see {@link #to(Path)}.
     *
     * @param storage where
     * @param name the file, directly in the storage's root
     * @return what was done
     */
    public ExportReport to(Storage storage, String name) {
        if (storage.exists(name)) {
            throw new StorageException(
                    StorageException.Kind.ALREADY_EXISTS, "export to", storage.describe(name), "it exists", null);
        }
        String unfinished = name + ".part";
        if (storage.exists(unfinished)) {
            storage.delete(unfinished);
        }
        ExportReport report;
        try (StorageFile file = storage.open(unfinished, OpenMode.CREATE_NEW)) {
            Appender appender = new Appender(file);
            report = export(appender);
            file.force(true);
        } catch (IOException e) {
            throw new UncheckedIOException("a file does not throw this", e);
        }
        storage.rename(unfinished, name);
        storage.syncDirectory("");
        return report;
    }

    private ExportReport export(LineExporter.Sink sink) throws IOException {
        return new LineExporter(log, plain, clock.instant(), progress, sink).run();
    }

    private static final class Appender implements LineExporter.Sink {
        private final StorageFile file;
        private long end;

        Appender(StorageFile file) {
            this.file = file;
        }

        @Override
        public void write(ByteBuffer lines) {
            int length = lines.remaining();
            file.writeFully(lines, end);
            end += length;
        }
    }
}

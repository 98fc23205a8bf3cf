// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.base.Progress;
import io.duramen.legacy.ImportMismatchException;
import io.duramen.legacy.ImportReport;
import io.duramen.legacy.TargetNotEmptyException;
import io.duramen.legacy.UnfinishedExportException;
import io.duramen.legacy.text.BadLineException;
import io.duramen.legacy.text.RawLines;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Appends the records of a file of lines to any log. The whole file is verified before anything is written. */
public final class LineImporter {
    private static final int UNDER_WAY = 1024;
    private static final int REPORT_EVERY = 4096;

    private final Storage storage;
    private final String name;
    private final boolean acceptUnfinished;
    private final Progress progress;

    /**
     * Prepares an import.
     *
     * @param storage where the file is
     * @param name the file
     * @param acceptUnfinished whether the mark of a finished export may be missing
     * @param progress hears how far it has come
     */
    public LineImporter(Storage storage, String name, boolean acceptUnfinished, Progress progress) {
        this.storage = storage;
        this.name = name;
        this.acceptUnfinished = acceptUnfinished;
        this.progress = progress;
    }

    /**
     * Imports.
     *
     * @param target receives the records
     * @param resume whether the target may hold the first of them already
     * @return what was done
     */
    public ImportReport run(WriteAheadLog target, boolean resume) {
        String fullName = storage.describe(name);
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            LineScan scan = new LineScan(file, fullName, progress).run(LineScan.Visitor.NONE);
            if (scan.damage() != null) {
                throw scan.damage();
            }
            if (scan.isMarked() && !scan.isClosed() && !acceptUnfinished) {
                throw new UnfinishedExportException(fullName, scan.lastLsn(), scan.tornBytes());
            }
            if (!resume && (target.durableLsn() > 0 || target.firstLsn() > 1)) {
                throw new TargetNotEmptyException(target.durableLsn());
            }
            Iterator<LogRecord> records = new Records(file, scan.end());
            long present = skipPresent(target, records);
            long imported = append(target, records, present, scan.carried() + scan.records());
            return new ImportReport(imported, present, scan.tornBytes());
        }
    }

    private long skipPresent(WriteAheadLog target, Iterator<LogRecord> records) {
        long present = 0;
        if (target.firstLsn() > 1) {
            throw new ImportMismatchException(1, "it was removed by a checkpoint");
        }
        try (LogReader reader = target.read(1)) {
            for (LogRecord there : reader) {
                if (!records.hasNext()) {
                    throw new ImportMismatchException(there.lsn(), "the file has no more records");
                }
                String difference = difference(records.next(), there);
                if (difference != null) {
                    throw new ImportMismatchException(there.lsn(), "another " + difference);
                }
                present++;
            }
        }
        return present;
    }

    private static @Nullable String difference(LogRecord wanted, LogRecord there) {
        if (!wanted.payload().equals(there.payload())) {
            return "payload";
        }
        if (!wanted.type().equals(there.type()) || wanted.transactionId() != there.transactionId()) {
            return "type or transaction";
        }
        if (wanted.time() != null && !wanted.time().equals(there.time())) {
            return "time";
        }
        boolean same = Objects.equals(wanted.actor(), there.actor())
                && Objects.equals(wanted.operation(), there.operation())
                && Objects.equals(wanted.key(), there.key())
                && wanted.incarnation() == there.incarnation();
        return same ? null : "attribute";
    }

    private long append(WriteAheadLog target, Iterator<LogRecord> records, long present, long total) {
        ArrayDeque<PendingAppend> underWay = new ArrayDeque<>();
        long imported = 0;
        while (records.hasNext()) {
            underWay.add(target.submit(entry(records.next())));
            if (underWay.size() >= UNDER_WAY) {
                underWay.remove().await();
            }
            imported++;
            if (imported % REPORT_EVERY == 0) {
                progress.update("importing", present + imported, total);
            }
        }
        underWay.forEach(PendingAppend::await);
        target.sync();
        progress.update("importing", total, total);
        return imported;
    }

    private static LogEntry entry(LogRecord record) {
        LogEntry.Builder entry = LogEntry.builder(record.payload())
                .type(record.type())
                .transactionId(record.transactionId())
                .incarnation(record.incarnation());
        if (record.time() != null) {
            entry.time(record.time());
        }
        if (record.actor() != null) {
            entry.actor(record.actor());
        }
        if (record.operation() != null) {
            entry.operation(record.operation());
        }
        ByteBuffer key = record.key();
        if (key != null) {
            byte[] bytes = new byte[key.remaining()];
            key.get(bytes);
            entry.key(bytes);
        }
        return entry.build();
    }

    /** The records of lines that were verified, those carried over included. */
    private static final class Records implements Iterator<LogRecord> {
        private final RawLines source;
        private long lsn;
        private @Nullable LogRecord next;

        Records(StorageFile file, long end) {
            this.source = new RawLines(file::read, 0, end);
        }

        @Override
        public boolean hasNext() {
            while (next == null && source.advance()) {
                if (!source.isBlank()) {
                    next = record();
                }
            }
            return next != null;
        }

        private @Nullable LogRecord record() {
            try {
                Line line = LineParser.parse(source);
                if (line.mark() != null) {
                    return null;
                }
                lsn = line.isChecked() ? line.lsn() : lsn + 1;
                return LineCodec.decode(line, lsn);
            } catch (BadLineException e) {
                throw new IllegalStateException("a line that was verified: " + e.found(), e);
            }
        }

        @Override
        public LogRecord next() {
            LogRecord record = hasNext() ? next : null;
            if (record == null) {
                throw new NoSuchElementException("no more records");
            }
            next = null;
            return record;
        }
    }
}

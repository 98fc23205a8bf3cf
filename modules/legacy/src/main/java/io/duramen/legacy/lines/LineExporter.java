// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.base.Progress;
import io.duramen.legacy.ExportReport;
import io.duramen.legacy.NoPlainFormException;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Turns any log into lines. */
public final class LineExporter {
    private static final int FLUSH_BYTES = 256 << 10;
    private static final int REPORT_EVERY = 4096;

    private final ReadableLog log;
    private final boolean plain;
    private final Instant now;
    private final Progress progress;
    private final Sink sink;
    private final LineBuffer buffer = new LineBuffer();
    private long records;
    private long bytes;

    /** Where lines go. */
    public interface Sink {
        /**
         * Takes bytes.
         *
         * @param lines whole lines, good during the call
         * @throws IOException if they cannot be written
         */
        void write(ByteBuffer lines) throws IOException;
    }

    /**
     * Prepares an export.
     *
     * @param log what is exported
     * @param plain whether the lines are those of the predecessors, without numbers and checksums
     * @param now the time of the marks
     * @param progress hears how far it has come
     * @param sink takes the lines
     */
    public LineExporter(ReadableLog log, boolean plain, Instant now, Progress progress, Sink sink) {
        this.log = log;
        this.plain = plain;
        this.now = now;
        this.progress = progress;
        this.sink = sink;
    }

    /**
     * Exports all records.
     *
     * @return what was done
     * @throws IOException if the sink threw it
     */
    public ExportReport run() throws IOException {
        CorruptLogException damage = log.recovery().damage();
        if (damage != null) {
            throw damage;
        }
        long first = log.firstLsn();
        long last = log.durableLsn();
        List<LogRecord> carried = log instanceof Carrying carrying ? carrying.carried() : List.of();
        mark(Mark.first(log.logId(), carried.size(), 0), first - 1, log.logId().getMostSignificantBits());
        for (LogRecord record : carried) {
            write(record);
        }
        try (LogReader reader = log.read(first)) {
            for (LogRecord record : reader) {
                if (record.lsn() > last) {
                    break;
                }
                write(record);
            }
        }
        mark(Mark.later(log.logId(), 0, true), last, log.logId().getLeastSignificantBits());
        flush();
        progress.update("exporting", records, records);
        return new ExportReport(records, first, last, bytes);
    }

    private void write(LogRecord record) throws IOException {
        String text = LineCodec.encode(record);
        if (plain) {
            String obstacle = LineCodec.obstacleToPlain(record);
            if (obstacle != null) {
                throw new NoPlainFormException(record.lsn(), obstacle);
            }
            buffer.addPlain(text);
        } else {
            buffer.add(text, record.lsn(), record.lsn() - 1);
        }
        if (buffer.length() >= FLUSH_BYTES) {
            flush();
        }
        if (records++ % REPORT_EVERY == 0) {
            progress.update("exporting", records, log.durableLsn() - log.firstLsn() + 1);
        }
    }

    private void mark(Mark mark, long lsn, long uniqueNumber) {
        if (!plain) {
            buffer.addMark(LineCodec.encode(mark, uniqueNumber, now), lsn);
        }
    }

    private void flush() throws IOException {
        bytes += buffer.length();
        sink.write(buffer.buffer());
        buffer.clear();
    }
}

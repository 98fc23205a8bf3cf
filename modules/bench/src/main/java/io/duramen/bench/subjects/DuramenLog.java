// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.SubjectLog;
import io.duramen.wal.LogCursor;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Duramen's log as the bench sees it. */
final class DuramenLog implements SubjectLog {
    private final ReadableLog readable;
    private final @Nullable WriteAheadLog log;

    private DuramenLog(ReadableLog readable, @Nullable WriteAheadLog log) {
        this.readable = readable;
        this.log = log;
    }

    /** Opens a log, making it if the directory is empty; to read only if nothing is going to be appended. */
    static DuramenLog open(Path directory, WalOptions options, Purpose purpose) throws IOException {
        if (purpose == Purpose.REPLAY) {
            return new DuramenLog(WriteAheadLog.openReadOnly(directory, options), null);
        }
        WriteAheadLog log =
                isEmpty(directory) ? WriteAheadLog.create(directory, options) : WriteAheadLog.open(directory, options);
        return new DuramenLog(log, log);
    }

    static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> names = Files.list(directory)) {
            return names.findAny().isEmpty();
        }
    }

    private WriteAheadLog log() {
        if (log == null) {
            throw new IllegalStateException("opened to replay only");
        }
        return log;
    }

    @Override
    public void append(byte[] record) {
        log().append(ByteBuffer.wrap(record));
    }

    @Override
    public void drain() {
        log().sync();
    }

    @Override
    public void replay(RecordSink sink) {
        try (LogCursor records = readable.cursor(readable.firstLsn())) {
            while (records.next()) {
                sink.accept(records.payload());
            }
        }
    }

    @Override
    public void close() {
        readable.close();
    }
}

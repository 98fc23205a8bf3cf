// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.subjects;

import io.duramen.bench.Kind;
import io.duramen.bench.Purpose;
import io.duramen.bench.RecordSink;
import io.duramen.bench.Subject;
import io.duramen.bench.SubjectConfig;
import io.duramen.bench.SubjectLog;
import io.duramen.bench.Work;
import io.duramen.wal.Durability;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Duramen with its defaults but for the durability. */
final class DuramenSubject implements Subject {
    private final Durability durability;

    DuramenSubject(Durability durability) {
        this.durability = durability;
    }

    @Override
    public String name() {
        return durability == Durability.WAL
                ? "duramen"
                : "duramen-" + durability.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        return "Duramen, " + durability;
    }

    @Override
    public Kind kind() {
        return Kind.DURAMEN;
    }

    @Override
    public boolean syncs() {
        return durability != Durability.NONE;
    }

    @Override
    public Set<Work> works() {
        return switch (durability) {
            case WAL -> Set.of(Work.DURABLE, Work.REPLAY, Work.OPEN);
            case FULL -> Set.of(Work.DURABLE, Work.OPEN);
            case NONE -> Set.of(Work.DURABLE, Work.BUFFERED);
        };
    }

    @Override
    public SubjectLog open(Path directory, SubjectConfig config) throws Exception {
        WalOptions options = WalOptions.defaults().toBuilder()
                .durability(config.purpose() == Purpose.BUFFERED ? Durability.NONE : durability)
                .build();
        boolean empty;
        try (Stream<Path> names = Files.list(directory)) {
            empty = names.findAny().isEmpty();
        }
        return new DuramenLog(
                empty ? WriteAheadLog.create(directory, options) : WriteAheadLog.open(directory, options));
    }

    private static final class DuramenLog implements SubjectLog {
        private final WriteAheadLog log;

        DuramenLog(WriteAheadLog log) {
            this.log = log;
        }

        @Override
        public void append(byte[] record) {
            log.append(ByteBuffer.wrap(record));
        }

        @Override
        public void drain() {
            log.sync();
        }

        @Override
        public void replay(RecordSink sink) {
            try (LogReader reader = log.read(log.firstLsn())) {
                for (LogRecord record : reader) {
                    sink.accept(record.payload());
                }
            }
        }

        @Override
        public void close() {
            log.close();
        }
    }
}

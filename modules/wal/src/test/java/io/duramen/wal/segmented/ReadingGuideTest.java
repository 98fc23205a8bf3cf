// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the guide: each stands here, too, and does what the guide says. */
class ReadingGuideTest {
    private static final Path GUIDE = Path.of("../../docs/guide/reading.md");
    private static final Path SELF = Path.of("src/test/java/io/duramen/wal/segmented/ReadingGuideTest.java");

    @TempDir
    private Path temp;

    private Path directory;
    private WriteAheadLog log;
    private final List<Long> seen = new ArrayList<>();

    @BeforeEach
    void fill() {
        directory = temp.resolve("log");
        log = WriteAheadLog.create(directory, plain());
        Instant[] times = {
            Instant.parse("2026-04-30T23:59:59Z"),
            Instant.parse("2026-05-01T00:00:00Z"),
            Instant.parse("2026-06-01T00:00:00Z")
        };
        for (int n = 0; n < times.length; n++) {
            log.append(LogEntry.builder(payload(n + 1))
                    .actor("ada")
                    .operation("put")
                    .time(times[n])
                    .build());
        }
        ((SegmentedLog) log).idle();
    }

    @AfterEach
    void close() {
        log.close();
    }

    private void print(long lsn, @Nullable String actor, ByteBuffer payload) {
        assertEquals("ada", actor);
        apply(lsn, RecordType.DATA, payload);
    }

    private void apply(long lsn, RecordType type, ByteBuffer payload) {
        assertEquals(RecordType.DATA, type);
        assertEquals(payload(lsn), payload);
        seen.add(lsn);
    }

    private boolean running() {
        return seen.size() < 3;
    }

    @Test
    void objects() {
        try (LogReader reader = log.read(log.firstLsn())) {
            for (LogRecord record : reader) {
                print(record.lsn(), record.actor(), record.payload());
            }
        }
        assertEquals(List.of(1L, 2L, 3L), seen);
    }

    @Test
    void cursor() {
        try (LogCursor records = log.cursor(log.firstLsn())) {
            while (records.next()) {
                apply(records.lsn(), records.type(), records.payload());
            }
        }
        assertEquals(List.of(1L, 2L, 3L), seen);
    }

    @Test
    void query() {
        LogQuery query = LogQuery.builder()
                .actor("ada")
                .operation("put")
                .since(Instant.parse("2026-05-01T00:00:00Z"))
                .before(Instant.parse("2026-06-01T00:00:00Z"))
                .build();
        try (LogReader reader = log.read(query)) {
            for (LogRecord record : reader) {
                print(record.lsn(), record.actor(), record.payload());
            }
        }
        assertEquals(List.of(2L), seen);
    }

    @Test
    void time() {
        OptionalLong first = log.firstLsnAt(Instant.parse("2026-05-01T00:00:00Z"));
        assertEquals(OptionalLong.of(2), first);
    }

    @Test
    void tail() throws InterruptedException {
        try (LogTail tail = log.tail(log.firstLsn())) {
            while (running()) {
                if (tail.next(Duration.ofSeconds(1))) {
                    apply(tail.lsn(), tail.type(), tail.payload());
                }
            }
        }
        assertEquals(List.of(1L, 2L, 3L), seen);
    }

    @Test
    void tailOfAnotherProcess() throws InterruptedException {
        try (ReadableLog other = WriteAheadLog.openReadOnly(directory, WalOptions.defaults());
                LogTail tail = other.tail(other.firstLsn())) {
            while (running()) {
                if (tail.next(Duration.ofSeconds(1))) {
                    apply(tail.lsn(), tail.type(), tail.payload());
                }
            }
        }
        assertEquals(List.of(1L, 2L, 3L), seen);
    }

    @Test
    @Tag("S3.65")
    void everyExampleOfTheGuideStandsHere() throws IOException {
        String source = lines(Files.readString(SELF));
        String[] parts = Files.readString(GUIDE).split("(?m)^```", -1);
        int examples = 0;
        for (int i = 1; i < parts.length; i += 2) {
            String example = parts[i].split("\n", 2)[1];
            assertTrue(source.contains(lines(example)), () -> "not in the tests:\n" + example);
            examples++;
        }
        assertEquals(6, examples);
    }

    private static String lines(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
    }
}

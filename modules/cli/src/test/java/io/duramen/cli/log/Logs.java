// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.wal.LogEntry;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;

/** Logs that are the same at each run: small segments, a clock that stands still, everything from a seed. */
final class Logs {
    static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    private Logs() {}

    static WalOptions.Builder options() {
        return WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .clock(Clock.fixed(NOON, ZoneOffset.UTC))
                .random(new SplittableRandom(1));
    }

    /** As above with a thread of its own, which says after a pause what is durable, so that others can follow. */
    static WalOptions live() {
        return options().writerMode(WriterMode.THREAD).build();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] key(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Six orders of three people within one afternoon. */
    static Path orders(Path directory) {
        return orders(directory, options().build());
    }

    static Path orders(Path directory, WalOptions options) {
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            log.append(order("ann", "put", "apples", "{\"boxes\": 12}", 0).build());
            log.append(order("bob", "put", "pears", "{\"boxes\": 3}", 1).build());
            log.append(order("ann", "delete", "apples", "", 2).transactionId(7).build());
            log.append(order("bob", "put", "plums", "{\"boxes\": 40}", 3)
                    .transactionId(7)
                    .type(RecordType.COMMIT)
                    .build());
            log.append(LogEntry.builder(ByteBuffer.wrap(new byte[] {0, 1, (byte) 0xff}))
                    .type(new RecordType(70))
                    .time(NOON.plusSeconds(4 * 3600))
                    .build());
            log.append(order("eve", "put", "nuts", "{\"sacks\": 1}", 5)
                    .incarnation(2)
                    .build());
        }
        return directory;
    }

    private static LogEntry.Builder order(String actor, String operation, String key, String payload, int hour) {
        return LogEntry.builder(bytes(payload))
                .actor(actor)
                .operation(operation)
                .key(key(key))
                .time(NOON.plusSeconds(hour * 3600L));
    }

    /** Many records in several segments, closed in order. */
    static Path many(Path directory, int records, long checkpoint) {
        try (WriteAheadLog log = WriteAheadLog.create(directory, options().build())) {
            for (int n = 1; n <= records; n++) {
                log.append(LogEntry.builder(bytes("record " + n + " ".repeat(200)))
                        .actor("actor" + n % 3)
                        .build());
                if (checkpoint > 0 && n == 1) {
                    log.checkpoint(2); // long before there is a segment that could go
                }
            }
            if (checkpoint > 2) {
                log.checkpoint(checkpoint);
            }
        }
        return directory;
    }

    static List<SegmentInfo> segments(Path directory) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(directory, WalOptions.defaults())) {
            return log.segments();
        }
    }

    /** Flips a bit of a text that stands in one segment. */
    static long damage(Path segment, String text) throws IOException {
        byte[] bytes = Files.readAllBytes(segment);
        String latin = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = latin.indexOf(text);
        assertEquals(at, latin.lastIndexOf(text), "the text must stand there once");
        bytes[at] ^= 1;
        Files.write(segment, bytes);
        return at;
    }

    static Path segment(Path directory, long number) {
        return directory.resolve("wal").resolve(String.format("%016x.seg", number));
    }
}

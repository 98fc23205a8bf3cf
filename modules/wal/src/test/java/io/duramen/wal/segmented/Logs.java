// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.storage.Storage;
import io.duramen.wal.Durability;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the log's tests share: small segments, no threads, everything from a seed. */
final class Logs {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.000006Z"), ZoneOffset.UTC);

    private Logs() {}

    static WalOptions.Builder options() {
        return WalOptions.builder()
                .writerMode(WriterMode.CALLER)
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .clock(CLOCK)
                .random(new SplittableRandom(1));
    }

    static WalOptions plain() {
        return options().build();
    }

    static WalOptions plain(Durability durability) {
        return options().durability(durability).build();
    }

    /** A payload that says its number, of a length that depends on it. */
    static ByteBuffer payload(long number) {
        return payload(number, 20 + (int) (number * 37 % 200));
    }

    static ByteBuffer payload(long number, int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(number).nextBytes(bytes);
        byte[] text = ("record " + number + " ").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, 0, Math.min(text.length, length));
        return ByteBuffer.wrap(bytes);
    }

    static void append(WriteAheadLog log, int from, int to) {
        for (int n = from; n <= to; n++) {
            assertEquals(n, log.append(payload(n)));
        }
    }

    static List<LogRecord> all(ReadableLog log) {
        List<LogRecord> records = new ArrayList<>();
        try (LogReader reader = log.read(log.firstLsn())) {
            reader.forEach(records::add);
        }
        return records;
    }

    /** Checks that a log holds the records from its first up to a number, each as it was appended, and nothing else. */
    static void requireRecords(ReadableLog log, long last) {
        assertEquals(last, log.durableLsn());
        long expected = log.firstLsn();
        for (LogRecord record : all(log)) {
            assertEquals(expected, record.lsn());
            assertEquals(payload(expected), record.payload());
            expected++;
        }
        assertEquals(last + 1, expected);
    }

    static String lastSegment(Storage storage) {
        List<String> names = storage.list(LogNames.DIRECTORY).stream()
                .filter(LogNames::isSegment)
                .toList();
        return LogNames.DIRECTORY + "/" + names.get(names.size() - 1);
    }
}

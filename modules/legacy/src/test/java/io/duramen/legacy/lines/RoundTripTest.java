// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RoundTripTest {

    @Test
    @Tag("S1.01")
    void everyFieldOfEveryRangeComesBack() {
        Seeds.run(300, random -> {
            SimDisk disk = SimDisk.create();
            List<LogEntry> entries = new ArrayList<>();
            try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
                for (int i = random.nextInt(1, 8); i > 0; i--) {
                    LogEntry entry = RandomEntries.entry(random);
                    entries.add(entry);
                    log.append(entry);
                }
            }
            try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
                List<LogRecord> records = all(log);
                assertEquals(entries.size(), records.size());
                for (int i = 0; i < entries.size(); i++) {
                    requireEqual(entries.get(i), records.get(i));
                }
            }
        });
    }

    static void requireEqual(LogEntry entry, LogRecord record) {
        assertEquals(entry.payload(), record.payload());
        assertEquals(entry.type(), record.type());
        assertEquals(entry.transactionId(), record.transactionId());
        assertEquals(entry.time(), record.time());
        assertEquals(entry.actor(), record.actor());
        assertEquals(entry.operation(), record.operation());
        assertEquals(entry.key() == null ? null : ByteBuffer.wrap(entry.key()), record.key());
        assertEquals(entry.incarnation(), record.incarnation());
    }

    @Test
    void aTransactionsIdIsItsNumberOrItsTextAndNothingIsLeftToGuess() {
        for (String id : List.of(
                "", "0", "-1", "00", "17", "a-1", "9223372036854775808", "caf\u00e9", "\ud800", "x\ud83d\ude00")) {
            TransactionName name = TransactionName.of(id);
            assertEquals(id, TransactionName.textOf(name.transactionId(), name.key()));
        }
        assertEquals(17, TransactionName.of("17").transactionId());
        assertNull(TransactionName.of("17").key());
        assertNull(TransactionName.textOf(5, new byte[] {1}), "a key that is not the transaction's");
    }

    @Test
    void timesAreSecondsWithAPointAndCountToTheMicrosecond() {
        for (String text :
                List.of("1770000000.504", "1770000000.0", "0.0", "-1.5", "0.000001", "253402300799.999999")) {
            assertEquals(text, Timestamps.text(Timestamps.time(text)));
        }
        assertEquals(Instant.parse("2026-02-02T02:40:00.123457Z"), Timestamps.time("1770000000.1234567"));
        assertEquals(Instant.ofEpochSecond(1770000000), Timestamps.time("1.77e9"));
        assertEquals(Instant.EPOCH, Timestamps.time("1e-999999999"));
        for (String text :
                List.of("NaN", "Infinity", "-Infinity", "1e999999999", "1e99999999999", "-9.2e12", "9150000000000.1")) {
            assertNull(Timestamps.time(text), text);
        }
        for (long second : new long[] {9_150_000_000_000L, -9_150_000_000_000L, -1}) {
            Instant edge = Instant.ofEpochSecond(second, second == -1 ? 1000 : 0);
            assertEquals(edge, Timestamps.time(Timestamps.text(edge)));
        }
    }

    @Test
    void halvesOfSurrogatePairsHaveBytesAndBytesThatAreNoTextAreRefused() {
        for (String text : List.of("", "a", "\u00e9", "\u2615", "\ud83d\ude00", "\ud800", "\udc00\ud800", "\uffff")) {
            assertEquals(text, Wtf8.decode(Wtf8.encode(text)));
        }
        assertArrayEquals(
                "caf\u00e9 \ud83d\ude00".getBytes(StandardCharsets.UTF_8), Wtf8.encode("caf\u00e9 \ud83d\ude00"));
        Seeds.run(5000, random -> {
            byte[] bytes = new byte[random.nextInt(6)];
            random.nextBytes(bytes);
            String text = Wtf8.decode(bytes);
            assertTrue(text == null || java.util.Arrays.equals(bytes, Wtf8.encode(text)));
        });
    }

    @Test
    void everyTypeHasAnOpAndNoTwoHaveTheSame() {
        for (int code = 1; code <= 255; code++) {
            RecordType type = new RecordType(code);
            assertEquals(type, Ops.type(Ops.op(type)));
        }
        for (String op : List.of("", "prepare", "TYPE_", "TYPE_1", "TYPE_064", "TYPE_256", "TYPE_+64")) {
            assertNull(Ops.type(op), op);
        }
    }
}

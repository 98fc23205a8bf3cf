// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
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

/** What the tests of the log of lines share: no threads, everything from a seed. */
final class Lines {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05.000006Z"), ZoneOffset.UTC);

    private Lines() {}

    static WalOptions.Builder options() {
        return WalOptions.builder()
                .provider(new JsonLinesProvider())
                .writerMode(WriterMode.CALLER)
                .clock(CLOCK)
                .random(new SplittableRandom(1));
    }

    static WalOptions plain() {
        return options().build();
    }

    /** A payload that says its number, of a length that depends on it. */
    static ByteBuffer payload(long number) {
        byte[] bytes = new byte[20 + (int) (number * 37 % 200)];
        new SplittableRandom(number).nextBytes(bytes);
        byte[] text = ("record " + number + " ").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, bytes, 0, text.length);
        return ByteBuffer.wrap(bytes);
    }

    static void append(WriteAheadLog log, int from, int to) {
        for (int n = from; n <= to; n++) {
            assertEquals(n, log.append(payload(n)));
        }
    }

    static List<LogRecord> all(ReadableLog log) {
        return from(log, log.firstLsn());
    }

    static List<LogRecord> from(ReadableLog log, long lsn) {
        List<LogRecord> records = new ArrayList<>();
        try (LogReader reader = log.read(lsn)) {
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

    static String text(SimDisk disk) {
        return new String(disk.bytes(LineNames.LOG), StandardCharsets.UTF_8);
    }

    /** A directory as a predecessor leaves it. */
    static SimDisk predecessor(byte[] lines) {
        SimDisk disk = SimDisk.create();
        write(disk, lines);
        disk.createDirectory("state");
        return disk;
    }

    static SimDisk predecessor(String lines) {
        return predecessor(lines.getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Storage storage, byte[] lines) {
        storage.createDirectory(LineNames.DIRECTORY);
        try (StorageFile file = storage.open(LineNames.LOG, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(lines), 0);
            file.force(true);
        }
        storage.syncDirectory(LineNames.DIRECTORY);
        storage.syncDirectory("");
    }

    /** Puts other bytes in the place of a log's file, durably. */
    static void replace(Storage storage, byte[] lines) {
        try (StorageFile file = storage.open(LineNames.LOG, OpenMode.READ_WRITE)) {
            file.truncate(0);
            file.writeFully(ByteBuffer.wrap(lines), 0);
            file.force(true);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** What the tests of compression share: records as people write them, which become shorter when they are compressed. */
final class Rows {
    private Rows() {}

    static WalOptions.Builder options() {
        return Logs.options().compressRotated(true);
    }

    static WalOptions compressing() {
        return options().build();
    }

    /** A line of JSON that says its number. */
    static ByteBuffer row(long number) {
        SplittableRandom random = new SplittableRandom(number);
        String text = "{\"id\":" + number + ",\"kind\":\"order\",\"customer\":\"customer-" + random.nextInt(1000)
                + "\",\"amount\":" + random.nextInt(100_000) + ",\"currency\":\"EUR\",\"lines\":"
                + "[{\"item\":\"a\",\"count\":1}]".repeat(1 + random.nextInt(8)) + "}";
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    static void append(WriteAheadLog log, int from, int to) {
        for (int n = from; n <= to; n++) {
            assertEquals(n, log.append(row(n)));
        }
    }

    /** Checks that a log holds the rows from its first up to a number, each as it was appended, and nothing else. */
    static void requireRows(ReadableLog log, long last) {
        assertEquals(last, log.durableLsn());
        long expected = log.firstLsn();
        for (LogRecord record : Logs.all(log)) {
            assertEquals(expected, record.lsn());
            assertEquals(row(expected), record.payload());
            expected++;
        }
        assertEquals(last + 1, expected);
    }

    /** A closed log of some segments, all of them compressed but the last two. */
    static void create(Storage storage, WalOptions options, int rows) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            append(log, 1, rows);
            log.checkpoint(1); // removes nothing; without a thread, this is what compresses
        }
        assertTrue(
                compressed(storage).size() >= 2,
                () -> storage.list(LogNames.DIRECTORY).toString());
    }

    /** The names of compressed segments. */
    static List<String> compressed(Storage storage) {
        return storage.list(LogNames.DIRECTORY).stream()
                .filter(CompressedNames::isCompressed)
                .map(name -> LogNames.DIRECTORY + "/" + name)
                .toList();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.RecordTooLargeException;
import io.duramen.wal.RecordType;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AppendAndReadTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S3.08")
    void whatIsAppendedIsReadInOrderNowAndAfterReopening() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 50);
            requireRecords(log, 50);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            assertTrue(log.recovery().cleanShutdown());
            requireRecords(log, 50);
            append(log, 51, 60);
            requireRecords(log, 60);
        }
    }

    @Test
    @Tag("S1.01")
    @Tag("S3.09")
    void everyAttributeComesBack() {
        Instant time = Instant.parse("2001-02-03T04:05:06.123456Z");
        byte[] key = {0, 1, -1};
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(LogEntry.builder(ByteBuffer.wrap(new byte[] {7}))
                    .type(RecordType.COMMIT)
                    .transactionId(-9)
                    .time(time)
                    .actor("prüfer")
                    .operation("put")
                    .key(key)
                    .incarnation(3)
                    .build());
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            LogRecord record = all(log).get(0);
            assertEquals(RecordType.COMMIT, record.type());
            assertEquals(-9, record.transactionId());
            assertEquals(time, record.time());
            assertEquals("prüfer", record.actor());
            assertEquals("put", record.operation());
            assertEquals(ByteBuffer.wrap(key), record.key());
            assertEquals(3, record.incarnation());
            assertEquals(ByteBuffer.wrap(new byte[] {7}), record.payload());
        }
    }

    @Test
    void anEntryWithoutTimeGetsThatOfTheClock() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(payload(1));
            assertEquals(CLOCK.instant(), all(log).get(0).time());
        }
    }

    @Test
    void readingAPayloadDoesNotUseItUp() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(payload(1));
            LogRecord record = all(log).get(0);
            record.payload().get();
            assertEquals(payload(1), record.payload());
            assertTrue(record.payload().isReadOnly());
        }
    }

    @Test
    @Tag("S1.10")
    void recordsOfEverySizeUpToTheLimitComeBack() {
        int limit = 200_000;
        WalOptions options = options().maxRecordBytes(limit).build();
        int[] sizes = {0, 1, 7, 8, 9, 4095, 4096, 65_535, 65_536, 100_000, limit};
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            for (int i = 0; i < sizes.length; i++) {
                log.append(payload(i, sizes[i]));
            }
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, options)) {
            for (LogRecord record : all(log)) {
                int i = (int) record.lsn() - 1;
                assertEquals(payload(i, sizes[i]), record.payload());
            }
            assertEquals(sizes.length, log.durableLsn());
        }
    }

    @Test
    @Tag("S1.10")
    void aRecordOverTheLimitIsRefusedAndTheLogGoesOn() {
        WalOptions options = options().maxRecordBytes(1000).build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            log.append(payload(1));
            long written = disk.operations();
            RecordTooLargeException refused =
                    assertThrows(RecordTooLargeException.class, () -> log.append(payload(2, 1001)));
            assertEquals(1001L, refused.details().get("bytes"));
            assertEquals(written, disk.operations());
            append(log, 2, 2);
            requireRecords(log, 2);
        }
    }

    @Test
    void aReaderStartsWhereItIsTold() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 1000);
            for (long from : new long[] {1, 2, 499, 1000}) {
                try (LogReader reader = log.read(from)) {
                    assertEquals(from, reader.iterator().next().lsn());
                }
            }
            try (LogReader reader = log.read(1001)) {
                assertTrue(!reader.iterator().hasNext());
            }
            assertThrows(RecordsRemovedException.class, () -> log.read(0));
            assertThrows(RecordsRemovedException.class, () -> log.read(1002));
        }
    }

    @Test
    void aReaderStopsAtWhatWasDurableWhenItWasOpened() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 3);
            try (LogReader reader = log.read(1)) {
                append(log, 4, 900); // rolls meanwhile
                int count = 0;
                for (LogRecord record : reader) {
                    count++;
                    assertEquals(payload(record.lsn()), record.payload());
                }
                assertEquals(3, count);
            }
        }
    }

    @Test
    void readingTwiceGivesTheSame() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 700);
            assertEquals(all(log), all(log));
        }
    }
}

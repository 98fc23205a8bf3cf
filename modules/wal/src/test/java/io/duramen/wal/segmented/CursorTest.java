// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.NameOrder;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CursorTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    void aCursorShowsWhatAReaderReturns() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 1500);
            log.append(LogEntry.builder(payload(1501))
                    .type(new RecordType(200))
                    .transactionId(5)
                    .time(Instant.parse("1960-01-01T00:00:00.000001Z"))
                    .actor("ada")
                    .operation("put")
                    .key(new byte[] {1, 2})
                    .incarnation(9)
                    .build());
            List<LogRecord> records = all(log);

            try (LogCursor cursor = log.cursor(1)) {
                for (LogRecord expected : records) {
                    assertTrue(cursor.next());
                    assertEquals(expected, cursor.record());
                    assertEquals(expected.lsn(), cursor.lsn());
                    assertEquals(expected.type(), cursor.type());
                    assertEquals(expected.transactionId(), cursor.transactionId());
                    assertEquals(expected.time(), Instant.EPOCH.plusNanos(cursor.timeMicros() * 1000));
                    assertEquals(expected.actor(), cursor.actor());
                    assertEquals(expected.operation(), cursor.operation());
                    assertEquals(expected.key(), cursor.key());
                    assertEquals(expected.incarnation(), cursor.incarnation());
                    assertEquals(expected.payload(), cursor.payload());
                }
                assertFalse(cursor.next());
                assertFalse(cursor.next());
            }
        }
    }

    @Test
    void whatACursorShowsCannotBeWrittenToAndIsPositionedAnewAtEachCall() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                LogCursor cursor = opened(log)) {
            ByteBuffer once = cursor.payload();
            assertTrue(once.isReadOnly() && !once.hasArray());
            once.position(once.limit());
            assertEquals(payload(1), cursor.payload());
            assertNull(cursor.key());
            assertNull(cursor.actor());
        }
    }

    private static LogCursor opened(WriteAheadLog log) {
        append(log, 1, 2);
        LogCursor cursor = log.cursor(1);
        assertTrue(cursor.next());
        return cursor;
    }

    @Test
    void aCopyOfARecordStaysWhenTheCursorGoesOn() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                LogCursor cursor = opened(log)) {
            LogRecord first = cursor.record();
            assertTrue(cursor.next());
            assertEquals(payload(2), cursor.payload());
            assertEquals(payload(1), first.payload());
        }
    }

    @Test
    void aCursorThatStandsOnNoRecordSaysSo() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 1);
            LogCursor cursor = log.cursor(1);
            assertThrows(IllegalStateException.class, cursor::lsn);
            assertThrows(IllegalStateException.class, cursor::payload);
            assertTrue(cursor.next());
            assertFalse(cursor.next());
            assertThrows(IllegalStateException.class, cursor::record);
            cursor.close();
            cursor.close();
            assertFalse(cursor.next());
            assertThrows(IllegalStateException.class, cursor::type);
        }
    }

    @Test
    void aCursorStartsAnywhereAndEndsWhereTheLogEndedWhenItWasOpened() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 700);
            for (long from : new long[] {1, 2, 350, 699, 700, 701}) {
                try (LogCursor cursor = log.cursor(from)) {
                    append(log, (int) log.durableLsn() + 1, (int) log.durableLsn() + 30);
                    long last = log.durableLsn() - 30;
                    for (long lsn = from; lsn <= last; lsn++) {
                        assertTrue(cursor.next());
                        assertEquals(lsn, cursor.lsn());
                    }
                    assertFalse(cursor.next());
                }
            }
            assertThrows(RecordsRemovedException.class, () -> log.cursor(0));
            assertThrows(RecordsRemovedException.class, () -> log.cursor(log.durableLsn() + 2));
        }
    }

    @Test
    @Tag("S3.04")
    void everyBitOfARecordOrFrameIsVerifiedBeforeItIsShown() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 12);
            String name = LogNames.segment(1);
            long end = log.segments().get(0).usedBytes();
            for (long bit = 8L * SegmentLayout.HEADER_BYTES; bit < 8 * end; bit++) {
                disk.flipBit(name, bit);
                long offset = bit / 8;
                CorruptLogException found =
                        assertThrows(CorruptLogException.class, () -> read(log), () -> "byte " + offset);
                assertTrue(found.offset() <= offset, found::getMessage);
                disk.flipBit(name, bit);
            }
            assertEquals(12, read(log));
        }
    }

    private static long read(ReadableLog log) {
        long count = 0;
        try (LogCursor cursor = log.cursor(log.firstLsn())) {
            while (cursor.next()) {
                count++;
                assertEquals(payload(cursor.lsn()), cursor.payload());
            }
        }
        return count;
    }

    @Test
    @Tag("S3.05")
    void theSameBytesGiveTheSameRecordsInWhateverOrderTheDirectoryListsThem() {
        List<LogRecord> first = null;
        for (NameOrder order : NameOrder.values()) {
            SimDisk other = SimDisk.create(SimOptions.defaults().withNames(order));
            try (WriteAheadLog log = WriteAheadLog.create(other, plain())) {
                append(log, 1, 1200);
            }
            for (int time = 0; time < 2; time++) {
                try (ReadableLog log = WriteAheadLog.openReadOnly(other, plain())) {
                    List<LogRecord> records = new ArrayList<>();
                    try (LogCursor cursor = log.cursor(1)) {
                        while (cursor.next()) {
                            records.add(cursor.record());
                        }
                    }
                    first = first == null ? records : first;
                    assertEquals(first, records);
                }
            }
        }
    }

    @Test
    void everyByteIsReadOnce() {
        RecordingStorage storage = RecordingStorage.over(disk);
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            append(log, 1, 3000);
            storage.clear();
            assertEquals(3000, read(log));
            long read = storage.operations().stream()
                    .filter(o -> o.kind() == Kind.READ)
                    .mapToLong(o -> o.length())
                    .sum();
            long used = log.segments().stream()
                    .mapToLong(SegmentInfo::usedBytes)
                    .map(bytes -> bytes - SegmentLayout.HEADER_BYTES)
                    .sum();
            assertEquals(used, read);
        }
    }

    @Test
    void aSegmentRemovedWhileItIsReadIsReadToItsEndAndTheNextOneIsMissed() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 2000);
            List<SegmentInfo> segments = log.segments();
            try (LogCursor cursor = log.cursor(1)) {
                assertTrue(cursor.next());
                log.checkpoint(segments.get(2).firstLsn());
                while (cursor.lsn() < segments.get(0).lastLsn()) {
                    assertTrue(cursor.next());
                    assertEquals(payload(cursor.lsn()), cursor.payload());
                }
                RecordsRemovedException removed = assertThrows(RecordsRemovedException.class, cursor::next);
                assertEquals(segments.get(1).firstLsn(), removed.details().get("wanted"));
                assertEquals(segments.get(2).firstLsn(), removed.details().get("firstLsn"));
            }
        }
    }

    @Test
    void aRemovedSegmentWhoseFileWasUsedAgainIsNotTakenForDamage() {
        try (WriteAheadLog log = WriteAheadLog.create(
                disk,
                options().maxSegmentBytes(4 << 20).firstSegmentBytes(4 << 20).build())) {
            append(log, 1, 12_000); // more than a window
            disk.link(LogNames.segment(1), "again"); // the simulated disk has no other way to write to a removed file
            long end = log.segments().get(0).usedBytes();
            log.append(payload(12_001, 3 << 20)); // goes on in the next segment
            try (LogCursor cursor = log.cursor(1)) {
                assertTrue(cursor.next());
                log.checkpoint(12_001);
                disk.noise("again", SegmentLayout.HEADER_BYTES, end - SegmentLayout.HEADER_BYTES, 1);
                assertThrows(RecordsRemovedException.class, () -> {
                    while (cursor.next()) {
                        assertEquals(payload(cursor.lsn()), cursor.payload());
                    }
                });
            }
        }
    }

    @Test
    void aReadThatFailsCanBeTriedAgain() {
        FaultStorage storage = FaultStorage.over(disk);
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            append(log, 1, 1500);
            for (int call = 0; call < 4; call++) {
                try (LogCursor cursor = log.cursor(1)) {
                    storage.fail(Fault.CLOSED, call, Times.ONCE, Kind.READ);
                    long next = 1;
                    while (next <= 1500) {
                        try {
                            assertTrue(cursor.next());
                            assertEquals(next, cursor.lsn());
                            assertEquals(payload(next), cursor.payload());
                            next++;
                        } catch (io.duramen.storage.StorageException failed) {
                            assertThrows(IllegalStateException.class, cursor::lsn);
                        }
                    }
                    assertEquals(1, storage.failures());
                    storage.heal();
                }
            }
        }
    }

    @Test
    void noFileStaysOpenBehindACursor() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 1500);
            List<String> open = disk.openFiles();
            try (LogCursor cursor = log.cursor(700)) {
                assertTrue(cursor.next());
            }
            assertEquals(1500, read(log));
            assertEquals(open, disk.openFiles());
        }
    }

    @Test
    void aFileThatIsShorterThanItsHeaderSaysIsDamage() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 40);
            try (StorageFile file = disk.open(LogNames.segment(1), OpenMode.READ_WRITE)) {
                file.truncate(SegmentLayout.HEADER_BYTES + 2000);
            }
            assertThrows(CorruptLogException.class, () -> read(log));
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.RecordTooLargeException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that are appended together are there together or not at all. */
class BatchTest {
    private final SimDisk disk = SimDisk.create();

    private static List<LogEntry> batch(int from, int to) {
        List<LogEntry> entries = new ArrayList<>();
        for (int n = from; n <= to; n++) {
            entries.add(LogEntry.of(payload(n)));
        }
        return entries;
    }

    @Test
    void aBatchIsOneWriteAndOneForceAndItsNumberIsItsLast() {
        RecordingStorage storage = RecordingStorage.over(disk);
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            append(log, 1, 2);
            storage.clear();
            assertEquals(7, log.submitAll(batch(3, 7)).await());
            assertEquals(1, storage.count(Kind.WRITE));
            assertEquals(1, storage.count(Kind.FORCE));
            append(log, 8, 8);
            requireRecords(log, 8);
            assertEquals(8, log.statistics().records());
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            requireRecords(log, 8);
        }
    }

    @Test
    void aBatchTornAtAnyByteIsGoneAsAWhole() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 2);
        int before = disk.bytes(LineNames.LOG).length;
        log.submitAll(batch(3, 6)).await();
        byte[] bytes = disk.bytes(LineNames.LOG);
        log.close();
        for (int size = before; size <= bytes.length; size++) {
            replace(disk, Arrays.copyOf(bytes, size));
            boolean whole = size == bytes.length;
            try (WriteAheadLog torn = WriteAheadLog.open(disk, plain())) {
                requireRecords(torn, whole ? 6 : 2);
                assertEquals(whole ? 0 : size - before, torn.recovery().tornBytes());
                assertEquals(whole || size == before, torn.recovery().tornDetail() == null);
                assertEquals(whole ? 7 : 3, torn.append(payload(whole ? 7 : 3)));
            }
            try (WriteAheadLog again = WriteAheadLog.open(disk, plain())) {
                requireRecords(again, whole ? 7 : 3);
            }
        }
    }

    @Test
    void aDamagedLineOfABatchThatWasDurableIsDamageAndTheBatchIsNotServed() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 2);
            log.submitAll(batch(3, 6)).await();
            append(log, 7, 7);
        }
        disk.flipBit(LineNames.LOG, 8L * text(disk).indexOf("\"lsn\": 5"));
        CorruptLogException damage = assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()));
        assertEquals(5, damage.lsn());
        try (var log = WriteAheadLog.openReadOnly(disk, plain())) {
            requireRecords(log, 2);
        }
    }

    @Test
    @Tag("S3.11")
    void aBatchSurvivesACrashInAnyOperationAsAWholeOrNotAtAll() {
        CrashRunner.of(
                        (storage, acks) -> {
                            try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
                                work(log, acks, 0);
                            }
                        },
                        BatchTest::check)
                .damages(6)
                .run();
    }

    private static void work(WriteAheadLog log, AckLog acks, int from) {
        for (int n = from; n < from + 12; n += 4) {
            for (int i = n + 1; i <= n + 4; i++) {
                acks.tried(i);
            }
            log.submitAll(batch(n + 1, n + 4)).await();
            acks.acked(n + 4L);
        }
    }

    private static void check(Storage storage, AckLog acks) {
        try (WriteAheadLog log = open(storage, acks)) {
            acks.requireRecovered(log.durableLsn());
            if (log.durableLsn() % 4 != 0) {
                throw new AssertionError("half a batch: " + log.durableLsn());
            }
            requireRecords(log, log.durableLsn());
            work(log, acks, (int) log.durableLsn());
        }
    }

    private static WriteAheadLog open(Storage storage, AckLog acks) {
        try {
            return WriteAheadLog.open(storage, plain());
        } catch (LogMissingException notYetCreated) {
            if (acks.lastAcked() > 0) {
                throw new AssertionError("the log is gone", notYetCreated);
            }
            return WriteAheadLog.create(storage, plain());
        }
    }

    @Test
    void aBatchHasOneRecordAtLeastAndALimit() {
        WalOptions options = options().maxRecordBytes(1000).build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            assertThrows(IllegalArgumentException.class, () -> log.submitAll(List.of()));
            assertThrows(RecordTooLargeException.class, () -> log.submitAll(batch(1, 20)));
            assertEquals(0, log.durableLsn());
            log.submitAll(batch(1, 1)).await();
        }
    }

    @Test
    void anAppendWhoseTurnDoesNotComeInTimeLeavesNothing() {
        WalOptions slow = options().maxBytesPerSecond(1024).build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, slow)) {
            assertEquals(OptionalLong.of(1), log.tryAppend(LogEntry.of(payload(1)), Duration.ZERO));
            assertEquals(OptionalLong.empty(), log.tryAppend(LogEntry.of(payload(2)), Duration.ZERO));
            assertEquals(1, log.durableLsn());
            Thread.currentThread().interrupt();
            assertEquals(2, log.append(payload(2)), "it waits for its turn");
            assertTrue(Thread.interrupted());
        }
        WalOptions narrow =
                options().writerMode(WriterMode.THREAD).maxPendingBytes(4096).build();
        try (WriteAheadLog log = WriteAheadLog.open(disk, narrow)) {
            assertEquals(OptionalLong.of(3), log.tryAppend(LogEntry.of(payload(3)), Duration.ofMinutes(1)));
        }
    }
}

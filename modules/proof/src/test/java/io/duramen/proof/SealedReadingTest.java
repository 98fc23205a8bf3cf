// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Cursors, queries and tails on a sealed log: the same as on a plain one, with the key. */
class SealedReadingTest {
    private static final WalOptions KEYLESS = WalOptions.builder()
            .writerMode(WriterMode.CALLER)
            .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
            .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
            .build();

    private final SimDisk disk = SimDisk.create();
    private final TestKeys keys = new TestKeys();
    private final WalOptions sealed =
            KEYLESS.toBuilder().sealing(keys.create(disk)).anchor(Anchor.none()).build();

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    private static void append(WriteAheadLog log, int from, int to) {
        for (int n = from; n <= to; n++) {
            log.append(LogEntry.builder(payload(n)).actor("actor " + n % 3).build());
        }
    }

    private static ByteBuffer payload(long number) {
        byte[] bytes = new byte[(int) (number * 37 % 300)];
        java.util.Arrays.fill(bytes, (byte) number);
        return ByteBuffer.wrap(bytes);
    }

    private static int count(LogCursor records) {
        int count = 0;
        while (records.next()) {
            assertEquals(payload(records.lsn()), records.payload());
            count++;
        }
        return count;
    }

    @Test
    void aSealedLogHasAnAnchorOrNoneByName() {
        WalOptions.Builder undecided = WalOptions.builder().sealing(keys.fresh());

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, undecided::build);
        assertTrue(refused.getMessage().contains("Anchor.none()"), refused::getMessage);
        assertNull(undecided.anchor(Anchor.none()).build().anchor());
    }

    @Test
    void cursorsAndQueriesReadAcrossSealedSegments() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, sealed);
                LogTail tail = log.tail(1)) {
            append(log, 1, 1200);
            assertTrue(log.segments().size() > 3);
            try (LogCursor cursor = log.cursor(1)) {
                assertEquals(1200, count(cursor));
            }
            try (LogCursor cursor =
                    log.cursor(LogQuery.builder().actor("actor 1").build())) {
                assertEquals(400, count(cursor));
            }
            assertEquals(1200, count(tail));
        }
    }

    @Test
    void anotherProcessWithTheKeyFollowsAcrossSegmentsAndReopening() {
        WriteAheadLog.create(disk, sealed).close();
        try (ReadableLog other = WriteAheadLog.openReadOnly(disk, sealed);
                LogTail tail = other.tail(1)) {
            for (int round = 0; round < 4; round++) {
                try (WriteAheadLog log = WriteAheadLog.open(disk, sealed)) {
                    append(log, round * 301 + 1, round * 301 + 301);
                    assertEquals(round == 0 ? 300 : 301, count(tail));
                }
            }
            try (WriteAheadLog log = WriteAheadLog.open(disk, sealed)) {
                assertEquals(1, count(tail));
                assertEquals(4 * 301, log.durableLsn());
            }
        }
    }

    @Test
    void anotherProcessWithoutTheKeyIsRefusedTheRecords() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, sealed);
                ReadableLog other = WriteAheadLog.openReadOnly(disk, KEYLESS);
                LogTail tail = other.tail(1)) {
            assertFalse(tail.next());
            append(log, 1, 2);
            assertThrows(KeyRefusedException.class, tail::next);
        }
    }

    @Test
    void everyBitOfASealedFrameIsVerifiedBeforeARecordIsShown() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, sealed)) {
            append(log, 1, 4);
            String name = "wal/0000000000000001.seg";
            long end = log.segments().get(0).usedBytes();
            for (long bit = 8 * 8192; bit < 8 * end; bit += 3) {
                disk.flipBit(name, bit);
                try (LogCursor cursor = log.cursor(1)) {
                    assertThrows(CorruptLogException.class, () -> count(cursor));
                }
                disk.flipBit(name, bit);
            }
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.proof.TestKeys;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WritePath;
import io.duramen.wal.WriterMode;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sealed frames past the page cache: the padding is part of what is encrypted. */
class SealedDirectLogTest {
    private static final WalOptions DIRECT = WalOptions.builder()
            .writerMode(WriterMode.CALLER)
            .writePath(WritePath.DIRECT)
            .firstSegmentBytes(256 << 10)
            .maxSegmentBytes(256 << 10)
            .build();

    private final SimDisk disk = SimDisk.create();
    private final TestKeys keys = new TestKeys();
    private final WalOptions sealed =
            DIRECT.toBuilder().sealing(keys.create(disk)).anchor(Anchor.none()).build();

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    private static ByteBuffer payload(long number) {
        byte[] bytes = new byte[(int) (number * 997 % 9000)];
        java.util.Arrays.fill(bytes, (byte) number);
        return ByteBuffer.wrap(bytes);
    }

    private static int count(ReadableLog log) {
        int count = 0;
        try (LogCursor records = log.cursor(log.firstLsn())) {
            while (records.next()) {
                assertEquals(payload(records.lsn()), records.payload());
                count++;
            }
        }
        return count;
    }

    @Test
    void aSealedGroupIsOneWriteOfWholeBlocksToo() {
        RecordingStorage storage = RecordingStorage.over(disk);
        try (WriteAheadLog log = WriteAheadLog.create(storage, sealed)) {
            storage.clear();
            log.append(payload(1));
            assertEquals(List.of("write wal/0000000000000001.seg 12288+4096"), storage.trace());
        }
    }

    @Test
    void itIsReadWithTheKeyAfterRollsAndAfterACrash() {
        WriteAheadLog log = WriteAheadLog.create(disk, sealed);
        for (int n = 1; n <= 120; n++) {
            log.append(payload(n));
        }
        assertTrue(log.segments().size() > 2);
        assertEquals(120, count(log));
        try (WriteAheadLog again = WriteAheadLog.open(disk.crash(0), sealed)) {
            assertEquals(120, count(again));
        }
        try (ReadableLog keyless = WriteAheadLog.openReadOnly(disk.crash(0), DIRECT)) {
            assertEquals(120, keyless.durableLsn());
        }
        log.close();
        WalOptions buffered = sealed.toBuilder().writePath(WritePath.BUFFERED).build();
        try (WriteAheadLog again = WriteAheadLog.open(disk, buffered)) {
            assertEquals(120, count(again));
        }
    }

    @Test
    void everyFlippedByteOfAFrameIsFoundThePaddingIncluded() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, sealed)) {
            log.append(payload(1));
            log.append(payload(2));
        }
        for (long at = 8192; at < 8192 + 3 * 4096; at += 3) { // LINK and both records; SEAL is the witness
            SimDisk damaged = disk.crash(0);
            damaged.flipBit("wal/0000000000000001.seg", at * 8 + at % 8);
            WalException refused = assertThrows(
                    WalException.class,
                    () -> WriteAheadLog.open(damaged, sealed).close());
            assertTrue(refused instanceof CorruptLogException, refused::toString);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The end of a log that was not closed: what is a tear, what is damage, and what is done about each. */
class TornTailTest {
    private final SimDisk disk = SimDisk.create();
    private final byte[] zeros = new byte[300];

    /** Ten records, the process gone without closing. */
    private SimDisk interrupted() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 10);
        return disk.crash(1);
    }

    @Test
    void tornTailIsCutAndNothingBeforeItIsLost() {
        SimDisk torn = interrupted();
        long end = end(torn);
        torn.overwrite(LogNames.segment(1), end, "half a frame".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        try (WriteAheadLog log = WriteAheadLog.open(torn, plain())) {
            assertFalse(log.recovery().cleanShutdown());
            assertEquals(12, log.recovery().tornBytes());
            requireRecords(log, 10);
            append(log, 11, 12);
        }
        try (WriteAheadLog log = WriteAheadLog.open(torn, plain())) {
            requireRecords(log, 12);
        }
    }

    @Test
    void theTornBytesStayWhereTheyAreAsEvidence() {
        SimDisk torn = interrupted();
        byte[] half = "half a frame".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        long end = end(torn);
        torn.overwrite(LogNames.segment(1), end, half);
        byte[] before = torn.bytes(LogNames.segment(1));
        WriteAheadLog.open(torn, plain()).close();
        assertTrue(Arrays.equals(before, torn.bytes(LogNames.segment(1))));
    }

    @Test
    void recordsNotProvenDurableAreWrittenAgainBeforeAnythingElse() {
        SimDisk crashed = interrupted();
        try (WriteAheadLog log = WriteAheadLog.open(crashed, plain())) {
            assertEquals(1, log.recovery().unproven(), "each frame proves the ones before it");
        }
        // the page cache may have shown the last frame without the device ever having had it
        crashed.overwrite(LogNames.segment(1), frameOfRecord10(crashed), zeros);
        try (WriteAheadLog log = WriteAheadLog.open(crashed, plain())) {
            requireRecords(log, 10);
        }
    }

    @Test
    void aDamagedFrameBeforeAnIntactOneIsCorruptionNotATear() {
        SimDisk damaged = interrupted();
        damaged.flipBit(LogNames.segment(1), (end(damaged) - 400) * 8);
        CorruptLogException corrupt =
                assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(damaged, plain()));
        assertTrue(corrupt.getMessage().contains("a later frame at byte"), corrupt::getMessage);
        assertTrue(corrupt.lsn() < 10);
    }

    @Test
    void underFullTheLossOfTheLastFrameIsCorruptionToo() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain(Durability.FULL));
        append(log, 1, 10);
        SimDisk wiped = disk.crash(0);
        wiped.overwrite(LogNames.segment(1), frameOfRecord10(wiped), zeros);
        CorruptLogException corrupt =
                assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(wiped, plain(Durability.FULL)));
        assertTrue(corrupt.getMessage().contains("the marks say that record 10 was"), corrupt::getMessage);
    }

    @Test
    void theClosingSealProvesTheLastRecord() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 10);
        long last = frameOfRecord10(disk);
        log.close();
        disk.flipBit(LogNames.segment(1), (last + 70) * 8);
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()));
    }

    @Test
    void afterAPauseTheMarkProvesTheLastRecord() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 10);
        ((SegmentedLog) log).idle();
        SimDisk crashed = disk.crash(1);
        long last = frameOfRecord10(crashed);
        crashed.flipBit(LogNames.segment(1), (last + 70) * 8);
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(crashed, plain()));
    }

    @Test
    void anUnreadableSectorIsNotATear() {
        SimDisk unreadable = interrupted();
        unreadable.failReads(LogNames.segment(1), SegmentLayout.HEADER_BYTES + 200, 1);
        assertThrows(io.duramen.storage.StorageException.class, () -> WriteAheadLog.open(unreadable, plain()));
        unreadable.healReads(LogNames.segment(1));
        try (WriteAheadLog log = WriteAheadLog.open(unreadable, plain())) {
            requireRecords(log, 10);
        }
    }

    @Test
    @Tag("S1.23")
    void recoveringTwiceIsRecoveringOnce() {
        SimDisk crashed = interrupted();
        WriteAheadLog.open(crashed, plain()).close();
        try (WriteAheadLog log = WriteAheadLog.open(crashed, plain())) {
            assertTrue(log.recovery().cleanShutdown());
            assertEquals(0, log.recovery().unproven());
            requireRecords(log, 10);
        }
    }

    @Test
    void aReadOnlyOpenChangesNothingAndShowsTheUnprovenRecord() {
        SimDisk crashed = interrupted();
        long before = crashed.operations();
        try (ReadableLog log = WriteAheadLog.openReadOnly(crashed, plain())) {
            requireRecords(log, 10);
            assertEquals(1, log.recovery().unproven());
        }
        assertEquals(before, crashed.operations());
    }

    private static long end(SimDisk disk) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            return log.segments().get(0).usedBytes();
        }
    }

    /** Where the frame begins that holds record 10: header 64, record header 24, time 12 stand before its payload. */
    private static long frameOfRecord10(SimDisk disk) {
        byte[] bytes = disk.bytes(LogNames.segment(1));
        byte[] text = "record 10 ".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int at = SegmentLayout.HEADER_BYTES; at < bytes.length; at += 4) {
            if (Arrays.equals(bytes, at, at + text.length, text, 0, text.length)) {
                return at - 100L;
            }
        }
        throw new AssertionError("record 10 is not there");
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.OpenCheck;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever reads everything after opening may leave the records to the reading; whatever he leaves is found there. */
class OpenCheckTest {
    private static final WalOptions HEADERS =
            options().openCheck(OpenCheck.FRAME_HEADERS).build();
    private static final int SEGMENTS = 4;
    private static final int DAMAGED = 2;
    private static final int LINK_BYTES = SegmentLayout.FRAME_HEADER_BYTES + LinkBody.BYTES;

    private final SimDisk disk = SimDisk.create();
    private long lastLsn;
    private long damagedLsn;

    @BeforeEach
    void aLogOfSomeSegments() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            while (log.segments().size() < SEGMENTS) {
                lastLsn = log.append(payload(lastLsn + 1));
            }
            damagedLsn = log.segments().get(DAMAGED - 1).firstLsn();
        }
    }

    @Test
    void aWholeLogIsTheSameEitherWay() {
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, HEADERS);
                ReadableLog other = WriteAheadLog.openReadOnly(disk, plain())) {
            requireRecords(log, lastLsn);
            assertEquals(other.segments(), log.segments());
            assertEquals(other.recovery().frames(), log.recovery().frames());
        }
    }

    @Test
    void damageToARecordOfAClosedSegmentShowsWhenItIsReadAndNothingBehindItIsShown() {
        flip(LINK_BYTES + SegmentLayout.FRAME_HEADER_BYTES + SegmentLayout.RECORD_HEADER_BYTES + 3);
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            assertNotNull(log.recovery().damage());
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, HEADERS)) {
            assertNull(log.recovery().damage());
            assertEquals(OptionalLong.of(damagedLsn), firstUnreadable(log));
        }
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()));
        try (WriteAheadLog log = WriteAheadLog.open(disk, HEADERS)) {
            assertEquals(OptionalLong.of(damagedLsn), firstUnreadable(log));
        }
    }

    @Test
    void damageToAFrameHeaderRefusesEitherWay() {
        flip(LINK_BYTES + 20);
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()));
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, HEADERS));
    }

    @Test
    void inALogClosedInOrderDamageToTheLastSegmentsRecordsShowsWhenTheyAreRead() {
        long first = firstOf(SEGMENTS);
        flip(SEGMENTS, LINK_BYTES + SegmentLayout.FRAME_HEADER_BYTES + SegmentLayout.RECORD_HEADER_BYTES + 3);
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()));
        try (WriteAheadLog log = WriteAheadLog.open(disk, HEADERS)) {
            assertTrue(log.recovery().cleanShutdown());
            assertEquals(OptionalLong.of(first), firstUnreadable(log));
        }
    }

    @Test
    void aLogThatWasNotClosedInOrderHasItsLastSegmentVerified() {
        SimDisk crashing = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(crashing, plain());
        append(log, 1, 200);
        SimDisk crashed = crashing.crash(0);
        crashed.flipBit(
                LogNames.segment(1),
                8L * (SegmentLayout.HEADER_BYTES + LINK_BYTES + SegmentLayout.FRAME_HEADER_BYTES + 40));
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(crashed, plain()));
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(crashed, HEADERS));
    }

    @Test
    void whatIsRecoveredFromACrashIsTheSameEitherWay() {
        for (int seed = 0; seed < 50; seed++) {
            SimDisk crashing = SimDisk.create();
            WriteAheadLog log = WriteAheadLog.create(crashing, plain());
            append(log, 1, 20 + 30 * seed);
            SimDisk one = crashing.crash(seed);
            SimDisk other = crashing.crash(seed);
            try (WriteAheadLog whole = WriteAheadLog.open(one, plain());
                    WriteAheadLog headers = WriteAheadLog.open(other, HEADERS)) {
                assertEquals(whole.durableLsn(), headers.durableLsn(), "seed " + seed);
                assertEquals(whole.recovery().unproven(), headers.recovery().unproven(), "seed " + seed);
                requireRecords(headers, whole.durableLsn());
            }
        }
    }

    private long firstOf(int segment) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            return log.segments().get(segment - 1).firstLsn();
        }
    }

    private void flip(int behindTheSegmentHeader) {
        flip(DAMAGED, behindTheSegmentHeader);
    }

    private void flip(int segment, int behindTheSegmentHeader) {
        disk.flipBit(LogNames.segment(segment), 8L * (SegmentLayout.HEADER_BYTES + behindTheSegmentHeader));
    }

    private static OptionalLong firstUnreadable(ReadableLog log) {
        try (LogCursor records = log.cursor(1)) {
            while (records.next()) {}
            return OptionalLong.empty();
        } catch (CorruptLogException e) {
            return OptionalLong.of(e.lsn());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RollTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S1.03")
    @Tag("S3.03")
    void segmentsFollowEachOtherWithoutGapOrRepeat() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 2000);
            List<SegmentInfo> segments = log.segments();
            assertTrue(segments.size() > 3);
            long next = 1;
            for (SegmentInfo segment : segments) {
                assertEquals(next, segment.firstLsn());
                next = segment.lastLsn() + 1;
            }
            requireRecords(log, 2000);
        }
    }

    @Test
    void segmentsGrowUpToTheLimitAndBeginSmallAgainAfterReopening() {
        WalOptions options =
                options().maxSegmentBytes(4 * WalOptions.MIN_SEGMENT_BYTES).build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, options)) {
            append(log, 1, 5000);
            List<Long> sizes =
                    log.segments().stream().map(SegmentInfo::capacity).toList();
            assertEquals(List.of(65_536L, 131_072L, 262_144L, 262_144L), sizes.subList(0, 4));
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, options)) {
            List<SegmentInfo> segments = log.segments();
            assertEquals(65_536L, segments.get(segments.size() - 1).capacity());
        }
    }

    @Test
    @Tag("S1.12")
    void aFrameThatJustFitsStaysAndOneByteMoreRolls() {
        // what a record adds to its payload: frame header 64, record header 24, time 12
        int room = WalOptions.MIN_SEGMENT_BYTES - SegmentLayout.HEADER_BYTES - 64 - LinkBody.BYTES - 64 - 24 - 12;
        room -= room % 8 == 4 ? 0 : Math.floorMod(room - 4, 8);
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(payload(1, room));
            assertEquals(1, log.segments().size());
            assertEquals(WalOptions.MIN_SEGMENT_BYTES, log.segments().get(0).usedBytes());
            log.append(payload(2, 0));
            assertEquals(2, log.segments().size());
        }
        SimDisk other = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(other, plain())) {
            log.append(payload(1, room + 1));
            assertEquals(2, log.segments().size());
            assertEquals(0, log.segments().get(0).lastLsn());
        }
    }

    @Test
    @Tag("S1.04")
    void aCheckpointRemovesWholeSegmentsBelowItAndNothingElse() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 2000);
            List<SegmentInfo> before = log.segments();
            long needed = before.get(2).firstLsn() + 1;
            assertEquals(2, log.checkpoint(needed));
            assertEquals(before.get(2).firstLsn(), log.firstLsn());
            assertFalse(disk.exists(LogNames.segment(2)));
            requireRecords(log, 2000);
            assertThrows(RecordsRemovedException.class, () -> log.read(1));
            assertThrows(RecordsRemovedException.class, () -> log.checkpoint(2002));
            append(log, 2001, 2010);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            requireRecords(log, 2010);
        }
    }

    @Test
    @Tag("S1.04")
    void spaceStaysBoundedWhileCheckpointsFollow() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            for (int round = 0; round < 40; round++) {
                append(log, round * 500 + 1, (round + 1) * 500);
                log.checkpoint(log.durableLsn() + 1);
                assertTrue(log.segments().size() <= 2);
            }
        }
        assertTrue(disk.files().size() < 6, () -> disk.files().toString());
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalException;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Damage to a log that was closed in order, byte by byte: nothing acknowledged is ever silently missing. */
class CorruptionSweepTest {
    private static final int RECORDS = 450;

    private SimDisk pristine = SimDisk.create();
    private List<SegmentInfo> segments = List.of();

    @BeforeEach
    void twoSegmentsClosedInOrder() {
        try (WriteAheadLog log = WriteAheadLog.create(pristine, plain())) {
            append(log, 1, RECORDS);
            segments = log.segments();
        }
        assertEquals(2, segments.size());
    }

    @Test
    @Tag("S3.04")
    @Tag("S3.13")
    void everyFlippedByteOfEveryFrameIsFound() {
        int refused = 0;
        for (SegmentInfo segment : segments) {
            for (long at = SegmentLayout.HEADER_BYTES; at < segment.usedBytes(); at++) {
                SimDisk damaged = pristine.crash(0);
                damaged.flipBit(LogNames.segment(segment.number()), at * 8 + at % 8);
                requireRefusal(damaged, segment.number(), at);
                refused++;
            }
        }
        assertTrue(refused > 50_000);
    }

    @Test
    @Tag("S3.13")
    void everyCutIsFound() {
        for (SegmentInfo segment : segments) {
            for (long size = 0; size < segment.capacity(); size += 509) {
                SimDisk damaged = pristine.crash(0);
                try (var file =
                        damaged.open(LogNames.segment(segment.number()), io.duramen.storage.OpenMode.READ_WRITE)) {
                    file.truncate(size);
                }
                requireRefusal(damaged, segment.number(), size);
            }
        }
    }

    @Test
    @Tag("S3.13")
    void everyZeroedSectorThatHeldAFrameIsFound() {
        for (SegmentInfo segment : segments) {
            // the last frame shares a sector with the SEAL behind it: zeroed together they leave no witness
            // well
            for (long at = SegmentLayout.HEADER_BYTES; at < segment.usedBytes(); at += 512) {
                SimDisk damaged = pristine.crash(0);
                damaged.zero(LogNames.segment(segment.number()), at, 512);
                boolean last = segment.number() == 2 && at + 1024 > segment.usedBytes();
                if (!last) {
                    requireRefusal(damaged, segment.number(), at);
                }
            }
        }
    }

    @Test
    void aDamagedHeaderBlockIsReplacedByItsCopyAndReported() {
        for (long at = 0; at < 2 * SegmentLayout.BLOCK_BYTES; at += 61) {
            SimDisk damaged = pristine.crash(0);
            damaged.flipBit(LogNames.segment(1), at * 8);
            try (WriteAheadLog log = WriteAheadLog.open(damaged, plain())) {
                requireRecords(log, RECORDS);
                boolean slot = at % SegmentLayout.BLOCK_BYTES >= SegmentLayout.SLOT_OFFSET
                        && at % SegmentLayout.BLOCK_BYTES < SegmentLayout.SLOT_OFFSET + 512;
                assertEquals(
                        slot ? 0 : 1,
                        log.recovery().notes().size(),
                        () -> "byte " + log.recovery().notes());
            }
        }
    }

    @Test
    void bothHeaderBlocksDamagedAreRefused() {
        SimDisk damaged = pristine.crash(0);
        damaged.flipBit(LogNames.segment(1), 300);
        damaged.flipBit(LogNames.segment(1), SegmentLayout.BLOCK_BYTES * 8L + 300);
        requireRefusal(damaged, 1, 0);
    }

    @Test
    @Tag("S3.03")
    void aMissingSegmentIsFoundWhicheverItIs() {
        for (SegmentInfo segment : segments) {
            SimDisk damaged = pristine.crash(0);
            damaged.delete(LogNames.segment(segment.number()));
            CorruptLogException lost =
                    assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(damaged, plain()));
            assertTrue(lost.file().endsWith(LogNames.segment(segment.number())), lost::getMessage);
        }
    }

    @Test
    @Tag("S3.03")
    void theLastSegmentIsMissedAlsoAfterACrash() {
        SimDisk running = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(running, plain());
        append(log, 1, RECORDS);
        SimDisk damaged = running.crash(0);
        damaged.delete(Logs.lastSegment(damaged));
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(damaged, plain()));
        log.close();
    }

    @Test
    void swappedAndDuplicatedSegmentsAreFound() {
        SimDisk swapped = pristine.crash(0);
        byte[] first = swapped.bytes(LogNames.segment(1));
        swapped.overwrite(LogNames.segment(1), 0, swapped.bytes(LogNames.segment(2)));
        requireRefusal(swapped, 1, 0);
        SimDisk duplicated = pristine.crash(0);
        duplicated.overwrite(LogNames.segment(2), 0, first);
        requireRefusal(duplicated, 2, 0);
    }

    @Test
    void theSegmentOfAnotherLogIsFound() {
        SimDisk other = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(
                other, options().random(new java.util.SplittableRandom(99)).build())) {
            append(log, 1, RECORDS);
        }
        SimDisk mixed = pristine.crash(0);
        mixed.overwrite(LogNames.segment(2), 0, other.bytes(LogNames.segment(2)));
        requireRefusal(mixed, 2, 0);
    }

    @Test
    void everyFlippedByteOfTheMarksIsToleratedBecauseThereAreTwo() {
        for (long at = 0; at < 2L * Marks.SLOT_BYTES; at += 7) {
            SimDisk damaged = pristine.crash(0);
            damaged.flipBit(LogNames.MARKS, at * 8 + 3);
            try (WriteAheadLog log = WriteAheadLog.open(damaged, plain())) {
                requireRecords(log, RECORDS);
            }
        }
    }

    @Test
    void bothMarksDamagedAreRefused() {
        SimDisk damaged = pristine.crash(0);
        damaged.flipBit(LogNames.MARKS, 20);
        damaged.flipBit(LogNames.MARKS, Marks.SLOT_BYTES * 8L + 20);
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(damaged, plain()));
    }

    @Test
    void whatComesBeforeTheDamageCanStillBeRead() {
        SimDisk damaged = pristine.crash(0);
        damaged.flipBit(LogNames.segment(2), (SegmentLayout.HEADER_BYTES + 5000) * 8L);
        try (ReadableLog log = WriteAheadLog.openReadOnly(damaged, plain())) {
            CorruptLogException damage = log.recovery().damage();
            assertTrue(damage != null && damage.lsn() > segments.get(1).firstLsn());
            requireRecords(log, damage.lsn() - 1);
        }
    }

    /** The open must fail with a typed error, change nothing, and name the file. */
    private static void requireRefusal(SimDisk damaged, long segment, long at) {
        long before = damaged.operations();
        try (WriteAheadLog log = WriteAheadLog.open(damaged, plain())) {
            fail("segment " + segment + ", byte " + at + ": opened with records up to " + log.durableLsn() + ", "
                    + log.recovery());
        } catch (WalException refused) {
            assertTrue(refused.getMessage().contains("wal/"), refused::getMessage);
        }
        // taking and giving back the lock creates its file, and nothing else
        assertTrue(damaged.operations() - before <= 4, () -> "the attempt did " + damaged.operations());
        assertEquals(
                2,
                damaged.list(LogNames.DIRECTORY).stream()
                                .filter(LogNames::isSegment)
                                .count()
                        + (damaged.exists(LogNames.segment(1)) && damaged.exists(LogNames.segment(2)) ? 0 : 1));
    }
}

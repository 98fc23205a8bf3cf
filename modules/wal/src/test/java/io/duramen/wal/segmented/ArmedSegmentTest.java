// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The next segment is made before it is needed, and nobody notices if it never is. */
class ArmedSegmentTest {
    private final SimDisk disk = SimDisk.create();
    private final RecordingStorage storage = RecordingStorage.over(disk);

    private List<String> changes() {
        return storage.operations().stream()
                .filter(o -> o.kind().isChanging())
                .map(o -> o.kind() + " " + o.file())
                .toList();
    }

    @Test
    @Tag("S1.03")
    void goingOnInTheNextSegmentCostsTheCommitNoSyncNameOrFileOfItsOwn() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            log.append(payload(1, 45_000)); // the next segment is armed behind it
            log.append(payload(2, 10_000));
            assertTrue(disk.exists(LogNames.segment(2)));
            storage.clear();
            log.append(payload(3, 5_000)); // does not fit any more

            assertEquals(1, log.statistics().rolls());
            assertEquals(List.of("WRITE " + LogNames.segment(2), "FORCE " + LogNames.segment(2)), changes());
        }
    }

    @Test
    void aLogClosedInOrderLeavesNoSegmentItDidNotUse() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(payload(1, 45_000));
            assertTrue(disk.exists(LogNames.segment(2)));
        }
        assertFalse(disk.exists(LogNames.segment(2)));
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            assertTrue(log.recovery().cleanShutdown());
            assertEquals(1, log.durableLsn());
        }
    }

    @Test
    void anUnusedSegmentOfAnEarlierProcessIsReplacedAndLeavesNothingBehind() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        log.append(payload(1, 45_000));
        SimDisk after = disk.crash(1);
        assertTrue(after.exists(LogNames.segment(2)));
        try (WriteAheadLog again = WriteAheadLog.open(after, plain())) {
            assertEquals(List.of(), again.recovery().quarantined());
            assertFalse(after.exists(LogNames.QUARANTINE));
            assertEquals(0, again.recovery().tornBytes());
            again.append(payload(2, 45_000));
            again.append(payload(3, 45_000));
        }
        try (WriteAheadLog again = WriteAheadLog.open(after, plain())) {
            assertEquals(3, again.durableLsn());
            assertEquals(3, all(again).size());
        }
    }

    @Test
    void aRecordThatTheArmedSegmentIsTooSmallForGetsAnother() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(payload(1, 45_000));
            log.append(payload(2, 300_000));
            log.append(payload(3));
            assertEquals(payload(2, 300_000), all(log).get(1).payload());
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            assertEquals(3, log.durableLsn());
            assertEquals(payload(2, 300_000), all(log).get(1).payload());
        }
    }

    @Test
    void underNoneACrashLeavesAGaplessBeginningAlsoOverSegmentsThatWereNeverForced() {
        for (long seed = 0; seed < 300; seed++) {
            SimDisk fresh = SimDisk.create();
            WriteAheadLog log = WriteAheadLog.create(fresh, plain(Durability.NONE));
            appendLarge(log, 1, 3);
            log.sync();
            appendLarge(log, 4, 9);
            try (WriteAheadLog again = WriteAheadLog.open(fresh.crash(seed), plain())) {
                long last = again.durableLsn();
                assertTrue(last >= 3 && last <= 9, "seed " + seed + " left " + last);
                for (var record : all(again)) {
                    assertEquals(payload(record.lsn(), 30_000), record.payload());
                }
            }
        }
    }

    private static void appendLarge(WriteAheadLog log, int from, int to) {
        for (int n = from; n <= to; n++) {
            log.append(payload(n, 30_000));
            ((SegmentedLog) log).step();
        }
    }

    @Test
    void aMarkWrittenWithoutASyncBecomesDurableWithTheNextGroup() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            append(log, 1, 3);
            storage.clear();
            ((SegmentedLog) log).idle();
            assertEquals(0, storage.count(Operation.Kind.FORCE));
            long mark = storage.operations().get(0).offset();
            storage.clear();
            append(log, 4, 4);

            Operation write = storage.operations().get(0);
            assertEquals(mark, write.offset());
            assertEquals(List.of("WRITE " + LogNames.segment(1), "FORCE " + LogNames.segment(1)), changes());
        }
    }

    @Test
    void aRollRightBehindAMarkLosesNothing() {
        for (long seed = 0; seed < 100; seed++) {
            SimDisk fresh = SimDisk.create();
            WriteAheadLog log = WriteAheadLog.create(fresh, plain());
            log.append(payload(1, 45_000));
            ((SegmentedLog) log).idle();
            log.append(payload(2, 45_000));
            ((SegmentedLog) log).idle();
            log.append(payload(3, 45_000));
            try (WriteAheadLog again = WriteAheadLog.open(fresh.crash(seed), plain())) {
                assertEquals(3, again.durableLsn(), "seed " + seed);
            }
        }
    }

    @Test
    void anIdleLogWithoutRoomForAMarkGoesOnInTheArmedSegmentAndItsLinkSaysWhatIsDurable() {
        WriteAheadLog log = WriteAheadLog.create(storage, plain());
        long used = log.segments().get(0).usedBytes();
        int rest = WalOptions.MIN_SEGMENT_BYTES - (int) used - 40_000;
        log.append(payload(1, 40_000 - 100)); // the next segment is armed behind it
        int overhead = (int) (log.segments().get(0).usedBytes() - used - 39_900);
        log.append(payload(2, rest + 100 - 2 * overhead & -8)); // leaves less than a frame header
        SegmentInfo full = log.segments().get(0);
        assertTrue(full.capacity() - full.usedBytes() < SegmentLayout.FRAME_HEADER_BYTES, full::toString);
        storage.clear();

        ((SegmentedLog) log).idle();

        assertEquals(0, storage.count(Operation.Kind.FORCE));
        assertEquals(1, log.statistics().rolls());
        SimDisk damaged = disk.crash(1);
        damaged.flipBit(LogNames.segment(1), (full.usedBytes() - 60) * 8);
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(damaged, plain()));
        append(log, 3, 3);
        try (WriteAheadLog again = WriteAheadLog.open(disk.crash(0), plain())) {
            assertEquals(3, again.durableLsn());
        }
        log.close();
    }
}

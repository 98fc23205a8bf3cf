// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static io.duramen.wal.segmented.Recycled.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogExistsException;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A few files of removed segments wait to become the next ones, and nothing of what they held ever counts again. */
class RecyclingTest {
    private final SimDisk disk = SimDisk.create();
    private final RecordingStorage storage = RecordingStorage.over(disk);

    @Test
    void aRemovedSegmentBecomesTheNextOneUnderASaltOfItsOwn() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, recycling())) {
            generations(log, 1, 2);
            SegmentHeader second = header(disk, 2);
            generations(log, 3, 5); // the third arms the fourth in the file of the first, and so on

            SegmentHeader fifth = header(disk, 5);
            assertTrue(fifth.recycled());
            assertFalse(second.recycled());
            assertEquals(Salts.checksum(second.salt()) + Salts.STEP, Salts.checksum(fifth.salt()));
            assertEquals(second.capacity(), fifth.capacity());
            assertEquals(1, all(log).size());
            assertEquals(payload(5, LARGE), all(log).get(0).payload());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void noMoreFilesWaitThanTheOptionsSay(int most) {
        try (WriteAheadLog log = WriteAheadLog.create(disk, recycling(most))) {
            for (int n = 1; n <= 9; n++) {
                log.append(payload(n, LARGE));
            }
            log.checkpoint(9);
            assertEquals(most, pool(disk).size());
            assertEquals(most, log.metrics().waitingSegments());
            assertEquals((2 + most) * 65_536L, log.metrics().diskBytes());
            for (int n = 10; n <= 30; n++) {
                generations(log, n, n);
                assertTrue(pool(disk).size() <= most);
                assertTrue(disk.list(LogNames.DIRECTORY).size() <= 1 + 3 + most);
            }
            assertEquals(most > 0, log.metrics().recycledSegments() > 0);
        }
        assertThrows(IllegalArgumentException.class, () -> recycling(5));
        assertThrows(IllegalArgumentException.class, () -> recycling(-1));
    }

    /** The header and a block of zeros are all that is written, and it is forced before the name is given. */
    @Test
    void armingInAFileThatIsThereWritesNoZerosIntoIt() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, recycling())) {
            generations(log, 1, 4);
            long before = log.metrics().recycledSegments();
            storage.clear();
            log.append(payload(5, LARGE));
            log.checkpoint(5);

            String used = storage.operations().stream()
                    .filter(o -> o.kind() == Kind.RENAME && LogNames.segment(6).equals(o.target()))
                    .map(Operation::file)
                    .findFirst()
                    .orElseThrow();
            List<String> arming = storage.operations().stream()
                    .filter(o -> o.kind().isChanging())
                    .map(Operation::toString)
                    .toList();
            int from = arming.indexOf("write " + used + " 0+12288");
            assertTrue(from >= 0, arming::toString);
            assertTrue(arming.get(from + 1).startsWith("force " + used), arming::toString);
            assertTrue(arming.get(from + 2).startsWith("rename " + used), arming::toString);
            assertEquals("sync directory " + LogNames.DIRECTORY, arming.get(from + 3));
            assertTrue(arming.get(from + 4).startsWith("write " + LogNames.MARKS), arming::toString);
            assertEquals(0, storage.count(Kind.PREALLOCATE));
            assertEquals(0, storage.count(Kind.CREATE));
            assertEquals(before + 1, log.metrics().recycledSegments());
        }
    }

    @Test
    void onceFilesWaitNoSegmentIsFilledWithZerosAnyMore() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, recycling())) {
            generations(log, 1, 5);
            long made = log.metrics().madeSegments();
            storage.clear();
            generations(log, 6, 45);

            assertEquals(40, log.statistics().rolls() - 4);
            assertEquals(made, log.metrics().madeSegments());
            assertEquals(0, storage.count(Kind.PREALLOCATE));
            long written = storage.operations().stream()
                    .filter(o -> o.kind() == Kind.WRITE && !o.file().equals(LogNames.MARKS))
                    .mapToLong(Operation::length)
                    .sum();
            long frames = log.statistics().frameBytes() * 40 / 45;
            assertTrue(written - frames < 40 * (12_288 + 1024), "written " + written + " for " + frames);
        }
    }

    @Test
    @Tag("S1.03")
    void goingOnInARecycledSegmentCostsTheCommitNoSyncNameOrFileOfItsOwn() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, recycling())) {
            generations(log, 1, 5);
            assertTrue(header(disk, 6).recycled());
            log.append(payload(6, 10_000)); // still in segment 5
            storage.clear();
            log.append(payload(7, 6_000));
            assertEquals(6, last(log));
            assertEquals(
                    List.of("WRITE " + LogNames.segment(6), "FORCE " + LogNames.segment(6)),
                    storage.operations().stream()
                            .filter(o -> o.kind().isChanging())
                            .map(o -> o.kind() + " " + o.file())
                            .toList());
        }
    }

    @Test
    void onlyFilesAsLargeAsTheLargestSegmentAreKept() {
        WalOptions growing = options()
                .maxSegmentBytes(4 * WalOptions.MIN_SEGMENT_BYTES)
                .recycledSegments(4)
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, growing)) {
            for (int n = 1; n <= 12; n++) {
                log.append(payload(n, LARGE));
            }
            log.append(payload(13, 400_000)); // in a segment that is larger than usual
            log.append(payload(14, LARGE));
            log.checkpoint(14);
            assertTrue(log.metrics().removedSegments() >= 4);
            assertEquals(
                    Set.of((long) growing.maxSegmentBytes()),
                    Set.copyOf(pool(disk).stream()
                            .map(name -> disk.files().get(LogNames.DIRECTORY + "/" + name))
                            .toList()));
        }
    }

    @Test
    void aClosedLogKeepsNoFileThatWaits() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, recycling())) {
            generations(log, 1, 5);
            assertEquals(1, pool(disk).size());
        }
        assertEquals(List.of(), pool(disk));
        assertEquals(2, disk.list(LogNames.DIRECTORY).size());
    }

    @Test
    void whatACrashLeavesWaitingIsUsedAgainByTheNextProcessUpToItsBound() {
        WriteAheadLog log = WriteAheadLog.create(disk, recycling(3));
        for (int n = 1; n <= 6; n++) {
            log.append(payload(n, LARGE));
        }
        log.checkpoint(6);
        for (int most = 0; most <= 4; most++) {
            SimDisk after = disk.crash(most);
            assertEquals(3, pool(after).size());
            try (ReadableLog other = WriteAheadLog.openReadOnly(after, recycling(0))) {
                assertEquals(List.of(), other.recovery().foreign());
                assertEquals(1, all(other).size());
            }
            assertEquals(3, pool(after).size());
            try (WriteAheadLog again = WriteAheadLog.open(after, recycling(most))) {
                assertEquals(Math.min(most, 3), pool(after).size());
                assertEquals(List.of(), again.recovery().quarantined());
                assertEquals(0, again.recovery().tornBytes());
                generations(again, 7, 12);
                assertEquals(most > 0, again.metrics().recycledSegments() > 0);
            }
            try (WriteAheadLog again = WriteAheadLog.open(after, recycling(most))) {
                assertEquals(12, again.durableLsn());
                assertEquals(payload(12, LARGE), all(again).get(0).payload());
            }
        }
    }

    /** A rename is one step on some file systems and two on others: then the file has both names after a crash. */
    @Test
    void aWaitingFileThatIsASegmentStillNeededIsLeftAlone() {
        WriteAheadLog log = WriteAheadLog.create(disk, recycling());
        generations(log, 1, 5);
        log.append(payload(6, 100)); // says that record 5 is durable, so that it is not copied out of its segment
        SimDisk after = disk.crash(1);
        after.link(LogNames.segment(5), LogNames.pooled(2));
        try (WriteAheadLog again = WriteAheadLog.open(after, recycling())) {
            again.append(payload(7, LARGE));
            again.append(payload(8, LARGE));
            assertEquals(
                    List.of(payload(5, LARGE), payload(6, 100), payload(7, LARGE), payload(8, LARGE)),
                    all(again).stream().map(LogRecord::payload).toList());
        }
    }

    @Test
    void aFileThatIsNoneOfThisLogsSegmentsIsNotUsed() {
        WriteAheadLog log = WriteAheadLog.create(disk, recycling(3));
        for (int n = 1; n <= 6; n++) {
            log.append(payload(n, LARGE));
        }
        log.checkpoint(6);
        SimDisk after = disk.crash(1);
        List<String> names = pool(after);
        after.noise(LogNames.DIRECTORY + "/" + names.get(0), 0, SegmentLayout.HEADER_BYTES, 5);
        SimDisk other = SimDisk.create();
        WriteAheadLog.create(other, options().random(new SplittableRandom(9)).build())
                .append(payload(1));
        after.overwrite(LogNames.DIRECTORY + "/" + names.get(1), 0, other.bytes(LogNames.segment(1)));
        try (WriteAheadLog again = WriteAheadLog.open(after, recycling(3))) {
            assertEquals(List.of(names.get(2)), pool(after));
            assertEquals(6, again.durableLsn());
        }
    }

    /** A sync of it may have failed, and what is in it may not be what reads as in it. */
    @Test
    void aSegmentThatAnEarlierProcessEndedInIsNotWrittenToAgain() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, recycling())) {
            log.append(payload(1, LARGE));
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, recycling())) {
            log.append(payload(2, LARGE));
            log.append(payload(3, LARGE));
            log.checkpoint(3);
            assertEquals(List.of("pool-0000000000000002.seg"), pool(disk));
        }
    }

    @Test
    void filesThatWaitMakeRoomWhereTheDiskIsFull() {
        WalOptions small = options()
                .maxSegmentBytes(4 * WalOptions.MIN_SEGMENT_BYTES)
                .recycledSegments(2)
                .build();
        WriteAheadLog log = WriteAheadLog.create(disk, small);
        for (int n = 1; n <= 22; n++) {
            log.append(payload(n, LARGE));
        }
        log.checkpoint(22);
        assertEquals(2, pool(disk).size());
        SimDisk after = disk.crash(1);
        try (WriteAheadLog again = WriteAheadLog.open(after, small)) {
            long used =
                    after.files().values().stream().mapToLong(Long::longValue).sum();
            after.setCapacity(used + 4096);
            again.append(payload(23, LARGE));
            again.append(payload(24, LARGE)); // in a segment of 128 KiB, which no file that waits is
            assertEquals(List.of(), pool(after));
            assertEquals(24, again.durableLsn());
        }
    }

    @Test
    void aFileThatSomebodyDeletedWhileItWaitedIsNotMissed() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, recycling())) {
            for (int n = 4; n <= 12; n += 4) {
                generations(log, n - 3, n);
                pool(disk).forEach(name -> disk.delete(LogNames.DIRECTORY + "/" + name));
            }
            generations(log, 13, 14);
            pool(disk).forEach(name -> disk.delete(LogNames.DIRECTORY + "/" + name));
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, recycling())) {
            assertEquals(14, log.durableLsn());
        }
    }

    @Test
    void segmentsThatWereCompressedAreRemovedAndNotKept() {
        WalOptions compressing =
                options().recycledSegments(2).compressRotated(true).build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, compressing)) {
            for (int n = 1; n <= 4; n++) {
                log.append(ByteBuffer.allocate(LARGE));
            }
            log.checkpoint(2); // with the callers' threads, this is when they are compressed
            assertEquals(List.of(), pool(disk));
            assertTrue(disk.exists(CompressedNames.compressed(2)));
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, recycling())) {
            generations(log, 5, 9);
            assertFalse(disk.exists(CompressedNames.compressed(2)));
            assertTrue(log.metrics().recycledSegments() > 0);
            assertEquals(payload(9, LARGE), all(log).get(0).payload());
        }
    }

    @Test
    void aLogThatLostAllButItsWaitingFilesIsNotTakenForNone() {
        WriteAheadLog log = WriteAheadLog.create(disk, recycling());
        generations(log, 1, 5);
        SimDisk after = disk.crash(1);
        after.list(LogNames.DIRECTORY).stream()
                .filter(name -> !LogNames.isPooled(name))
                .forEach(name -> after.delete(LogNames.DIRECTORY + "/" + name));
        assertThrows(LogExistsException.class, () -> WriteAheadLog.create(after, recycling()));
    }
}

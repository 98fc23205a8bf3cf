// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static io.duramen.wal.segmented.SegmentLayout.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.DirectWritesRefusedException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogSalvage;
import io.duramen.wal.LogTail;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WritePath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups written past the page cache: whole blocks, one write, no force, and everything else as ever. */
class DirectLogTest {
    private static final WalOptions DIRECT = direct().build();

    private final SimDisk disk = SimDisk.create();
    private final RecordingStorage storage = RecordingStorage.over(disk);

    private static WalOptions.Builder direct() {
        return options().writePath(WritePath.DIRECT);
    }

    /** In which nothing is armed in the middle of a test. */
    private static WalOptions roomy() {
        return direct().maxSegmentBytes(256 << 10).firstSegmentBytes(256 << 10).build();
    }

    private static List<FrameHeader> frames(Storage from, long segment) {
        List<FrameHeader> frames = new ArrayList<>();
        SegmentHeader header = header(from, segment);
        try (FrameWalk walk =
                new FrameWalk(header, from.open(LogNames.segment(segment), OpenMode.READ), "it", null, FrameWalk.ANY)) {
            while (walk.next()) {
                frames.add(walk.frame());
            }
        }
        return frames;
    }

    private static SegmentHeader header(Storage from, long segment) {
        Marks marks = MarksFile.read(from, new ArrayList<>());
        return new SegmentFiles(from, null).header(segment, marks.logId(), 1, new ArrayList<>());
    }

    @Test
    void aGroupIsOneWriteOfWholeBlocksAndNoForce() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, roomy())) {
            storage.clear();
            append(log, 1, 1);
            assertEquals(List.of("write wal/0000000000000001.seg 12288+4096"), storage.trace());
            storage.clear();
            log.submitAll(List.of(LogEntry.of(payload(2, 3000)), LogEntry.of(payload(3, 3000))))
                    .await();
            assertEquals(List.of("write wal/0000000000000001.seg 16384+8192"), storage.trace());
            assertEquals(0, storage.count(Kind.FORCE));
            assertEquals(3, log.durableLsn());
            assertEquals(WritePath.DIRECT, log.metrics().writePath().path());
        }
    }

    @Test
    void aRollWritesItsLinkAndTheGroupAtOnce() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, roomy())) {
            log.append(payload(1, 245_000));
            storage.clear();
            log.append(payload(2, 5_000));
            assertEquals(List.of("write wal/0000000000000002.seg 8192+12288"), storage.trace());
        }
    }

    @Test
    void everyFrameStartsAndEndsAtABlockWhateverItIs() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, DIRECT)) {
            append(log, 1, 3);
            ((SegmentedLog) log).idle();
            append(log, 4, 4);
        }
        List<FrameHeader> frames = frames(disk, 1);
        assertEquals(BLOCK_BYTES, header(disk, 1).blockSize());
        assertEquals(1 + 3 + 1 + 1 + 1, frames.size());
        assertTrue(frames.get(0).is(LINK)
                && frames.get(4).is(MARK)
                && frames.get(6).is(SEAL));
        for (FrameHeader frame : frames) {
            assertEquals(0, frame.selfOffset() % BLOCK_BYTES);
            assertEquals(BLOCK_BYTES, frame.frameLength());
        }
    }

    @Test
    void anIdleMomentWritesOneBlockThatIsDurableAndIsNotWrittenAgain() {
        WriteAheadLog log = WriteAheadLog.create(storage, roomy());
        append(log, 1, 1);
        storage.clear();
        ((SegmentedLog) log).idle();
        append(log, 2, 2);
        assertEquals(
                List.of("write wal/0000000000000001.seg 16384+4096", "write wal/0000000000000001.seg 20480+4096"),
                storage.trace());
        log.close();
    }

    @Test
    @Tag("S3.04")
    void everyFlippedByteIsFoundThePaddingIncluded() {
        long end;
        try (WriteAheadLog log = WriteAheadLog.create(disk, DIRECT)) {
            append(log, 1, 1);
            log.append(payload(2, 4100));
            end = log.segments().get(0).usedBytes() + BLOCK_BYTES; // and the SEAL
        }
        for (long at = HEADER_BYTES; at < end; at++) {
            SimDisk damaged = disk.crash(0);
            damaged.flipBit(LogNames.segment(1), at * 8 + at % 8);
            if (at < end - BLOCK_BYTES) {
                long where = at;
                assertThrows(
                        CorruptLogException.class,
                        () -> WriteAheadLog.open(damaged, DIRECT).close(),
                        () -> "byte " + where);
            } else {
                try (WriteAheadLog log = WriteAheadLog.open(damaged, DIRECT)) { // all the records are there
                    requireBoth(log);
                } catch (CorruptLogException refused) {
                    assertTrue(refused.offset() > 0);
                }
            }
        }
    }

    private static void requireBoth(ReadableLog log) {
        assertEquals(2, log.durableLsn());
        assertEquals(payload(2, 4100), all(log).get(1).payload());
    }

    @Test
    void aLogMayHaveSegmentsOfEachKindInAnyOrder() {
        WriteAheadLog.create(disk, plain()).close();
        int last = 0;
        for (WalOptions options : List.of(DIRECT, plain(), DIRECT, DIRECT, plain(), plain(), DIRECT)) {
            try (WriteAheadLog log = WriteAheadLog.open(disk, options);
                    ReadableLog beside = WriteAheadLog.openReadOnly(disk, plain());
                    LogTail tail = beside.tail(last + 1)) {
                append(log, last + 1, last + 40);
                last += 40;
                for (int n = last - 39; n < last; n++) { // the last one has no witness yet
                    assertTrue(tail.next());
                    assertEquals(n, tail.lsn());
                }
                requireRecords(log, last);
            }
            try (ReadableLog log = WriteAheadLog.openReadOnly(
                    disk, plain().toBuilder().mappedReads(true).build())) {
                requireRecords(log, last);
            }
        }
        assertEquals(ALIGNMENT, header(disk, 1).blockSize());
        assertEquals(BLOCK_BYTES, header(disk, 2).blockSize());
    }

    @Test
    void salvageFindsWhatIsIntactAlsoWithoutAHeader() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, DIRECT)) {
            append(log, 1, 30);
        }
        disk.flipBit(LogNames.segment(1), (HEADER_BYTES + 3 * BLOCK_BYTES) * 8L + 77);
        disk.zero(LogNames.segment(2), 0, HEADER_BYTES);
        try (LogSalvage salvage = LogSalvage.of(disk, plain())) {
            assertEquals(29, salvage.report().records());
        }
    }

    @Test
    void aRecordLargerThanASegmentGetsItsOwn() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, DIRECT)) {
            append(log, 1, 2);
            log.append(payload(3, 300_000));
            append(log, 4, 5);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, DIRECT)) {
            assertEquals(5, log.durableLsn());
            assertEquals(payload(3, 300_000), all(log).get(2).payload());
        }
    }

    @Test
    void whereThereAreNoDirectWritesTheLogSaysSoAndIsNotOpened() {
        SimDisk without = SimDisk.create(SimOptions.defaults().withDirectWrites(false));
        DirectWritesRefusedException refused =
                assertThrows(DirectWritesRefusedException.class, () -> WriteAheadLog.create(without, DIRECT));
        assertTrue(refused.getMessage().contains("sim:/"), refused::getMessage);
        assertTrue(String.valueOf(refused.hint()).contains("PROBED"));
        WriteAheadLog.create(without, plain()).close();
        assertThrows(DirectWritesRefusedException.class, () -> WriteAheadLog.open(without, DIRECT));
        assertEquals(List.of(), without.openFiles());
        assertFalse(without.exists(LogNames.PROBE));
        WriteAheadLog.open(without, plain()).close();
    }

    @Test
    void directWritesAndNoDurabilityAreRefusedTogether() {
        assertThrows(
                IllegalArgumentException.class,
                () -> direct().durability(Durability.NONE).build());
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 4096})
    @Tag("S3.11")
    @Tag("S3.12")
    void thePowerFailsInEveryOperationAlsoIfItDamagesWhatStandsBesideAWrite(int sector, TestReporter reporter) {
        CrashReport report = CrashRunner.of(DirectLogTest::work, DirectLogTest::check)
                .options(SimOptions.defaults().withSectorSize(sector).withPowersafeOverwrite(false))
                .recoveryDepth(1)
                .run();
        reporter.publishEntry("direct " + sector, report.toString());
    }

    @Test
    @Tag("S3.11")
    void usedFilesAreWrittenInWholeBlocksTooAndThePowerFailsInEveryOperation(TestReporter reporter) {
        WalOptions used = direct().recycledSegments(2).build();
        CrashReport report = CrashRunner.of(
                        (storage, acks) -> {
                            try (WriteAheadLog log = WriteAheadLog.create(storage, used)) {
                                for (int n = 1; n <= 50; n++) {
                                    acks.tried(n);
                                    log.append(payload(n));
                                    acks.acked(n);
                                    if (n % 10 == 0) {
                                        log.checkpoint(n);
                                    }
                                }
                                assertTrue(log.metrics().recycledSegments() > 0);
                            }
                        },
                        DirectLogTest::check)
                .options(SimOptions.defaults().withPowersafeOverwrite(false))
                .run();
        reporter.publishEntry("direct in used files", report.toString());
    }

    private static void work(Storage storage, AckLog acks) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, roomy())) {
            for (int n = 1; n <= 12; n++) {
                acks.tried(n);
                log.append(payload(n));
                acks.acked(n);
                if (n % 5 == 0) {
                    ((SegmentedLog) log).idle();
                }
            }
            log.checkpoint(11);
        }
    }

    private static void check(Storage storage, AckLog acks) {
        try (WriteAheadLog log = open(storage, acks)) {
            acks.requireRecovered(log.durableLsn());
            requireRecords(log, log.durableLsn());
            acks.tried(log.durableLsn() + 1);
            log.append(payload(log.durableLsn() + 1));
            acks.acked(log.durableLsn());
        }
    }

    private static WriteAheadLog open(Storage storage, AckLog acks) {
        try {
            return WriteAheadLog.open(storage, DIRECT);
        } catch (LogMissingException notYetCreated) {
            assertEquals(0, acks.lastAcked());
            return WriteAheadLog.create(storage, roomy());
        }
    }
}

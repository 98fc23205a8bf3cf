// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLockedException;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogSalvage;
import io.duramen.wal.RecordType;
import io.duramen.wal.SalvageReport;
import io.duramen.wal.SalvageReport.Lost;
import io.duramen.wal.SalvageReport.Run;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is intact is copied, from before the damage and from behind it; what is not is named, and nothing is made up. */
class SalvageTest {
    private static final int RECORDS = 800;

    private final SimDisk disk = SimDisk.create();
    private List<SegmentInfo> segments = List.of();

    /** Three segments, one record a frame, closed in order. */
    private SimDisk log() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, RECORDS);
            segments = log.segments();
        }
        assertTrue(segments.size() >= 3);
        return disk;
    }

    private static SalvageReport report(SimDisk damaged) {
        try (LogSalvage salvage = LogSalvage.of(damaged, plain())) {
            return salvage.report();
        }
    }

    /** Copies, and checks that each copied record is the one that had the number the report says. */
    private static SalvageReport requireCopy(SimDisk damaged) {
        try (LogSalvage salvage = LogSalvage.of(damaged, plain());
                WriteAheadLog copy = WriteAheadLog.create(SimDisk.create(), plain())) {
            SalvageReport report = salvage.copyTo(copy);
            List<LogRecord> records = all(copy);
            assertEquals(report.records(), records.size());
            int at = 0;
            for (Run run : report.copied()) {
                for (long lsn = run.firstLsn(); lsn <= run.lastLsn(); lsn++) {
                    LogRecord record = records.get(at++);
                    assertEquals(lsn - run.firstLsn() + run.copyLsn(), record.lsn());
                    assertEquals(payload(lsn), record.payload());
                }
            }
            return report;
        }
    }

    @Test
    void ofAnIntactLogEverythingIsCopiedAndNothingIsCalledLost() {
        SalvageReport report = requireCopy(log());
        assertEquals(List.of(new Run(1, RECORDS, 1)), report.copied());
        assertEquals(List.of(), report.lost());
        assertEquals(List.of(), report.unreadable());
        assertEquals(List.of(), report.notes());
    }

    @Test
    @Tag("S3.13")
    void aFlippedByteAnywhereCostsNoMoreThanTheRecordItIsIn() {
        log();
        for (SegmentInfo segment : segments) {
            String name = LogNames.segment(segment.number());
            for (long at = SegmentLayout.HEADER_BYTES; at < segment.usedBytes(); at += 211) {
                SimDisk damaged = disk.crash(0);
                damaged.flipBit(name, at * 8 + at % 8);
                SalvageReport report = report(damaged);
                long place = at;
                assertTrue(report.lostRecords() <= 1, () -> "byte " + place + ": " + report);
                assertEquals(RECORDS, report.records() + report.lostRecords(), () -> "byte " + place + ": " + report);
                assertEquals(1, report.unreadable().size(), () -> "byte " + place + ": " + report);
                assertTrue(report.unreadable().get(0).from() <= at
                        && at < report.unreadable().get(0).to());
            }
        }
    }

    @Test
    void theRecordsBehindDamageAreCopiedAsTheyWere() {
        log();
        SimDisk damaged = disk.crash(0);
        damaged.noise(LogNames.segment(2), 20_000, 3_000, 7);
        SalvageReport report = requireCopy(damaged);
        assertEquals(2, report.copied().size());
        assertEquals(1, report.lost().size());
        Lost lost = report.lost().get(0);
        assertEquals(report.copied().get(0).lastLsn() + 1, lost.firstLsn());
        assertEquals(report.copied().get(1).firstLsn() - 1, lost.lastLsn());
        assertEquals(RECORDS, report.records() + report.lostRecords());
        assertTrue(report.unreadableBytes() >= 3_000 && report.unreadableBytes() < 4_000, report::toString);
    }

    @Test
    @Tag("S3.03")
    void aMissingSegmentCostsWhatWasInIt() {
        log();
        for (SegmentInfo segment : segments) {
            SimDisk damaged = disk.crash(0);
            damaged.delete(LogNames.segment(segment.number()));
            SalvageReport report = requireCopy(damaged);
            boolean last = segment.number() == segments.size();
            // of the last one nobody else knows how many there were
            assertEquals(last ? List.of() : List.of(new Lost(segment.firstLsn(), segment.lastLsn())), report.lost());
            assertEquals("the file is missing", report.unreadable().get(0).why());
            assertEquals(segment.lastLsn() - segment.firstLsn() + 1, RECORDS - report.records());
        }
    }

    @Test
    void aPlainSegmentWithoutHeaderIsReadByWhatTheNextOneSaysOfIt() {
        log();
        SimDisk damaged = disk.crash(0);
        damaged.zero(LogNames.segment(2), 0, SegmentLayout.HEADER_BYTES);
        SalvageReport report = requireCopy(damaged);
        assertEquals(RECORDS, report.records());
        assertTrue(report.notes().toString().contains("the next segment says how to read it"), report::toString);

        int last = segments.size(); // of which nobody says anything, and so nobody of the one before it
        SimDisk worse = disk.crash(0);
        worse.zero(LogNames.segment(last), 0, SegmentLayout.HEADER_BYTES);
        worse.zero(LogNames.segment(last - 1), 0, SegmentLayout.HEADER_BYTES);
        SalvageReport less = requireCopy(worse);
        assertEquals(segments.get(last - 3).lastLsn(), less.records());
        assertEquals(
                2,
                less.unreadable().stream()
                        .filter(part -> part.why().equals("no header of a segment of this log"))
                        .count());
    }

    @Test
    void aSegmentThatWasCutOffIsReadAsFarAsItGoes() {
        log();
        SimDisk damaged = disk.crash(0);
        try (StorageFile file = damaged.open(LogNames.segment(1), OpenMode.READ_WRITE)) {
            file.truncate(30_001);
        }
        SalvageReport report = requireCopy(damaged);
        assertEquals(2, report.copied().size());
        assertEquals(segments.get(0).lastLsn(), report.lost().get(0).lastLsn());
        assertTrue(report.notes().get(0).endsWith("expected 65536 bytes, found 30001"), report::toString);
    }

    @Test
    void damagedMarksAreDoneWithout() {
        log();
        SimDisk damaged = disk.crash(0);
        damaged.zero(LogNames.MARKS, 0, 2 * Marks.SLOT_BYTES);
        SalvageReport report = requireCopy(damaged);
        assertEquals(RECORDS, report.records());
        assertEquals(1, report.notes().size());
        damaged.delete(LogNames.MARKS);
        assertEquals(RECORDS, requireCopy(damaged).records());
    }

    @Test
    void whatTheDeviceRefusesToReadIsLostAndNoMore() {
        log();
        SimDisk failing = disk.crash(0);
        failing.failReads(LogNames.segment(2), 24_576, 4_096);
        SalvageReport report = requireCopy(failing);
        assertEquals(2, report.copied().size());
        assertTrue(report.unreadableBytes() >= 4_096 && report.unreadableBytes() < 5_000, report::toString);
        assertTrue(report.notes().toString().contains("refused to read"), report::toString);
    }

    @Test
    void whatARecoveryWroteAgainIsCopiedOnce() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 10);
        SimDisk crashed = disk.crash(3);
        WriteAheadLog.open(crashed, plain()).close();
        SimDisk twice = crashed.crash(4);
        try (WriteAheadLog again = WriteAheadLog.open(twice, plain())) {
            append(again, 11, 12);
        }
        assertEquals(List.of(new Run(1, 12, 1)), requireCopy(twice).copied());

        twice.flipBit(LogNames.segment(2), (SegmentLayout.HEADER_BYTES + 20) * 8L); // nobody says what was repeated
        SalvageReport report = requireCopy(twice);
        assertEquals(List.of(new Run(1, 12, 1)), report.copied());
    }

    @Test
    void aTornTailIsNoLoss() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 10);
        SimDisk torn = disk.crash(0);
        long end = LogSalvageProbe.end(torn, 1);
        torn.overwrite(LogNames.segment(1), end, new byte[] {1, 2, 3});
        SalvageReport report = requireCopy(torn);
        assertEquals(List.of(), report.lost());
        assertEquals(3, report.unreadableBytes());
    }

    /** Somebody who could write records has put the image of a frame into one; its frame's header is destroyed. */
    @Test
    @Tag("S3.54")
    void whatLooksLikeAFrameInsideAPayloadIsNotCopied() {
        for (boolean headerGone : new boolean[] {false, true}) {
            SimDisk forged = SimDisk.create();
            long salt;
            long start;
            try (WriteAheadLog log = WriteAheadLog.create(forged, plain())) {
                append(log, 1, 5);
                salt = SegmentHeader.decode(forged.bytes(LogNames.segment(1)), 0)
                        .header()
                        .salt();
                start = LogSalvageProbe.end(forged, 1);
                int inside =
                        (int) start + SegmentLayout.FRAME_HEADER_BYTES + SegmentLayout.RECORD_HEADER_BYTES + 12 + 4;
                byte[] image = LogSalvageProbe.frame(salt, inside, 6, 7, inside - (int) start, payload(666));
                byte[] body = new byte[image.length + 200];
                System.arraycopy(image, 0, body, 4, image.length);
                log.append(ByteBuffer.wrap(body));
                append(log, 7, 12);
            }
            byte[] bytes = forged.bytes(LogNames.segment(1));
            if (headerGone) {
                forged.zero(LogNames.segment(1), start, SegmentLayout.FRAME_HEADER_BYTES);
            } else {
                forged.flipBit(LogNames.segment(1), (start + SegmentLayout.FRAME_HEADER_BYTES) * 8);
            }
            assertTrue(LogSalvageProbe.holdsFrame(bytes, salt, start), "the image must look like a frame");

            SalvageReport report = requireCopy(forged);
            assertEquals(new Lost(6, headerGone ? 7 : 6), report.lost().get(0));
            assertEquals(headerGone ? 10 : 11, report.records());
        }
    }

    @Test
    void theCopyHoldsAllAboutARecordButItsNumber() {
        LogEntry entry = LogEntry.builder(payload(2))
                .type(new RecordType(70))
                .transactionId(9)
                .actor("bob")
                .operation("put")
                .key(new byte[] {1, 2})
                .incarnation(3)
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            log.append(payload(1));
            log.append(entry);
            log.append(entry);
        }
        disk.flipBit(LogNames.segment(1), (SegmentLayout.HEADER_BYTES + 176 + 64 + 30) * 8L);
        try (LogSalvage salvage = LogSalvage.of(disk, plain());
                WriteAheadLog copy = WriteAheadLog.create(SimDisk.create(), plain())) {
            SalvageReport report = salvage.copyTo(copy);
            assertEquals(List.of(new Run(2, 3, 1)), report.copied());
            LogRecord last = all(copy).get(1);
            assertEquals(
                    new LogRecord(
                            2,
                            new RecordType(70),
                            9,
                            CLOCK.instant(),
                            "bob",
                            "put",
                            ByteBuffer.wrap(new byte[] {1, 2}),
                            3,
                            payload(2)),
                    last);
        }
    }

    @Test
    @Tag("S3.59")
    void nothingIsChangedAndNobodyWritesMeanwhile() {
        log();
        disk.flipBit(LogNames.segment(2), 100_000);
        List<byte[]> before = contents(disk);
        try (LogSalvage salvage = LogSalvage.of(disk, plain())) {
            assertThrows(StorageLockedException.class, () -> WriteAheadLog.open(disk, plain()));
            assertEquals(RECORDS - 1, salvage.report().records());
        }
        assertTrue(Arrays.deepEquals(before.toArray(), contents(disk).toArray()));
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), plain());
                LogSalvage salvage = LogSalvage.of(disk, WalOptions.defaults())) {
            log.append(payload(1));
            assertThrows(IllegalArgumentException.class, () -> salvage.copyTo(log));
        }
    }

    @Test
    void whatIsNoLogIsNotTouched() {
        assertThrows(LogMissingException.class, () -> LogSalvage.of(SimDisk.create(), plain()));
        SimDisk foreign = SimDisk.create();
        foreign.open("letter.txt", OpenMode.CREATE_NEW).close();
        assertThrows(ForeignDirectoryException.class, () -> LogSalvage.of(foreign, plain()));
        assertEquals(List.of("letter.txt"), foreign.list(""));
    }

    private static List<byte[]> contents(SimDisk disk) {
        List<byte[]> contents = new ArrayList<>();
        for (String name : disk.files().keySet()) {
            if (!name.startsWith("LOCK")) {
                contents.add(disk.bytes(name));
            }
        }
        return contents;
    }
}

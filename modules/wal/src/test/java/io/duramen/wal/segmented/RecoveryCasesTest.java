// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static io.duramen.wal.segmented.SegmentLayout.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.Durability;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.TamperedLogException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.segmented.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/**
 * A real log for each row of the table in {@code docs/formats/recovery.md}, opened. Two rows need more than a disk: a forged
 * frame needs keys, {@code proof: SealedTamperTest} makes some; a file that shrinks while it is read needs a second hand, {@code
 * LiveReadTest} has one.
 */
class RecoveryCasesTest {
    private SimDisk disk = SimDisk.create();

    // ---- rows that open

    @Test
    void clean() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 10);
        log.close();
        LogRecovery found = requireOpens(Outcome.CLEAN, 10);
        assertEquals(0, found.unproven());
    }

    @Test
    void unclosed() {
        interrupted(10);
        assertEquals(1, requireOpens(Outcome.UNCLOSED, 10).unproven());
    }

    @Test
    void unclosedAtTheEndOfTheSegment() {
        filledToTheLastByte();
        assertEquals(64 << 10, frames(1).get(frames(1).size() - 1).end());
        requireOpens(Outcome.UNCLOSED, 0);
    }

    @Test
    void unclosedBeforeAnArmedSegment() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        log.append(payload(1, 45_000));
        disk = disk.crash(1);
        assertTrue(disk.exists(LogNames.segment(2)));
        requireOpens(Outcome.UNCLOSED, 0);
    }

    @Test
    void tornBody() {
        interrupted(10);
        FrameHeader last = last(1);
        disk.zero(LogNames.segment(1), last.selfOffset() + FRAME_HEADER_BYTES, last.storedBodyLength());
        requireOpens(Outcome.TORN_TAIL, 9);
    }

    @Test
    void tornHeader() {
        interrupted(10);
        disk.flipBit(LogNames.segment(1), last(1).selfOffset() * 8 + 77);
        requireOpens(Outcome.TORN_TAIL, 9);
    }

    @Test
    void tornWithItsBeginningMissing() {
        interrupted(10);
        disk.zero(LogNames.segment(1), last(1).selfOffset(), FRAME_HEADER_BYTES);
        requireOpens(Outcome.TORN_TAIL, 9);
    }

    @Test
    void tornWithALaterFrameThatVouchesForNothing() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain(Durability.NONE));
        for (int n = 1; n <= 3; n++) {
            append(log, n, n);
            ((SegmentedLog) log).step();
        }
        disk = disk.crash(1);
        disk.zero(LogNames.segment(1), frames(1).get(2).selfOffset(), FRAME_HEADER_BYTES);
        requireOpens(Outcome.TORN_TAIL, 1);
    }

    @Test
    void tornInTheNextSegmentWithoutItsLink() {
        rolled(1);
        disk.zero(LogNames.segment(2), HEADER_BYTES, frames(2).get(0).frameLength());
        requireOpens(Outcome.TORN_TAIL, 0);
        assertTrue(disk.list(LogNames.QUARANTINE).toString().contains("0000000000000002.seg"), "kept as evidence");
    }

    @Test
    void tornInTheNextSegmentWithoutAnyHeader() {
        rolled(1);
        disk.zero(LogNames.segment(2), HEADER_BYTES, frames(2).get(0).frameLength() + FRAME_HEADER_BYTES);
        requireOpens(Outcome.TORN_TAIL, 0);
    }

    // ---- rows that refuse

    @Test
    void segmentMissing() {
        for (long missing = 1; missing <= 3; missing++) {
            threeSegments();
            disk.delete(LogNames.segment(missing));
            requireRefusal(missing, -1, missing == 1 ? 1 : firstLsn(missing), "the marks and the other segments");
        }
    }

    @Test
    void headerLost() {
        threeSegments();
        disk.flipBit(LogNames.segment(2), 300);
        disk.flipBit(LogNames.segment(2), BLOCK_BYTES * 8L + 300);
        requireRefusal(2, 0, firstLsn(2), "forced before it gets its name");
    }

    @Test
    void foreignSegment() {
        threeSegments();
        disk.overwrite(LogNames.segment(3), 0, disk.bytes(LogNames.segment(2)));
        requireRefusal(3, SEGMENT_NUMBER, firstLsn(3), "forced before it gets its name");
    }

    @Test
    void shorterAndLonger() {
        threeSegments();
        truncate(2, 60_000);
        requireRefusal(2, 60_000, firstLsn(2), "forced before it gets its name");
        threeSegments();
        try (StorageFile file = disk.open(LogNames.segment(2), OpenMode.READ_WRITE)) {
            file.preallocate(70_000);
        }
        requireRefusal(2, 64 << 10, firstLsn(2), "forced before it gets its name");
    }

    @Test
    void readError() {
        for (int segment = 1; segment <= 3; segment++) {
            threeSegments();
            disk.failReads(LogNames.segment(segment), last(segment).selfOffset(), 1);
            byte[] before = disk.bytes(LogNames.segment(segment));
            StorageException failed = assertInstanceOf(StorageException.class, open());
            assertTrue(failed.getMessage().contains(LogNames.segment(segment)), failed::getMessage);
            disk.healReads(LogNames.segment(segment));
            assertTrue(Arrays.equals(before, disk.bytes(LogNames.segment(segment))));
            assertEquals(null, open(), "nothing was concluded");
        }
    }

    @Test
    void readErrorFarBehindTheStartOfAClosedSegment() {
        WalOptions large = options()
                .firstSegmentBytes(16 << 20)
                .maxSegmentBytes(16 << 20)
                .maxPendingBytes(4 << 20)
                .build();
        WriteAheadLog log = WriteAheadLog.create(disk, large);
        while (log.statistics().rolls() == 0) {
            log.append(payload(1, 2 << 20));
        }
        log.close();
        disk.failReads(LogNames.segment(1), 13 << 20, 1);
        StorageException failed = assertInstanceOf(StorageException.class, open());
        assertTrue(failed.getMessage().contains(LogNames.segment(1)), failed::getMessage);
        disk.healReads(LogNames.segment(1));
        assertEquals(null, open(), "nothing was concluded");
    }

    @Test
    void contradiction() {
        for (int segment = 1; segment <= 3; segment++) {
            threeSegments();
            FrameHeader last = last(segment);
            mend(segment, last.selfOffset(), FRAME_NUMBER, last.frameNumber() + 1);
            requireRefusal(segment, last.selfOffset(), last.firstLsn(), "cannot be left by a crash");
        }
    }

    @Test
    void aLinkAtOddsWithItself() {
        rolled(1);
        mendLink(2, 24, 77); // the last record before it
        requireRefusal(2, HEADER_BYTES, firstLsn(2), "cannot be left by a crash");
    }

    @Test
    void linkedOtherwise() {
        threeSegments();
        long end = last(1).end();
        mendLink(2, 32, 4711); // the checksum of the last frame
        requireRefusal(1, end, firstLsn(2), "that segment was written after it");
    }

    @Test
    void linkedFurther() {
        threeSegments();
        FrameHeader lost = last(1);
        disk.zero(LogNames.segment(1), lost.selfOffset(), lost.frameLength());
        requireRefusal(1, lost.selfOffset(), lost.firstLsn(), "up to byte " + lost.end());
    }

    @Test
    void linkedFurtherThanASegmentWithoutLink() {
        threeSegments();
        disk.zero(LogNames.segment(2), HEADER_BYTES, FRAME_HEADER_BYTES);
        requireRefusal(2, HEADER_BYTES, firstLsn(2), "a later segment continues this one");
    }

    @Test
    void oldestLinkLost() {
        interrupted(1);
        disk.zero(LogNames.segment(1), HEADER_BYTES, 1000);
        requireRefusal(1, HEADER_BYTES, 1, "the marks name it as the oldest segment");
    }

    @Test
    void forcedLinkLost() {
        interrupted(10);
        WriteAheadLog.open(disk, plain());
        disk = disk.crash(1);
        disk.flipBit(LogNames.segment(2), (HEADER_BYTES + 70) * 8L); // in the LINK's body
        requireRefusal(2, HEADER_BYTES, 11, "forces the LINK before it gives the name");
    }

    @Test
    void frameVouches() {
        interrupted(10);
        FrameHeader lost = frames(1).get(5);
        disk.zero(LogNames.segment(1), lost.selfOffset(), lost.frameLength());
        requireRefusal(1, lost.selfOffset(), lost.firstLsn(), "a later frame at byte " + last(1).selfOffset());
    }

    @Test
    void segmentVouches() {
        rolled(2);
        disk.zero(LogNames.segment(2), HEADER_BYTES, FRAME_HEADER_BYTES);
        long lost = firstLsn(2);
        requireRefusal(1, last(1).end(), lost, "segment 2 says that record " + lost + " was");
    }

    @Test
    void marksVouch() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain(Durability.FULL));
        append(log, 1, 10);
        disk = disk.crash(1);
        FrameHeader lost = last(1);
        disk.zero(LogNames.segment(1), lost.selfOffset(), lost.frameLength());
        requireRefusal(1, lost.selfOffset(), 10, "the marks say that record 10 was");
    }

    @Test
    void theCheckpointVouches() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 10);
        log.checkpoint(11);
        disk = disk.crash(1);
        FrameHeader lost = last(1);
        disk.zero(LogNames.segment(1), lost.selfOffset(), lost.frameLength());
        requireRefusal(1, lost.selfOffset(), 10, "the marks say that record 10 was");
    }

    @Test
    void copiesLost() {
        interrupted(10);
        WriteAheadLog.open(disk, plain());
        disk = disk.crash(1);
        FrameHeader copy = last(2);
        assertTrue(copy.is(COPIED_FORWARD));
        disk.zero(LogNames.segment(2), copy.selfOffset(), copy.frameLength());
        requireRefusal(2, HEADER_BYTES, 10, "forces its copies before the segment gets its name");
    }

    // ---- what is common to refusals

    @Test
    void theFirstDamageInTheOrderOfTheLogIsReported() {
        threeSegments();
        disk.delete(LogNames.segment(3));
        FrameHeader lost = frames(1).get(3);
        disk.flipBit(LogNames.segment(1), lost.selfOffset() * 8 + 600);
        requireRefusal(1, lost.selfOffset(), lost.firstLsn(), "the next segment says");
    }

    @Test
    void aSecondSegmentThatWasWrittenIntoIsPutAsideToo() {
        rolled(1);
        rolledFurtherWithoutProof();
        requireOpens(Outcome.TORN_TAIL, 0);
        assertEquals(
                2,
                disk.list(LogNames.QUARANTINE).size(),
                () -> disk.list(LogNames.QUARANTINE).toString());
    }

    // ---- logs

    private void interrupted(int records) {
        disk = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, records);
        disk = disk.crash(1);
    }

    private void threeSegments() {
        disk = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 900);
        disk = disk.crash(1);
        assertEquals(3, frames(3).isEmpty() ? 0 : 3);
    }

    /** A log that has just gone on in its second segment, with some records there. */
    private void rolled(int records) {
        disk = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        log.append(payload(1, 45_000));
        long n = 2;
        while (log.statistics().rolls() == 0) {
            log.append(payload(n++, 3000));
        }
        for (int more = 1; more < records; more++) {
            log.append(payload(n++, 3000));
        }
        disk = disk.crash(1);
    }

    /** Bytes of a write that never finished, in an armed segment behind the second, whose LINK is not proven. */
    private void rolledFurtherWithoutProof() {
        SegmentHeader second = header(2);
        SegmentHeader third = new SegmentHeader(
                second.logId(), 3, 99, second.capacity(), false, second.keyringId(), 0, second.writerEpoch());
        try (StorageFile file = disk.open(LogNames.segment(3), OpenMode.CREATE_NEW)) {
            file.preallocate(third.capacity());
            file.writeFully(java.nio.ByteBuffer.wrap(third.encode(null)), 0);
            file.writeFully(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), 20_000);
        }
    }

    private void filledToTheLastByte() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        log.append(payload(1, 1000));
        long room = (64 << 10) - log.segments().get(0).usedBytes();
        // header 64, record header 24, time 12, rounded up to 8
        log.append(payload(2, (int) room - 64 - 24 - 12));
        disk = disk.crash(1);
    }

    private void truncate(long segment, long size) {
        try (StorageFile file = disk.open(LogNames.segment(segment), OpenMode.READ_WRITE)) {
            file.truncate(size);
        }
    }

    private SegmentHeader header(long segment) {
        SegmentHeader header =
                SegmentHeader.decode(disk.bytes(LogNames.segment(segment)), 0).header();
        assertNotNull(header);
        return header;
    }

    private List<FrameHeader> frames(long segment) {
        SegmentHeader header = header(segment);
        byte[] bytes = disk.bytes(LogNames.segment(segment));
        List<FrameHeader> frames = new ArrayList<>();
        for (int at = HEADER_BYTES; at + FRAME_HEADER_BYTES <= bytes.length; at += ALIGNMENT) {
            FrameHeader frame = FrameHeader.decode(bytes, at, header.salt(), at);
            if (frame != null) {
                frames.add(frame);
            }
        }
        return frames;
    }

    private FrameHeader last(long segment) {
        List<FrameHeader> frames = frames(segment);
        return frames.get(frames.size() - 1);
    }

    /** The first record of a segment, by the frames of the one before: its own may be gone. */
    private long firstLsn(long segment) {
        return last(segment - 1).lastLsn() + 1;
    }

    /** Changes a field of a frame header and makes its checksum fit again. */
    private void mend(long segment, long at, int field, long value) {
        byte[] frame =
                Arrays.copyOfRange(disk.bytes(LogNames.segment(segment)), (int) at, (int) at + FRAME_HEADER_BYTES);
        Bytes.putLong(frame, field, value);
        complete(segment, at, frame);
    }

    private void mendLink(long segment, int field, int value) {
        byte[] frame = Arrays.copyOfRange(
                disk.bytes(LogNames.segment(segment)),
                HEADER_BYTES,
                HEADER_BYTES + FRAME_HEADER_BYTES + LinkBody.BYTES);
        Bytes.putInt(frame, FRAME_HEADER_BYTES + field, value);
        Bytes.putInt(frame, BODY_CRC, Bytes.crc(frame, FRAME_HEADER_BYTES, LinkBody.BYTES));
        complete(segment, HEADER_BYTES, frame);
    }

    private void complete(long segment, long at, byte[] frame) {
        byte[] salt = new byte[8];
        Bytes.putLong(salt, 0, header(segment).salt());
        FrameHeader.complete(frame, 0, Bytes.getInt(frame, BODY_CRC), new CRC32C(), salt);
        disk.overwrite(LogNames.segment(segment), at, frame);
    }

    // ---- what an open made of them

    private RuntimeException open() {
        try {
            WriteAheadLog.open(disk, plain()).close();
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }

    private LogRecovery requireOpens(Outcome expected, long last) {
        LogRecovery readOnly;
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            readOnly = log.recovery();
            assertEquals(null, readOnly.damage());
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            LogRecovery found = log.recovery();
            Outcome outcome = found.cleanShutdown()
                    ? Outcome.CLEAN
                    : found.tornBytes() > 0 ? Outcome.TORN_TAIL : Outcome.UNCLOSED;
            assertEquals(expected, outcome, found::toString);
            assertEquals(outcome == Outcome.TORN_TAIL, found.tornDetail() != null);
            assertEquals(readOnly.lastLsn(), found.lastLsn());
            if (last > 0) {
                requireRecords(log, last);
            }
            return found;
        }
    }

    /** The open must name the place and the witness, and change nothing; what comes before stays readable. */
    private void requireRefusal(long segment, long offset, long lsn, String because) {
        Map<String, Integer> before = content();
        RecordingStorage storage = RecordingStorage.over(disk);
        CorruptLogException refused = null;
        try (WriteAheadLog log = WriteAheadLog.open(storage, plain())) {
            throw new AssertionError("opened with " + log.recovery());
        } catch (CorruptLogException e) {
            refused = e;
        }
        assertTrue(!(refused instanceof TamperedLogException));
        assertEquals(disk.describe(LogNames.segment(segment)), refused.file(), refused::getMessage);
        assertEquals(offset, refused.offset(), refused::getMessage);
        assertEquals(lsn, refused.lsn(), refused::getMessage);
        String message = refused.getMessage();
        assertTrue(message.contains(because) && message.contains("expected") && message.contains("found"), message);
        assertEquals(List.of("LOCK LOCK", "UNLOCK LOCK"), changes(storage));
        assertEquals(before, content());
        requireWhatPrecedes(refused);
    }

    private void requireWhatPrecedes(CorruptLogException refused) {
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            CorruptLogException damage = log.recovery().damage();
            assertNotNull(damage);
            assertEquals(refused.getMessage(), damage.getMessage());
            assertEquals(refused.lsn() - 1, log.durableLsn(), refused::getMessage);
            assertEquals(refused.lsn() - 1, all(log).size(), refused::getMessage);
        }
    }

    private static List<String> changes(RecordingStorage storage) {
        return storage.operations().stream()
                .filter(o -> o.kind().isChanging() || o.kind().name().contains("LOCK"))
                .map(o -> o.kind() + " " + o.file())
                .toList();
    }

    private Map<String, Integer> content() {
        Map<String, Integer> content = new TreeMap<>();
        disk.files().keySet().forEach(name -> content.put(name, Arrays.hashCode(disk.bytes(name))));
        return content;
    }
}

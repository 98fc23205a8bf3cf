// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.TamperedLogException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whoever knows a segment's key can change a frame of it so that its tag, both its checksums and the tags of all frames
 * behind it stay as they are. What he cannot keep is the SHA-256 over the segment, which stands in the next one under its
 * key; that of the newest segment stands in the anchor, and in the SEAL once the log is closed in order.
 */
class ForgedFrameTest {
    private static final int RECORDS = 14;
    private static final int HEADER = 8192;
    private static final int FRAME_HEADER = 64;
    private static final int HEDGE = 8;
    private static final int TAG = 16;
    private static final int MAGIC = 0x4652414D;

    /** The fifth and sixth block of the body, in the middle of a payload. */
    private static final int AT = 4 * EqualTag.BLOCK;

    private final KnownKeys keys = new KnownKeys();
    private final SimDisk disk = SimDisk.create();
    private final SimDisk elsewhere = SimDisk.create();

    @AfterEach
    void close() {
        keys.close();
    }

    private WalOptions options() {
        return Crashed.options(keys);
    }

    private WalOptions anchored() {
        return options().toBuilder()
                .anchor(Anchor.file(elsewhere, "log.anchor"))
                .build();
    }

    private List<SegmentInfo> write() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, options())) {
            append(log, 1);
            return log.segments();
        }
    }

    private static void append(WriteAheadLog log, int first) {
        for (int n = first; n < first + RECORDS; n++) {
            log.append(ByteBuffer.wrap(Crashed.payload(n)));
        }
    }

    /** A log whose anchor was moved on when it had its last record; what the power left of it is returned. */
    private SimDisk anchoredAndCrashed() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, anchored())) {
            append(log, 1);
            log.checkpoint(1);
            return disk.crash(0);
        }
    }

    private static long newest(SimDisk of) {
        return of.files().keySet().stream()
                .filter(file -> file.endsWith(".seg") && little(of.bytes(file)).getInt(HEADER) != 0)
                .count();
    }

    private static String name(long segment) {
        return String.format("wal/%016x.seg", segment);
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Where the first frame with a record begins. */
    private static int firstRecord(byte[] segment) {
        return HEADER + little(segment).getInt(HEADER + 8);
    }

    /** Where the frames with records begin. */
    private static List<Integer> recordFrames(byte[] segment) {
        List<Integer> frames = new ArrayList<>();
        for (int at = HEADER;
                little(segment).getInt(at) == MAGIC;
                at += little(segment).getInt(at + 8)) {
            if (little(segment).getInt(at + 24) > 0) {
                frames.add(at);
            }
        }
        return frames;
    }

    /** Changes a payload in a frame with a record, and nothing that is not in the payload. */
    private byte[] forged(SimDisk of, long number, int frame) throws Exception {
        byte[] segment = of.bytes(name(number));
        int body = frame + FRAME_HEADER + HEDGE;
        int length = little(segment).getInt(frame + 8) - FRAME_HEADER - HEDGE - TAG;
        assertTrue(length > AT + 3 * EqualTag.BLOCK, "the payload is too short to be forged");
        int recordEnd = recordEnd(segment, number, frame, body, length);
        byte[] change = new EqualTag(keys.streamKey(number))
                .change(
                        two -> placed(two, AT - 4, recordEnd - 4), // a record's checksum leaves its own four bytes out
                        two -> placed(two, HEDGE + AT, HEDGE + length + TAG));
        byte[] forged = segment.clone();
        for (int i = 0; i < change.length; i++) {
            forged[body + AT + i] ^= change[i];
        }
        assertFalse(Arrays.equals(segment, forged));
        return forged;
    }

    private static byte[] placed(byte[] two, int at, int length) {
        byte[] text = new byte[length];
        System.arraycopy(two, 0, text, at, two.length);
        return text;
    }

    /** Where the record ends, which its key's holder can see: extension and payload, without the padding. */
    private int recordEnd(byte[] segment, long number, int frame, int body, int length) {
        byte[] plain = open(segment, number, frame, body, length);
        ByteBuffer record = little(plain);
        return 24 + record.getShort(10) + record.getInt(0);
    }

    /** Opens the frame as a reader does that goes by tags alone. */
    private byte[] open(byte[] segment, long number, int frame, int body, int length) {
        ByteBuffer facts = little(segment);
        byte[] header = Arrays.copyOfRange(segment, frame, frame + FRAME_HEADER);
        little(header).putInt(4, 0).putInt(12, 0);
        byte[] tagBefore = Arrays.copyOfRange(segment, frame - TAG, frame);
        ByteBuffer id = ByteBuffer.wrap(segment, 16, 16);
        SegmentIdentity identity = new SegmentIdentity(new UUID(id.getLong(), id.getLong()), number, facts.getShort(8));
        byte[] plain = new byte[length];
        try (SegmentCipher cipher =
                keys.openSegment(identity, ByteBuffer.wrap(segment, 1024, 512).slice())) {
            assertTrue(
                    cipher.open(
                            facts.getLong(frame + 40),
                            header,
                            tagBefore,
                            segment,
                            body - HEDGE,
                            HEDGE + length + TAG,
                            plain,
                            0),
                    "the tag does not fit");
        }
        return plain;
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.52")
    void aFrameForgedToAnEqualTagPassesAeadAndChecksumsAndIsFoundByTheDigestInTheNextSegment() throws Exception {
        List<SegmentInfo> segments = write();
        assertTrue(segments.size() >= 3);
        for (SegmentInfo segment : segments.subList(0, segments.size() - 1)) {
            SimDisk altered = disk.crash(0);
            altered.overwrite(name(segment.number()), 0, forgedUnderTheSameTag(segment.number()));

            CorruptLogException found =
                    assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(altered, options()));

            assertTrue(String.valueOf(found.getMessage()).contains("digest"), found::getMessage);
            altered.overwrite(name(segment.number()), 0, disk.bytes(name(segment.number())));
            try (WriteAheadLog log = WriteAheadLog.open(altered, options())) {
                assertEquals(RECORDS, log.durableLsn());
            }
        }
    }

    @Test
    @Tag("S3.18")
    @Tag("S3.52")
    void aFrameForgedInTheNewestSegmentIsFoundByTheAnchor() throws Exception {
        SimDisk left = anchoredAndCrashed();
        long number = newest(left);
        List<Integer> frames = recordFrames(left.bytes(name(number)));
        assertTrue(frames.size() >= 3, "one at the start, one in the middle and the last before the anchor");
        for (int frame : frames) {
            SimDisk forged = left.crash(0);
            forged.overwrite(name(number), 0, forged(left, number, frame));
            Map<String, Integer> before = content(forged);

            try (ReadableLog shown = WriteAheadLog.openReadOnly(forged.crash(0), options())) {
                assertNull(shown.recovery().damage(), "the seals give it away");
            }
            TamperedLogException found =
                    assertThrows(TamperedLogException.class, () -> WriteAheadLog.open(forged, anchored()));

            assertTrue(found.file().endsWith(name(number)), found::file);
            assertEquals(HEADER, found.offset());
            assertTrue(found.getMessage().contains("expected the frames up to byte "), found::getMessage);
            assertTrue(found.getMessage().contains("found others, of SHA-256 "), found::getMessage);
            assertTrue(found.hint().contains("backup"), found::hint);
            assertEquals(before, content(forged));
        }
        try (WriteAheadLog log = WriteAheadLog.open(left, anchored())) {
            assertEquals(RECORDS, log.durableLsn());
        }
    }

    @Test
    @Tag("S3.52")
    void whoOnlyReadsIsToldOfItAndShownWhatComesBefore() throws Exception {
        SimDisk left = anchoredAndCrashed();
        long number = newest(left);
        int last = recordFrames(left.bytes(name(number))).get(2);
        left.overwrite(name(number), 0, forged(left, number, last));

        try (ReadableLog shown = WriteAheadLog.openReadOnly(left, anchored())) {
            assertEquals(
                    "LOG_TAMPERED",
                    Objects.requireNonNull(shown.recovery().damage()).code());
            assertEquals(11, shown.durableLsn());
            Crashed.requireRecords(shown);
        }
    }

    /** An opening crashed before the anchor was moved on: what it wrote again is compared with what the anchor saw. */
    @Test
    @Tag("S3.52")
    void aRecordForgedWhereAnOpeningWroteItAgainIsFoundByTheAnchor() throws Exception {
        SimDisk left = anchoredAndCrashed();
        SimDisk remembering = elsewhere.crash(0);
        WriteAheadLog.open(left, options()).close(); // cuts off the last record, which nothing in the log vouches for
        long number = newest(left);
        byte[] intact = left.bytes(name(number));
        SimDisk forged = left.crash(0);
        forged.overwrite(name(number), 0, withoutSeal(forged(left, number, firstRecord(intact))));
        WalOptions anchored = options().toBuilder()
                .anchor(Anchor.file(remembering, "log.anchor"))
                .build();

        TamperedLogException found =
                assertThrows(TamperedLogException.class, () -> WriteAheadLog.open(forged, anchored));

        assertTrue(found.getMessage().contains("another record 14"), found::getMessage);
        try (WriteAheadLog log = WriteAheadLog.open(left, anchored)) {
            assertEquals(RECORDS, log.durableLsn());
        }
    }

    private static byte[] withoutSeal(byte[] segment) {
        for (int at = HEADER;
                little(segment).getInt(at) == MAGIC;
                at += little(segment).getInt(at + 8)) {
            if ((little(segment).getShort(at + 28) & 4) != 0) {
                Arrays.fill(segment, at, segment.length, (byte) 0);
                break;
            }
        }
        return segment;
    }

    @Test
    @Tag("S3.18")
    void aFrameForgedInALogThatWasClosedIsFoundByItsSeal() throws Exception {
        List<SegmentInfo> segments = write();
        long number = segments.get(segments.size() - 1).number();
        for (int frame : recordFrames(disk.bytes(name(number)))) {
            SimDisk altered = disk.crash(0);
            altered.overwrite(name(number), 0, forged(disk, number, frame));

            TamperedLogException found =
                    assertThrows(TamperedLogException.class, () -> WriteAheadLog.open(altered, options()));

            assertTrue(found.getMessage().contains("its SEAL at byte "), found::getMessage);
        }
    }

    @Test
    void whatTheAnchorSawMayBeGivenUpByName() throws Exception {
        SimDisk left = anchoredAndCrashed();
        long number = newest(left);
        int frame = firstRecord(left.bytes(name(number)));
        left.overwrite(name(number), 0, forged(left, number, frame));
        WalOptions accepting = anchored().toBuilder().acceptRollback(true).build();

        WriteAheadLog.open(left, accepting).close();

        WriteAheadLog.open(left, anchored()).close();
    }

    private static Map<String, Integer> content(SimDisk of) {
        Map<String, Integer> content = new TreeMap<>();
        of.files().keySet().stream()
                .filter(name -> !name.startsWith("LOCK"))
                .forEach(name -> content.put(name, Arrays.hashCode(of.bytes(name))));
        return content;
    }

    /** Forged, and seen to be accepted by whoever goes by tags. */
    private byte[] forgedUnderTheSameTag(long number) throws Exception {
        byte[] intact = disk.bytes(name(number));
        int frame = firstRecord(intact);
        byte[] forged = forged(disk, number, frame);
        int body = frame + FRAME_HEADER + HEDGE;
        int length = little(intact).getInt(frame + 8) - FRAME_HEADER - HEDGE - TAG;
        assertFalse(
                Arrays.equals(open(intact, number, frame, body, length), open(forged, number, frame, body, length)));
        return forged;
    }

    /** The field is GCM's: 2 times 2^127 reduces, and 1 is the block that begins with the highest bit. */
    @Test
    void theFieldIsThatOfGcm() {
        byte[] one = new byte[16];
        one[0] = (byte) 0x80;
        byte[] x = new byte[16];
        x[0] = 0x40;
        byte[] last = new byte[16];
        last[15] = 1;
        byte[] reduced = new byte[16];
        reduced[0] = (byte) 0xE1;
        assertEquals(ByteBuffer.wrap(last), ByteBuffer.wrap(EqualTag.multiply(one, last)));
        assertEquals(ByteBuffer.wrap(reduced), ByteBuffer.wrap(EqualTag.multiply(x, last)));
        assertEquals(ByteBuffer.wrap(reduced), ByteBuffer.wrap(EqualTag.multiply(last, x)));
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.SegmentCipher;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Whoever knows a segment's key can change a frame of it so that its tag, both its checksums and the tags of all frames
 * behind it stay as they are. What he cannot keep is the SHA-256 over the segment, which stands in the next one under its
 * key. Behind the newest segment there is none yet.
 */
class ForgedFrameTest {
    private static final int RECORDS = 14;
    private static final int HEADER = 8192;
    private static final int FRAME_HEADER = 64;
    private static final int HEDGE = 8;
    private static final int TAG = 16;

    /** The fifth and sixth block of the body, in the middle of a payload. */
    private static final int AT = 4 * EqualTag.BLOCK;

    private final KnownKeys keys = new KnownKeys();
    private final SimDisk disk = SimDisk.create();

    @AfterEach
    void close() {
        keys.close();
    }

    private WalOptions options() {
        return Crashed.options(keys);
    }

    private List<SegmentInfo> write() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, options())) {
            for (int n = 1; n <= RECORDS; n++) {
                log.append(ByteBuffer.wrap(Crashed.payload(n)));
            }
            return log.segments();
        }
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

    /** Changes a payload in the first frame with a record, and nothing that is not in the payload. */
    private byte[] forged(long number) throws Exception {
        byte[] segment = disk.bytes(name(number));
        int frame = firstRecord(segment);
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

    /** Forged, and seen to be accepted by whoever goes by tags. */
    private byte[] forgedUnderTheSameTag(long number) throws Exception {
        byte[] intact = disk.bytes(name(number));
        byte[] forged = forged(number);
        int frame = firstRecord(intact);
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

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.storage.OpenMode;
import io.duramen.testkit.SimDisk;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Where frames stand and how one is forged. */
final class LogSalvageProbe {
    private LogSalvageProbe() {}

    /** Behind the last frame of a plain segment. */
    static long end(SimDisk disk, long number) {
        String name = LogNames.segment(number);
        SegmentHeader header = SegmentHeader.decode(disk.bytes(name), 0).header();
        try (FrameProbe probe = new FrameProbe(header, new PatientFile(disk.open(name, OpenMode.READ)), null)) {
            long at = HEADER_BYTES;
            FrameHeader frame;
            while ((frame = probe.at(at)) != null) {
                at = frame.end();
            }
            return at;
        }
    }

    /** A frame with one record in which everything fits but what stands before it. */
    static byte[] frame(long salt, long offset, long lsn, long number, int previousLength, ByteBuffer payload) {
        int length = RecordCodec.length(payload.remaining(), null);
        byte[] bytes = new byte[FRAME_HEADER_BYTES + length];
        byte[] record = new byte[length];
        encode(record, payload);
        System.arraycopy(record, 0, bytes, FRAME_HEADER_BYTES, length);
        FrameHeader.put(bytes, 0, bytes.length, lsn, 1, 0, 0, number, offset, previousLength, 77);
        CRC32C crc = new CRC32C();
        crc.update(record, RECORD_CRC, 4);
        byte[] seed = new byte[8];
        Bytes.putLong(seed, 0, salt);
        FrameHeader.complete(bytes, 0, (int) crc.getValue(), new CRC32C(), seed);
        return bytes;
    }

    private static void encode(byte[] record, ByteBuffer payload) {
        RecordCodec.encode(record, 0, payload, payload.position(), payload.remaining(), 1, 0, 1, null);
    }

    /** Whether an intact frame header stands behind a place, other than at it. */
    static boolean holdsFrame(byte[] bytes, long salt, long behind) {
        for (int at = (int) behind + ALIGNMENT; at < behind + 200; at += ALIGNMENT) {
            if (FrameHeader.decode(bytes, at, salt, at) != null) {
                return true;
            }
        }
        return false;
    }
}

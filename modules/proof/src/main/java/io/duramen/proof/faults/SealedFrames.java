// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** The frames of a segment as somebody without its keys sees them, by {@code docs/formats/log.md} alone. */
final class SealedFrames {
    /** Where the first one stands. */
    static final int START = 8192;

    /** No frame of a log of small records is larger. */
    static final int LARGEST = 1024;

    private static final int MAGIC = 0x4652414D;
    private static final int SALT = 40;
    private static final int HEADER_BYTES = 64;
    private static final int HEADER_CRC = 4;
    private static final int LENGTH = 8;
    private static final int BODY_CRC = 12;
    private static final int PREVIOUS_HEADER_CRC = 60;

    private SealedFrames() {}

    /**
     * Makes the checksums fit that cover a byte, and those of all frames behind it, each of which names the one before.
     *
     * @param altered the segment, which is changed
     * @param before as it was, which says where its frames begin
     * @param at the byte; in a frame
     * @return the segment
     */
    static byte[] mend(byte[] altered, byte[] before, int at) {
        ByteBuffer bytes = ByteBuffer.wrap(altered).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer intact = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN);
        int headerCrc = 0;
        int frame = START;
        while (frame + HEADER_BYTES <= before.length && intact.getInt(frame) == MAGIC) {
            int next = frame + intact.getInt(frame + LENGTH);
            if (frame > at) {
                bytes.putInt(frame + PREVIOUS_HEADER_CRC, headerCrc);
            } else if (next > at) {
                bytes.putInt(frame + BODY_CRC, crc(altered, frame + HEADER_BYTES, next, new CRC32C()));
            }
            if (next > at) {
                CRC32C salted = new CRC32C();
                salted.update(altered, SALT, Long.BYTES);
                headerCrc = crc(altered, frame + LENGTH, frame + HEADER_BYTES, salted);
                bytes.putInt(frame + HEADER_CRC, headerCrc);
            }
            frame = next;
        }
        return altered;
    }

    private static int crc(byte[] bytes, int from, int to, CRC32C begun) {
        begun.update(bytes, from, to - from);
        return (int) begun.getValue();
    }
}

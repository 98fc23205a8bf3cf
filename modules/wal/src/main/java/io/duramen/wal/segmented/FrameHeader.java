// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a frame says of itself; see {@code docs/formats/log.md}.
 *
 * @param headerCrc its checksum, the next frame's link to it
 * @param frameLength header, body and tag together
 * @param bodyCrc the checksum of the body
 * @param firstLsn the first record's number, or the next one's if it holds none
 * @param recordCount how many records it holds
 * @param flags what it is
 * @param durableLsn the last record known to be durable when it was written
 * @param frameNumber its index in the segment
 * @param selfOffset where it stands
 * @param previousLength the length of the frame before, 0 for the first
 * @param previousHeaderCrc the header checksum of the frame before, 0 for the first
 */
record FrameHeader(
        int headerCrc,
        int frameLength,
        int bodyCrc,
        long firstLsn,
        int recordCount,
        int flags,
        long durableLsn,
        long frameNumber,
        long selfOffset,
        int previousLength,
        int previousHeaderCrc) {

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    boolean isControl() {
        return is(CONTROL);
    }

    long lastLsn() {
        return firstLsn + recordCount - 1;
    }

    long end() {
        return selfOffset + frameLength;
    }

    int storedBodyLength() {
        return frameLength - FRAME_HEADER_BYTES;
    }

    /** Writes the header with both checksums zero: the form that is authenticated. */
    void encode(byte[] bytes, int at) {
        put(
                bytes,
                at,
                frameLength,
                firstLsn,
                recordCount,
                flags,
                durableLsn,
                frameNumber,
                selfOffset,
                previousLength,
                previousHeaderCrc);
    }

    /** As {@link #encode}, for the append path, which makes no object of a header. */
    static void put(
            byte[] bytes,
            int at,
            int frameLength,
            long firstLsn,
            int recordCount,
            int flags,
            long durableLsn,
            long frameNumber,
            long selfOffset,
            int previousLength,
            int previousHeaderCrc) {
        Bytes.putInt(bytes, at + FRAME_MAGIC, FRAME_MAGIC_VALUE);
        Bytes.putInt(bytes, at + HEADER_CRC, 0);
        Bytes.putInt(bytes, at + FRAME_LENGTH, frameLength);
        Bytes.putInt(bytes, at + BODY_CRC, 0);
        Bytes.putLong(bytes, at + FIRST_LSN, firstLsn);
        Bytes.putInt(bytes, at + RECORD_COUNT, recordCount);
        Bytes.putShort(bytes, at + FRAME_FLAGS, flags);
        Bytes.putShort(bytes, at + CODEC, 0);
        Bytes.putLong(bytes, at + DURABLE_LSN, durableLsn);
        Bytes.putLong(bytes, at + FRAME_NUMBER, frameNumber);
        Bytes.putLong(bytes, at + SELF_OFFSET, selfOffset);
        Bytes.putInt(bytes, at + PREVIOUS_LENGTH, previousLength);
        Bytes.putInt(bytes, at + PREVIOUS_HEADER_CRC, previousHeaderCrc);
    }

    /** Puts both checksums into a header written by {@link #encode} and returns the header's. */
    static int complete(byte[] bytes, int at, int bodyCrc, CRC32C crc, byte[] salt) {
        Bytes.putInt(bytes, at + BODY_CRC, bodyCrc);
        crc.reset();
        crc.update(salt, 0, salt.length);
        crc.update(bytes, at + FRAME_LENGTH, FRAME_HEADER_BYTES - FRAME_LENGTH);
        int value = (int) crc.getValue();
        Bytes.putInt(bytes, at + HEADER_CRC, value);
        return value;
    }

    /** The header at a place, if its magic number, checksum and own offset say that one was written there. */
    static @Nullable FrameHeader decode(byte[] bytes, int at, long salt, long offset) {
        if (Bytes.getInt(bytes, at + FRAME_MAGIC) != FRAME_MAGIC_VALUE
                || Bytes.getLong(bytes, at + SELF_OFFSET) != offset
                || Bytes.getInt(bytes, at + HEADER_CRC) != crc(bytes, at, salt)) {
            return null;
        }
        return new FrameHeader(
                Bytes.getInt(bytes, at + HEADER_CRC),
                Bytes.getInt(bytes, at + FRAME_LENGTH),
                Bytes.getInt(bytes, at + BODY_CRC),
                Bytes.getLong(bytes, at + FIRST_LSN),
                Bytes.getInt(bytes, at + RECORD_COUNT),
                Bytes.getShort(bytes, at + FRAME_FLAGS) | Bytes.getShort(bytes, at + CODEC) << 16,
                Bytes.getLong(bytes, at + DURABLE_LSN),
                Bytes.getLong(bytes, at + FRAME_NUMBER),
                Bytes.getLong(bytes, at + SELF_OFFSET),
                Bytes.getInt(bytes, at + PREVIOUS_LENGTH),
                Bytes.getInt(bytes, at + PREVIOUS_HEADER_CRC));
    }

    private static int crc(byte[] bytes, int at, long salt) {
        byte[] seed = new byte[8];
        Bytes.putLong(seed, 0, salt);
        CRC32C crc = new CRC32C();
        crc.update(seed);
        crc.update(bytes, at + FRAME_LENGTH, FRAME_HEADER_BYTES - FRAME_LENGTH);
        return (int) crc.getValue();
    }
}

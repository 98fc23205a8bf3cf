// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a segment says of itself.
 *
 * @param logId the log it belongs to
 * @param number its number
 * @param salt random, new for each arming of a file; part of every frame's checksum
 * @param capacity the file's size
 * @param sealed whether its frames are encrypted
 * @param keyringId the keyring, zero if not sealed
 * @param createdMillis for people only
 * @param writerEpoch raised by each open for writing
 * @param recycled whether the file was another segment before, so that old frames stand behind the last one instead of zeros
 * @param blockSize its frames start and end at multiples of this
 */
record SegmentHeader(
        UUID logId,
        long number,
        long salt,
        long capacity,
        boolean sealed,
        UUID keyringId,
        long createdMillis,
        long writerEpoch,
        boolean recycled,
        int blockSize) {

    /** Of a segment whose file is new and that is written through the page cache. */
    SegmentHeader(
            UUID logId,
            long number,
            long salt,
            long capacity,
            boolean sealed,
            UUID keyringId,
            long createdMillis,
            long writerEpoch) {
        this(logId, number, salt, capacity, sealed, keyringId, createdMillis, writerEpoch, ALIGNMENT);
    }

    /** Of a segment whose file is new. */
    SegmentHeader(
            UUID logId,
            long number,
            long salt,
            long capacity,
            boolean sealed,
            UUID keyringId,
            long createdMillis,
            long writerEpoch,
            int blockSize) {
        this(logId, number, salt, capacity, sealed, keyringId, createdMillis, writerEpoch, false, blockSize);
    }

    /** Whether its frames are whole blocks of the device. */
    boolean isDirect() {
        return blockSize > ALIGNMENT;
    }

    /** How long a frame of so many bytes is with its padding. */
    int padded(int frameLength) {
        return (frameLength + blockSize - 1) & -blockSize;
    }

    static final UUID NO_KEYRING = new UUID(0, 0);

    private static final byte[] MAGIC_VALUE = "DURAMEN\0".getBytes(StandardCharsets.US_ASCII);

    /** The same segment in the file of an older one. */
    SegmentHeader inFileOf(long oldSalt) {
        long fresh = Salts.after(oldSalt, salt);
        return new SegmentHeader(
                logId, number, fresh, capacity, sealed, keyringId, createdMillis, writerEpoch, true, blockSize);
    }

    /** The same segment in a file that is new. */
    SegmentHeader inNewFile(long otherSalt) {
        return new SegmentHeader(
                logId, number, otherSalt, capacity, sealed, keyringId, createdMillis, writerEpoch, blockSize);
    }

    /** What the second slot of a re-encrypted segment is bound to: it never opens as the first, nor the first as it. */
    SegmentIdentity resealedIdentity() {
        return new SegmentIdentity(logId, number, RESEALED_FORMAT);
    }

    SegmentIdentity identity() {
        return new SegmentIdentity(logId, number, FORMAT_MAJOR);
    }

    /** Both blocks; the crypto slot, if any, goes into both. */
    byte[] encode(@Nullable ByteBuffer slot) {
        byte[] bytes = new byte[HEADER_BYTES];
        System.arraycopy(MAGIC_VALUE, 0, bytes, MAGIC, MAGIC_VALUE.length);
        Bytes.putShort(bytes, MAJOR, FORMAT_MAJOR);
        Bytes.putShort(bytes, MINOR, FORMAT_MINOR);
        Bytes.putInt(bytes, HEADER_LENGTH, HEADER_BYTES);
        Bytes.putUuid(bytes, LOG_ID, logId);
        Bytes.putLong(bytes, SEGMENT_NUMBER, number);
        Bytes.putLong(bytes, SALT, salt);
        Bytes.putLong(bytes, CAPACITY, capacity);
        Bytes.putInt(bytes, BLOCK_SIZE, blockSize);
        Bytes.putInt(bytes, SEGMENT_FLAGS, (sealed ? SEGMENT_ENCRYPTED : 0) | (recycled ? SEGMENT_RECYCLED : 0));
        Bytes.putInt(bytes, CIPHER_SUITE, sealed ? SUITE_AES_256_GCM : 0);
        Bytes.putUuid(bytes, KEY_ID, keyringId);
        Bytes.putLong(bytes, CREATED_MILLIS, createdMillis);
        Bytes.putLong(bytes, WRITER_EPOCH, writerEpoch);
        Bytes.putInt(bytes, IDENTITY_CRC, Bytes.crc(bytes, 0, IDENTITY_CRC));
        if (slot != null) {
            slot.duplicate().get(bytes, SLOT_OFFSET, Sealing.SLOT_BYTES);
        }
        System.arraycopy(bytes, 0, bytes, BLOCK_BYTES, BLOCK_BYTES);
        return bytes;
    }

    /** What one block says, or the reason why it says nothing. */
    record Block(@Nullable SegmentHeader header, int major, String problem) {}

    static Block decode(byte[] bytes, int at) {
        if (!Arrays.equals(bytes, at, at + MAGIC_VALUE.length, MAGIC_VALUE, 0, MAGIC_VALUE.length)) {
            return new Block(null, 0, "no magic number");
        }
        if (Bytes.getInt(bytes, at + IDENTITY_CRC) != Bytes.crc(bytes, at, IDENTITY_CRC)) {
            return new Block(null, 0, "wrong checksum");
        }
        int major = Bytes.getShort(bytes, at + MAJOR);
        if (major > FORMAT_MAJOR) {
            return new Block(null, major, "newer format");
        }
        if (Bytes.getInt(bytes, at + HEADER_LENGTH) != HEADER_BYTES) {
            return new Block(null, major, "wrong header length");
        }
        int blockSize = Bytes.getInt(bytes, at + BLOCK_SIZE);
        if (blockSize < ALIGNMENT || blockSize > BLOCK_BYTES || Integer.bitCount(blockSize) != 1) {
            return new Block(null, major, "a block size of " + blockSize);
        }
        if (!paddingIsZero(bytes, at, isResealed(bytes, at))) {
            return new Block(null, major, "bytes between the fields that are not zero");
        }
        return new Block(
                new SegmentHeader(
                        Bytes.getUuid(bytes, at + LOG_ID),
                        Bytes.getLong(bytes, at + SEGMENT_NUMBER),
                        Bytes.getLong(bytes, at + SALT),
                        Bytes.getLong(bytes, at + CAPACITY),
                        (Bytes.getInt(bytes, at + SEGMENT_FLAGS) & SEGMENT_ENCRYPTED) != 0,
                        Bytes.getUuid(bytes, at + KEY_ID),
                        Bytes.getLong(bytes, at + CREATED_MILLIS),
                        Bytes.getLong(bytes, at + WRITER_EPOCH),
                        (Bytes.getInt(bytes, at + SEGMENT_FLAGS) & SEGMENT_RECYCLED) != 0,
                        blockSize),
                major,
                "");
    }

    /** Whether the segment was re-encrypted, by a block that is intact. */
    static boolean isResealed(byte[] bytes, int at) {
        return (Bytes.getInt(bytes, at + SEGMENT_FLAGS) & SEGMENT_RESEALED) != 0;
    }

    private static boolean paddingIsZero(byte[] bytes, int at, boolean resealed) {
        int behind = at + SLOT_OFFSET + Sealing.SLOT_BYTES;
        int second = at + RESEALED_SLOT_OFFSET;
        return Bytes.isZero(bytes, at + IDENTITY_BYTES, at + SLOT_OFFSET)
                && (resealed
                        ? Bytes.isZero(bytes, behind, second)
                                && Bytes.isZero(bytes, second + Sealing.SLOT_BYTES, at + BLOCK_BYTES)
                        : Bytes.isZero(bytes, behind, at + BLOCK_BYTES));
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

/**
 * The byte layout of segments and frames, version 1; little-endian throughout. The format page {@code docs/formats/log.md} says
 * what each field means and carries a worked example.
 */
final class SegmentLayout {

    static final int FORMAT_MAJOR = 1;
    static final int FORMAT_MINOR = 0;

    // segment header: two blocks of 4096 bytes with the same 128 bytes first, each with a crypto slot of its own
    static final int HEADER_BYTES = 8192;
    static final int BLOCK_BYTES = 4096;
    static final int IDENTITY_BYTES = 128;
    static final int SLOT_OFFSET = 1024;

    static final int MAGIC = 0; // 8 bytes, "DURAMEN\0"
    static final int MAJOR = 8;
    static final int MINOR = 10;
    static final int HEADER_LENGTH = 12;
    static final int LOG_ID = 16;
    static final int SEGMENT_NUMBER = 32;
    static final int SALT = 40;
    static final int CAPACITY = 48;
    static final int BLOCK_SIZE = 56; // 8, or a power of two up to 4096: what frames start and end at multiples of
    static final int SEGMENT_FLAGS = 60;
    static final int CIPHER_SUITE = 64;
    static final int KDF_PROFILE = 68;
    static final int KEY_ID = 72;
    static final int CREATED_MILLIS = 88;
    static final int WRITER_EPOCH = 96;
    static final int RESEALED_END = 104; // of a re-encrypted segment: where its last frame that counts ends
    static final int IDENTITY_CRC = 124; // over bytes 0 to 123

    static final int SEGMENT_ENCRYPTED = 1;
    static final int SEGMENT_RECYCLED = 4;
    static final int SEGMENT_RESEALED = 8;
    static final int SUITE_AES_256_GCM = 1;
    static final int ALIGNMENT = 8;

    // re-encrypted segment: a second crypto slot in each block of the header, and behind them chunks instead of frames
    static final int RESEALED_SLOT_OFFSET = 2048;
    static final int RESEALED_FORMAT = 0x10000 + FORMAT_MAJOR; // in what the second slot is bound to
    static final int CHUNK_BYTES = 16 << 10; // of the segment, in each chunk but the last
    static final int CHUNK_HEADER_BYTES = 8; // CRC32C of what is stored behind it, zero
    static final int RESEALED_TAIL_BYTES = 4; // zero; so that no such file is a whole number of blocks long

    // frame header
    static final int FRAME_HEADER_BYTES = 64;
    static final int FRAME_MAGIC_VALUE = 0x4652414D;

    static final int FRAME_MAGIC = 0;
    static final int HEADER_CRC = 4; // over the segment's salt and bytes 8 to 63
    static final int FRAME_LENGTH = 8;
    static final int BODY_CRC = 12;
    static final int FIRST_LSN = 16;
    static final int RECORD_COUNT = 24;
    static final int FRAME_FLAGS = 28;
    static final int CODEC = 30;
    static final int DURABLE_LSN = 32;
    static final int FRAME_NUMBER = 40;
    static final int SELF_OFFSET = 48;
    static final int PREVIOUS_LENGTH = 56;
    static final int PREVIOUS_HEADER_CRC = 60;

    static final int ENCRYPTED = 1;
    static final int SEAL = 4;
    static final int LINK = 8;
    static final int COPIED_FORWARD = 32;
    static final int MARK = 64;
    static final int CONTROL = SEAL | LINK | MARK;
    static final int KNOWN_FLAGS = ENCRYPTED | SEAL | LINK | COPIED_FORWARD | MARK;

    // body of a SEAL: the last LSN, how many frames there are before it, SHA-256 over them
    static final int SEAL_BYTES = 48;
    static final int SEAL_FRAMES = 8;
    static final int SEAL_DIGEST = 16;

    // record, inside a body
    static final int RECORD_HEADER_BYTES = 24;
    static final int PAYLOAD_LENGTH = 0;
    static final int RECORD_CRC = 4; // over bytes 0 to 3, 8 to 23, the extension and the payload
    static final int RECORD_TYPE = 8;
    static final int RECORD_FLAGS = 9;
    static final int EXTENSION_LENGTH = 10;
    static final int STREAM_TAG = 12;
    static final int TRANSACTION_ID = 16;

    // extension: tag u8, zero u8, length u16, value
    static final int TLV_HEADER_BYTES = 4;
    static final int TLV_TIME = 1;
    static final int TLV_ACTOR = 2;
    static final int TLV_OPERATION = 3;
    static final int TLV_KEY = 4;
    static final int TLV_INCARNATION = 5;

    /** In a recycled segment every write ends with so many zeros, unless the segment ends before. */
    static final int END_BYTES = FRAME_HEADER_BYTES;

    private SegmentLayout() {}

    static int padded(int length) {
        return (length + ALIGNMENT - 1) & -ALIGNMENT;
    }
}

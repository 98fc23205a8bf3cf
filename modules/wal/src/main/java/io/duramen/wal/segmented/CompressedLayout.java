// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

/**
 * The byte layout of a compressed segment, version 1; little-endian throughout. The format page {@code
 * docs/formats/compressed-segment.md} says what each field means.
 *
 * <p>Identity, index, blocks, index again, identity again: whichever copy is lost, salvage still finds the blocks.
 */
final class CompressedLayout {
    static final int FORMAT_MAJOR = 1;
    static final int DEFLATE = 1;

    /** So much of the segment is compressed at a time, each block for itself. */
    static final int BLOCK_BYTES = 64 << 10;

    // identity
    static final int MAGIC = 0; // 8 bytes, "DURASEGZ"
    static final int MAJOR = 8;
    static final int CODEC = 10;
    static final int BLOCK_SIZE = 12;
    static final int LOG_ID = 16;
    static final int SEGMENT_NUMBER = 32;
    static final int SALT = 40;
    static final int CAPACITY = 48;
    static final int USED = 56;
    static final int BLOCK_COUNT = 64;
    static final int CRC = 68; // over bytes 0 to 67 and the index
    static final int IDENTITY_BYTES = 72;

    // index, an entry a block
    static final int FIRST_LSN = 0; // the first record that is lost if the block is
    static final int STORED_LENGTH = 8;
    static final int STORED_CRC = 12;
    static final int ENTRY_BYTES = 16;

    private CompressedLayout() {}
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.UUID;

/** The layout of a checkpoint's file before sealing, as {@code docs/formats/checkpoint.md} gives it. */
final class BaseLayout {
    static final int KIND = 0x0053564B; // "KVS\0"
    static final int MAJOR = 1;
    static final int MINOR = 0;

    /** {@code magic 8 | kind 4 | major 2 | minor 2 | store 16 | generation 8 | lsn 8 | keys 8 | zero 4 | crc 4}. */
    static final int HEADER_BYTES = 64;

    /** {@code payload 4 | entries 4 | payload crc 4 | crc of the 12 bytes before 4}. */
    static final int BLOCK_HEADER_BYTES = 16;

    /** {@code key length 4 | value length 4 | type 1 | zero 7 | key hash 32 | value hash 32}. */
    static final int ENTRY_HEADER_BYTES = 80;

    /** {@code keys 8 | root 32 | sha256 of all before 32 | zero 4 | crc 4}. */
    static final int FOOTER_BYTES = 80;

    /** A block is closed when its payload has reached this; a larger entry makes a larger block. */
    static final int BLOCK_BYTES = 64 << 10;

    /** No block is larger: the largest entry behind an almost full block. */
    static final int MAX_BLOCK_BYTES = 32 << 20;

    static final byte TYPE_BYTES = 0x10;

    private BaseLayout() {}

    /** What the file is, bound into its key when it is sealed. */
    static String context(UUID storeId, long generation) {
        return "checkpoint " + storeId + " " + generation;
    }
}

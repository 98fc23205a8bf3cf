// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.UUID;

/** The layout of a checkpoint's files before sealing, as {@code docs/formats/checkpoint.md} gives it. */
final class CheckpointLayout {
    static final int BASE = 0x0053564B; // "KVS\0"
    static final int DELTA = 0x0044564B; // "KVD\0"
    static final int MAJOR = 1;
    static final int MINOR = 0;

    /** {@code magic 8 | kind 4 | major 2 | minor 2 | store 16 | generation 8 | lsn 8 | entries 8 | zero 4 | crc 4}. */
    static final int HEADER_BYTES = 64;

    /** {@code payload 4 | entries 4 | payload crc 4 | crc of the 12 bytes before 4}. */
    static final int BLOCK_HEADER_BYTES = 16;

    /** {@code key length 4 | value length 4 | type 1 | zero 7 | version 8 | key hash 32 | value hash 32}. */
    static final int ENTRY_HEADER_BYTES = 88;

    /** {@code entries 8 | root 32 | sha256 of all before 32 | zero 4 | crc 4}. */
    static final int FOOTER_BYTES = 80;

    /** A block is closed when its payload has reached this; a larger entry makes a larger block. */
    static final int BLOCK_BYTES = 64 << 10;

    /** No block is larger: the largest entry behind an almost full block. */
    static final int MAX_BLOCK_BYTES = 32 << 20;

    /** The key has a value of bytes. */
    static final byte TYPE_BYTES = 0x10;

    /** The key is gone; only in a delta. */
    static final byte TYPE_GONE = 0x00;

    private CheckpointLayout() {}

    static int kind(CheckpointFile.Kind kind) {
        return kind == CheckpointFile.Kind.BASE ? BASE : DELTA;
    }

    /** What the file is, bound into its key when it is sealed. */
    static String context(CheckpointFile.Kind kind, UUID storeId, long generation) {
        return (kind == CheckpointFile.Kind.BASE ? "checkpoint " : "delta ") + storeId + " " + generation;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.CompressedLayout.*;

import io.duramen.storage.StorageFile;
import io.duramen.wal.LogVersionException;
import io.duramen.wal.WalOptions;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** What a compressed segment says of itself: whose it is, how large it was, and where each of its blocks is stored. */
final class CompressedIndex {
    private static final byte[] MAGIC_VALUE = "DURASEGZ".getBytes(StandardCharsets.US_ASCII);
    private static final long MOST_BYTES = WalOptions.MAX_SEGMENT_BYTES; // any larger one is never compressed

    private final byte[] identity;
    private final byte[] entries;
    private final long[] places;

    private CompressedIndex(byte[] identity, byte[] entries) {
        this.identity = identity;
        this.entries = entries;
        this.places = new long[blocks() + 1];
        places[0] = start();
        for (int block = 0; block < blocks(); block++) {
            places[block + 1] = places[block] + storedLength(block);
        }
    }

    /** One of the two copies, or the reason why it cannot be used. */
    record Copy(@Nullable CompressedIndex index, long offset, String expected, String found) {}

    /** Of a segment whose first bytes, as many as are used, are about to be compressed. */
    static CompressedIndex of(SegmentHeader segment, long used) {
        byte[] identity = new byte[IDENTITY_BYTES];
        System.arraycopy(MAGIC_VALUE, 0, identity, MAGIC, MAGIC_VALUE.length);
        Bytes.putShort(identity, MAJOR, FORMAT_MAJOR);
        Bytes.putShort(identity, CODEC, DEFLATE);
        Bytes.putInt(identity, BLOCK_SIZE, BLOCK_BYTES);
        Bytes.putUuid(identity, LOG_ID, segment.logId());
        Bytes.putLong(identity, SEGMENT_NUMBER, segment.number());
        Bytes.putLong(identity, SALT, segment.salt());
        Bytes.putLong(identity, CAPACITY, segment.capacity());
        Bytes.putLong(identity, USED, used);
        int blocks = (int) ((used + BLOCK_BYTES - 1) / BLOCK_BYTES);
        Bytes.putInt(identity, BLOCK_COUNT, blocks);
        return new CompressedIndex(identity, new byte[blocks * ENTRY_BYTES]);
    }

    static boolean canHold(SegmentHeader segment) {
        return !segment.sealed() && segment.capacity() <= MOST_BYTES;
    }

    /** Notes how a block was stored, behind the one before it. */
    void store(int block, long firstLsn, int length, int crc) {
        int at = block * ENTRY_BYTES;
        Bytes.putLong(entries, at + FIRST_LSN, firstLsn);
        Bytes.putInt(entries, at + STORED_LENGTH, length);
        Bytes.putInt(entries, at + STORED_CRC, crc);
        places[block + 1] = places[block] + length;
    }

    /** Writes both copies around the blocks; to be called when all of them are stored. */
    void write(StorageFile file) {
        Bytes.putInt(identity, CRC, crc());
        byte[] behind = new byte[entries.length + IDENTITY_BYTES];
        System.arraycopy(entries, 0, behind, 0, entries.length);
        System.arraycopy(identity, 0, behind, entries.length, IDENTITY_BYTES);
        file.writeFully(ByteBuffer.wrap(behind), places[blocks()]);
        byte[] before = new byte[behind.length];
        System.arraycopy(identity, 0, before, 0, IDENTITY_BYTES);
        System.arraycopy(entries, 0, before, IDENTITY_BYTES, entries.length);
        file.writeFully(ByteBuffer.wrap(before), 0);
    }

    /** The copy at the start of a file. */
    static Copy first(StorageFile file, String fullName) {
        return read(file, fullName, 0, IDENTITY_BYTES);
    }

    /** The copy at the end of a file, of whatever length the other one was. */
    static Copy second(StorageFile file, String fullName) {
        return read(file, fullName, file.size() - IDENTITY_BYTES, -1);
    }

    /** Everything is checked against the file's size before anything is made as large as it says. */
    private static Copy read(StorageFile file, String fullName, long at, long entriesAt) {
        long size = file.size();
        byte[] identity = new byte[IDENTITY_BYTES];
        if (size < 2 * IDENTITY_BYTES || file.readFully(ByteBuffer.wrap(identity), at) < IDENTITY_BYTES) {
            return new Copy(null, 0, "a compressed segment", size + " bytes");
        }
        if (!Arrays.equals(identity, 0, MAGIC_VALUE.length, MAGIC_VALUE, 0, MAGIC_VALUE.length)) {
            return new Copy(null, at, "a compressed segment", "no magic number");
        }
        long blocks = Bytes.getInt(identity, BLOCK_COUNT) & 0xFFFF_FFFFL;
        long length = blocks * ENTRY_BYTES;
        if (blocks > MOST_BYTES / BLOCK_BYTES || 2 * (IDENTITY_BYTES + length) > size) {
            return new Copy(
                    null, at + BLOCK_COUNT, "an index that the file has room for", "one of " + blocks + " blocks");
        }
        byte[] entries = new byte[(int) length];
        file.readFully(ByteBuffer.wrap(entries), entriesAt < 0 ? at - length : entriesAt);
        if (crc(identity, entries) != Bytes.getInt(identity, CRC)) {
            return new Copy(null, at, "an index with its checksum", "wrong checksum");
        }
        int major = Bytes.getShort(identity, MAJOR);
        if (major > FORMAT_MAJOR) {
            throw new LogVersionException(fullName, major, FORMAT_MAJOR);
        }
        CompressedIndex index = new CompressedIndex(identity, entries);
        String wrong = index.contradiction();
        if (wrong != null) {
            return new Copy(null, at, "an index that agrees with itself", wrong);
        }
        long end = index.end();
        return end == size
                ? new Copy(index, 0, "", "")
                : new Copy(null, Math.min(end, size), end + " bytes", size + " bytes");
    }

    private @Nullable String contradiction() {
        if (Bytes.getShort(identity, CODEC) != DEFLATE || Bytes.getInt(identity, BLOCK_SIZE) != BLOCK_BYTES) {
            return "another codec or size of blocks";
        }
        if (capacity() < SegmentLayout.HEADER_BYTES || capacity() > MOST_BYTES || used() < 0 || used() > capacity()) {
            return used() + " of " + capacity() + " bytes used";
        }
        if (blocks() != (used() + BLOCK_BYTES - 1) / BLOCK_BYTES) {
            return blocks() + " blocks for " + used() + " bytes";
        }
        for (int block = 0; block < blocks(); block++) {
            if (storedLength(block) <= 0 || storedLength(block) > length(block)) {
                return "block " + block + " in " + storedLength(block) + " bytes";
            }
        }
        return null;
    }

    UUID logId() {
        return Bytes.getUuid(identity, LOG_ID);
    }

    long number() {
        return Bytes.getLong(identity, SEGMENT_NUMBER);
    }

    long salt() {
        return Bytes.getLong(identity, SALT);
    }

    /** The size of the segment as it was. */
    long capacity() {
        return Bytes.getLong(identity, CAPACITY);
    }

    /** How much of it was used and is stored; the rest is zeros. */
    long used() {
        return Bytes.getLong(identity, USED);
    }

    int blocks() {
        return Bytes.getInt(identity, BLOCK_COUNT);
    }

    /** A block's length as it was. */
    int length(int block) {
        return (int) Math.min(BLOCK_BYTES, used() - (long) block * BLOCK_BYTES);
    }

    long place(int block) {
        return places[block];
    }

    /** A block's length as it is stored; the same as it was if it could not be made shorter. */
    int storedLength(int block) {
        return Bytes.getInt(entries, block * ENTRY_BYTES + STORED_LENGTH);
    }

    int storedCrc(int block) {
        return Bytes.getInt(entries, block * ENTRY_BYTES + STORED_CRC);
    }

    /** The first record that is lost if a block is. */
    long firstLsn(int block) {
        return blocks() == 0 ? 0 : Bytes.getLong(entries, block * ENTRY_BYTES + FIRST_LSN);
    }

    /** The length of the whole file. */
    long end() {
        return places[blocks()] + start();
    }

    boolean isSameAs(CompressedIndex other) {
        return Arrays.equals(identity, other.identity) && Arrays.equals(entries, other.entries);
    }

    private long start() {
        return (long) IDENTITY_BYTES + entries.length;
    }

    private int crc() {
        return crc(identity, entries);
    }

    private static int crc(byte[] identity, byte[] entries) {
        CRC32C crc = new CRC32C();
        crc.update(identity, 0, CRC);
        crc.update(entries);
        return (int) crc.getValue();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;

/**
 * Where the chunks of a re-encrypted segment stand, and how each is sealed: for itself, so that any place of the segment costs one
 * of them to read. Its number is in the nonce, and what says how long all of them are is authenticated with each, so that none
 * can be moved and none left out. The format page {@code docs/formats/log.md} has the bytes.
 */
final class ResealedChunks {
    private static final int OVERHEAD = CHUNK_HEADER_BYTES + Sealing.FRAME_OVERHEAD;

    /** The most that a chunk takes. */
    static final int STORED_BYTES = CHUNK_BYTES + OVERHEAD;

    private static final byte[] NO_TAG = new byte[SegmentCipher.TAG_BYTES];

    private final long end;
    private final byte[] authenticated = new byte[FRAME_HEADER_BYTES];

    /** @param end where the last frame of the segment that counts ends */
    ResealedChunks(SegmentHeader header, long end) {
        this.end = end;
        Bytes.putLong(authenticated, 0, header.salt());
        Bytes.putLong(authenticated, 8, header.capacity());
        Bytes.putLong(authenticated, 16, end);
    }

    /** Whether a segment can end there; chunks are counted as frames are. */
    static boolean canReach(long end, SegmentHeader header) {
        return end >= HEADER_BYTES && end <= header.capacity() && end / CHUNK_BYTES < Integer.MAX_VALUE;
    }

    long end() {
        return end;
    }

    int count() {
        return (int) ((end - HEADER_BYTES + CHUNK_BYTES - 1) / CHUNK_BYTES);
    }

    /** The chunk that holds a byte of the segment. */
    int number(long position) {
        return (int) ((position - HEADER_BYTES) / CHUNK_BYTES);
    }

    /** Where in its chunk a byte of the segment is. */
    int index(long position) {
        return (int) ((position - HEADER_BYTES) % CHUNK_BYTES);
    }

    /** Where in the segment a chunk begins. */
    long position(int number) {
        return HEADER_BYTES + (long) number * CHUNK_BYTES;
    }

    /** How many bytes of the segment a chunk holds. */
    int length(int number) {
        return (int) Math.min(CHUNK_BYTES, end - position(number));
    }

    /** Where in the file a chunk is stored. */
    long place(int number) {
        return HEADER_BYTES + (long) number * STORED_BYTES;
    }

    int storedLength(int number) {
        return length(number) + OVERHEAD;
    }

    long fileBytes() {
        return end + (long) count() * OVERHEAD + RESEALED_TAIL_BYTES;
    }

    void seal(int number, byte[] plain, SegmentCipher with, byte[] stored) {
        with.seal(number, authenticated, NO_TAG, plain, 0, length(number), stored, CHUNK_HEADER_BYTES);
        Bytes.putLong(stored, 0, 0);
        Bytes.putInt(stored, 0, crc(number, stored));
    }

    boolean isIntact(int number, byte[] stored) {
        return Bytes.getInt(stored, 0) == crc(number, stored) && Bytes.getInt(stored, 4) == 0;
    }

    boolean open(int number, byte[] stored, SegmentCipher with, byte[] plain) {
        int sealed = length(number) + Sealing.FRAME_OVERHEAD;
        return with.open(number, authenticated, NO_TAG, stored, CHUNK_HEADER_BYTES, sealed, plain, 0);
    }

    private int crc(int number, byte[] stored) {
        return Bytes.crc(stored, CHUNK_HEADER_BYTES, storedLength(number) - CHUNK_HEADER_BYTES);
    }
}

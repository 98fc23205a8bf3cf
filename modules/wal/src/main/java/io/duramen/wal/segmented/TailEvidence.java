// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.storage.StorageFile;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Looks behind an unreadable frame for witnesses: intact frame headers that say which record was durable when they were
 * written. They are evidence only; nothing behind an unreadable frame is ever taken for data.
 *
 * @param witness the frame header that vouches for the most, or {@code null} if there is none
 * @param lastUsedByte one behind the last byte that is not zero; where the search began if all are
 */
record TailEvidence(@Nullable FrameHeader witness, long lastUsedByte) {
    private static final int CHUNK = 1 << 20;

    /** Searches from a place up to the end of the segment. */
    static TailEvidence search(StorageFile file, SegmentHeader header, long from) {
        byte[] chunk = new byte[CHUNK + FRAME_HEADER_BYTES];
        FrameHeader best = null;
        long lastUsed = from;
        for (long start = from; start < header.capacity(); start += CHUNK) {
            ByteBuffer target = ByteBuffer.wrap(chunk);
            target.limit((int) Math.min(chunk.length, header.capacity() - start));
            int length = file.readFully(target, start);
            int used = usedLength(chunk, Math.min(length, CHUNK));
            if (used == 0) {
                continue;
            }
            lastUsed = start + used;
            for (int at = 0; at < used && at + FRAME_HEADER_BYTES <= length; at += ALIGNMENT) {
                if (Bytes.getInt(chunk, at) != FRAME_MAGIC_VALUE) {
                    continue;
                }
                FrameHeader found = FrameHeader.decode(chunk, at, header.salt(), start + at);
                if (found != null && (best == null || found.durableLsn() > best.durableLsn())) {
                    best = found;
                }
            }
        }
        return new TailEvidence(best, lastUsed);
    }

    private static int usedLength(byte[] chunk, int length) {
        int used = length;
        while (used > 0 && chunk[used - 1] == 0) {
            used--;
        }
        return used;
    }
}

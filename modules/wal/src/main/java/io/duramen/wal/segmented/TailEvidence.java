// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.storage.StorageFile;
import io.duramen.wal.segmented.Evidence.Trace;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a segment for witnesses: intact frame headers that say which record was durable when they were written. They
 * are evidence only; nothing behind an unreadable frame is ever taken for data.
 *
 * <p>The search comes before the segment is read. Beside a process that goes on writing, everything a witness vouches for was
 * there before the witness was, so a reader that comes later must find it.
 *
 * @param witness the frame header that vouches for the most, or {@code null} if there is none
 * @param last the last frame header, or {@code null} if there is none
 * @param lastUsedByte one behind the last byte that is not zero; where the frames begin if all are. In a recycled segment, where
 *     older bytes stand behind the frames, one behind the last byte that a frame header says is the segment's
 */
record TailEvidence(@Nullable FrameHeader witness, @Nullable FrameHeader last, long lastUsedByte) {
    private static final int CHUNK = 1 << 20;
    private static final int BLOCK = 4096;

    /**
     * Searches a whole segment. Behind a header that is intact the search goes on where its frame ends: no header of the segment
     * can stand inside another frame of it, since each says where it stands.
     */
    static TailEvidence search(StorageFile file, SegmentHeader header) {
        byte[] chunk = new byte[(int) Math.min(CHUNK + FRAME_HEADER_BYTES, header.capacity())];
        byte[] zeros = new byte[BLOCK];
        FrameHeader best = null;
        FrameHeader last = null;
        long lastUsed = HEADER_BYTES;
        long lastFrameEnd = HEADER_BYTES;
        long next = HEADER_BYTES;
        for (long start = HEADER_BYTES; start < header.capacity(); start += CHUNK) {
            ByteBuffer target = ByteBuffer.wrap(chunk);
            target.limit((int) Math.min(chunk.length, header.capacity() - start));
            int length = file.readFully(target, start);
            int used = usedLength(chunk, Math.min(length, CHUNK), zeros);
            if (used == 0) {
                continue;
            }
            lastUsed = start + used;
            if (start == HEADER_BYTES) {
                lastFrameEnd += usedLength(chunk, Math.min(used, END_BYTES), zeros); // zeros until a LINK is written
            }
            next = Math.max(next, start);
            while (next < start + used && next - start + FRAME_HEADER_BYTES <= length) {
                int at = (int) (next - start);
                FrameHeader found = Bytes.getInt(chunk, at) == FRAME_MAGIC_VALUE
                        ? FrameHeader.decode(chunk, at, header.salt(), next)
                        : null;
                if (found == null) {
                    next += ALIGNMENT;
                    continue;
                }
                lastFrameEnd = Math.max(lastFrameEnd, Math.min(found.end(), header.capacity()));
                best = best == null || found.durableLsn() > best.durableLsn() ? found : best;
                last = found;
                next = Math.max(next + ALIGNMENT, aligned(found.end()));
            }
        }
        return new TailEvidence(best, last, header.recycled() ? lastFrameEnd : lastUsed);
    }

    /** What it amounts to for somebody who read up to a place and misses a record there. */
    Trace trace(long from, long missingLsn) {
        if (witness != null && witness.durableLsn() >= missingLsn) {
            return Trace.WITNESS;
        }
        if (last != null && last.selfOffset() >= from) {
            return Trace.FRAME;
        }
        return lastUsedByte > from ? Trace.BYTES : Trace.NOTHING;
    }

    /** Whether anything was ever written into the segment. */
    boolean isUsed() {
        return lastUsedByte > HEADER_BYTES;
    }

    private static long aligned(long place) {
        return (place + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    private static int usedLength(byte[] chunk, int length, byte[] zeros) {
        int used = length;
        while (used >= BLOCK && Arrays.equals(chunk, used - BLOCK, used, zeros, 0, BLOCK)) {
            used -= BLOCK;
        }
        while (used > 0 && chunk[used - 1] == 0) {
            used--;
        }
        return used;
    }
}

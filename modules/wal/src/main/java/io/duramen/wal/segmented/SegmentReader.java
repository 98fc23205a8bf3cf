// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.StorageFile;
import io.duramen.wal.TamperedLogException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment's frames in order for a scan, which wants to know of each what it says and what the next one is bound to.
 * Whether an unreadable frame is a torn tail or damage is decided by {@link LogScan}. Not thread-safe.
 */
final class SegmentReader implements AutoCloseable {
    private final FrameWalk walk;
    private final Chain chain;
    private final long firstLsn;

    /** Without a cipher for a sealed segment, everything is verified but the seals, and no record can be read. */
    SegmentReader(
            SegmentHeader header, StorageFile file, String fullName, @Nullable SegmentCipher cipher, long firstLsn) {
        this.walk = new FrameWalk(header, file, fullName, cipher, firstLsn);
        this.chain = new Chain(header.sealed(), firstLsn);
        this.firstLsn = firstLsn;
    }

    SegmentHeader header() {
        return walk.header();
    }

    String fullName() {
        return walk.fullName();
    }

    /** Where the segment stands after the frame just read. */
    Chain chain() {
        return chain;
    }

    /** Why {@link #next} found no frame. */
    String problem() {
        return walk.problem();
    }

    /**
     * Reads the next frame.
     *
     * @return its header, or {@code null} if no intact frame stands there; see {@link #problem}
     * @throws io.duramen.wal.CorruptLogException if a frame stands there that was written whole but does not belong there
     */
    @Nullable
    FrameHeader next() {
        if (!walk.next()) {
            return null;
        }
        FrameHeader frame = walk.frame();
        if (frame.is(SegmentLayout.SEAL) && header().sealed()) {
            requireSealed(frame);
        }
        chain.advance(frame, frame.headerCrc(), walk.window().bytes(), walk.frameAt());
        return frame;
    }

    /** A SEAL says what it closes: who forges a frame before it with the key has to forge the SEAL, too. */
    private void requireSealed(FrameHeader frame) {
        byte[] body = walk.body();
        int digestAt = walk.bodyAt() + SegmentLayout.SEAL_DIGEST;
        byte[] digest = chain.digestSoFar();
        int digestEnd = digestAt + digest.length;
        if (digestEnd > walk.bodyEnd() || !Arrays.equals(body, digestAt, digestEnd, digest, 0, digest.length)) {
            throw new TamperedLogException(
                    fullName(),
                    SegmentLayout.HEADER_BYTES,
                    firstLsn,
                    "the frames that its SEAL at byte " + frame.selfOffset() + " closes",
                    "others: one was forged with the key",
                    "the log was closed in order");
        }
    }

    /** Goes past the next frame by its header alone; the segment must not be sealed. Returns whether there is one. */
    boolean skim() {
        if (!walk.skim()) {
            return false;
        }
        chain.advance(walk.frameLength(), walk.recordCount(), walk.headerCrc());
        return true;
    }

    /** As {@link #skim}, but reads a frame that holds no records whole. */
    boolean skimRecords() {
        return (walk.peek() && walk.isControl()) ? next() != null : skim();
    }

    /** The body of the frame just read, opened. Valid until the next call of {@link #next}. */
    byte[] body() {
        return walk.body();
    }

    int bodyAt() {
        return walk.bodyAt();
    }

    int bodyEnd() {
        return walk.bodyEnd();
    }

    /** Whether the records of the frame just read can be read; not so if it is sealed and there is no key. */
    boolean readable() {
        return walk.readable();
    }

    LinkBody link() {
        return LinkBody.decode(walk.body(), walk.bodyAt());
    }

    /** The walk alone, for readers that need no chain; the two must not be mixed. */
    FrameWalk walk() {
        return walk;
    }

    @Override
    public void close() {
        walk.close();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.TamperedLogException;
import io.duramen.wal.segmented.Evidence.Found;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads the frames of one segment, and says how far they follow each other and what stands there. */
final class SegmentScan {
    static final long TO_THE_END = Long.MAX_VALUE;

    private static final int REPORT_BYTES = 1 << 20;

    private final Storage storage;
    private final SegmentFiles files;
    private final ScanProgress progress;

    SegmentScan(Storage storage, SegmentFiles files, ScanProgress progress) {
        this.storage = storage;
        this.files = files;
        this.progress = progress;
    }

    /** Is shown every frame while it can be read. */
    interface Frames {
        void frame(SegmentReader reader, FrameHeader frame);
    }

    /**
     * How far a segment could be read.
     *
     * @param header the segment
     * @param firstLsn its first record
     * @param chain where it stands behind the last frame read
     * @param found what stands there, or {@code null} if that is as far as was asked for
     * @param problem the same for people
     * @param thrown what the reader threw, or {@code null}
     */
    record Result(
            SegmentHeader header,
            long firstLsn,
            Chain chain,
            @Nullable Found found,
            String problem,
            @Nullable RuntimeException thrown) {}

    /** Reads up to a place, or beyond it if no frame ends there. */
    Result run(SegmentHeader header, long firstLsn, long until, Frames frames) {
        return run(header, firstLsn, until, reader -> {
            FrameHeader frame = reader.next();
            if (frame == null) {
                return false;
            }
            frames.frame(reader, frame);
            return true;
        });
    }

    /** As {@link #run}, but reads the frames' headers only. */
    Result skim(SegmentHeader header, long firstLsn, long until) {
        return run(header, firstLsn, until, SegmentReader::skim);
    }

    /**
     * Reads the headers up to the end, and the frames without records whole; {@code frames} is shown all of them. The body of
     * one with records cannot be asked for.
     */
    Result skimToTheEnd(SegmentHeader header, long firstLsn, Frames frames) {
        return run(header, firstLsn, TO_THE_END, reader -> {
            if (!reader.skimRecords()) {
                return false;
            }
            frames.frame(reader, reader.walk().frame());
            return true;
        });
    }

    /** Goes past a frame. */
    private interface Step {
        boolean next(SegmentReader reader);
    }

    private Result run(SegmentHeader header, long firstLsn, long until, Step step) {
        Chain chain = new Chain(header.sealed(), firstLsn);
        try (SegmentReader reader = files.read(header, firstLsn)) {
            chain = reader.chain();
            long reported = 0;
            while (chain.end() < until) {
                if (!step.next(reader)) {
                    progress.read(header.capacity() - reported);
                    return new Result(header, firstLsn, chain, found(header, chain.end()), reader.problem(), null);
                }
                if (chain.end() - reported >= REPORT_BYTES) {
                    progress.read(chain.end() - reported);
                    reported = chain.end();
                }
            }
            progress.read(header.capacity() - reported);
            return new Result(header, firstLsn, chain, null, "", null);
        } catch (TamperedLogException e) {
            boolean behind = e.offset() < chain.end(); // what a digest tells of was read before, and does not count
            Chain trusted = behind ? new Chain(header.sealed(), firstLsn) : chain;
            return new Result(header, firstLsn, trusted, Found.FORGED, "a seal that does not fit", e);
        } catch (CorruptLogException e) {
            return new Result(header, firstLsn, chain, Found.CONTRADICTION, "a frame out of place", e);
        } catch (StorageException e) {
            return new Result(header, firstLsn, chain, Found.READ_ERROR, "nothing that can be read", e);
        }
    }

    private Found found(SegmentHeader header, long at) {
        if (at + FRAME_HEADER_BYTES > header.capacity()) {
            return Found.END_OF_SEGMENT;
        }
        try (StorageFile file = storage.open(LogNames.segment(header.number()), OpenMode.READ)) {
            byte[] bytes = new byte[FRAME_HEADER_BYTES];
            if (file.readFully(ByteBuffer.wrap(bytes), at) < bytes.length) {
                return Found.END_OF_FILE;
            }
            FrameHeader frame = FrameHeader.decode(bytes, 0, header.salt(), at);
            if (frame == null) {
                return Bytes.isZero(bytes, 0, bytes.length) ? Found.ZEROS : Found.NO_FRAME;
            }
            return file.size() < frame.end() ? Found.END_OF_FILE : Found.BAD_BODY;
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.CompressedLayout.BLOCK_BYTES;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.zip.Deflater;

/**
 * Compresses one segment that will not be written to any more. Its frames are verified first, so that damage is never wrapped
 * in good checksums; what was written is read back and compared before it counts. A crash on the way leaves the segment.
 *
 * <p>What lies behind the end that the next segment's LINK names was never acknowledged, and is left out.
 */
final class SegmentCompression {
    private static final int SAVED_PART = 8;
    private static final int SAMPLED = 16;

    private final CompressedSegments segments;
    private final Storage storage;
    private final SegmentFiles files;
    private final SegmentMeta segment;
    private final BooleanSupplier stopped;
    private final String made;

    SegmentCompression(CompressedSegments segments, SegmentFiles files, SegmentMeta segment, BooleanSupplier stopped) {
        this.segments = segments;
        this.storage = segments.files();
        this.files = files;
        this.segment = segment;
        this.stopped = stopped;
        this.made = CompressedNames.compressing(segment.header().number());
    }

    /**
     * Compresses it.
     *
     * @return the size of the new file; 0 if the segment stays, because it would save less than an eighth, was removed
     *     meanwhile, or we were stopped
     * @throws CorruptLogException if the segment is not as it was written; it stays as it is
     */
    long run() {
        SegmentHeader header = segment.header();
        CompressedIndex index = CompressedIndex.of(header, segment.end());
        deleteIfThere();
        try {
            try (StorageFile from = storage.open(LogNames.segment(header.number()), OpenMode.READ)) {
                if (!isPromising(index, from)) {
                    return 0;
                }
                if (!write(index, firstLsns(index.blocks()), from)
                        || index.end() > header.capacity() - header.capacity() / SAVED_PART
                        || !isSame(from)) {
                    storage.delete(made);
                    return 0;
                }
            }
            return segments.replace(header.number(), made, index.end());
        } catch (RuntimeException e) {
            try {
                deleteIfThere();
            } catch (RuntimeException cannotTidy) {
                e.addSuppressed(cannotTidy); // the next open deletes it
            }
            throw e;
        }
    }

    private void deleteIfThere() {
        if (storage.exists(made)) {
            storage.delete(made);
        }
    }

    /** Verifies the segment's frames, and tells for every block the first record that has a part in it. */
    private long[] firstLsns(int blocks) {
        long[] first = new long[blocks];
        try (FrameWalk walk = files.read(segment.header(), segment.firstLsn()).walk()) {
            walk.limit(segment.end());
            int block = 0;
            while (walk.end() < segment.end()) {
                if (stopped.getAsBoolean()) {
                    return first;
                }
                if (!walk.next()) {
                    throw new CorruptLogException(
                            walk.fullName(),
                            walk.end(),
                            walk.nextLsn(),
                            "a frame",
                            walk.problem(),
                            "the next segment says that frames follow up to byte " + segment.end());
                }
                for (; (long) block * BLOCK_BYTES < walk.end() && block < blocks; block++) {
                    first[block] = walk.firstLsn();
                }
            }
        }
        return first;
    }

    /** Tries every so manieth block of a large segment, so that one that does not shrink costs little at each open. */
    private static boolean isPromising(CompressedIndex index, StorageFile from) {
        byte[] plain = new byte[BLOCK_BYTES];
        byte[] shorter = new byte[BLOCK_BYTES];
        long before = 0;
        long after = 0;
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            for (int block = SAMPLED; block < index.blocks(); block += SAMPLED) {
                int length = index.length(block);
                read(from, plain, length, block);
                int less = deflate(deflater, plain, length, shorter);
                before += length;
                after += less > 0 ? less : length;
            }
        } finally {
            deflater.end();
        }
        return after <= before - before / SAVED_PART;
    }

    private boolean write(CompressedIndex index, long[] firstLsns, StorageFile from) {
        byte[] plain = new byte[BLOCK_BYTES];
        byte[] shorter = new byte[BLOCK_BYTES];
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (StorageFile to = storage.open(made, OpenMode.CREATE_NEW)) {
            for (int block = 0; block < index.blocks(); block++) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                int length = index.length(block);
                read(from, plain, length, block);
                int less = deflate(deflater, plain, length, shorter);
                byte[] bytes = less > 0 ? shorter : plain;
                int stored = less > 0 ? less : length;
                index.store(block, firstLsns[block], stored, Bytes.crc(bytes, 0, stored));
                to.writeFully(ByteBuffer.wrap(bytes, 0, stored), index.place(block));
            }
            index.write(to);
            to.force(true);
        } finally {
            deflater.end();
        }
        return true;
    }

    /** The length a block has when deflated; 0 if that is no less than before. */
    private static int deflate(Deflater deflater, byte[] plain, int length, byte[] shorter) {
        deflater.reset();
        deflater.setInput(plain, 0, length);
        deflater.finish();
        int less = deflater.deflate(shorter, 0, length - 1);
        return deflater.finished() ? less : 0;
    }

    /** Reads both again, the new one as its readers will. */
    private boolean isSame(StorageFile from) {
        String fullName = storage.describe(made);
        byte[] plain = new byte[BLOCK_BYTES];
        byte[] again = new byte[BLOCK_BYTES];
        StorageFile opened = storage.open(made, OpenMode.READ);
        try (CompressedFile file =
                CompressedFile.open(opened, made, fullName, segment.header().number())) {
            CompressedIndex index = file.index();
            for (int block = 0; block < index.blocks(); block++) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                int length = index.length(block);
                read(from, plain, length, block);
                read(file, again, length, block);
                int at = Arrays.mismatch(plain, 0, length, again, 0, length);
                if (at >= 0) {
                    throw new CorruptLogException(
                            fullName,
                            index.place(block),
                            index.firstLsn(block),
                            "the bytes of the segment from byte " + (long) block * BLOCK_BYTES,
                            "another byte at " + ((long) block * BLOCK_BYTES + at),
                            null);
                }
            }
        }
        return true;
    }

    private static void read(StorageFile file, byte[] target, int length, int block) {
        int read = file.readFully(ByteBuffer.wrap(target, 0, length), (long) block * BLOCK_BYTES);
        Arrays.fill(target, read, length, (byte) 0); // a file cut off meanwhile will not compare
    }
}

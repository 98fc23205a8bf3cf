// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.CompressedLayout.*;

import io.duramen.storage.StorageException;
import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * A compressed segment, read as if it were not: the bytes that were used at their places, zeros behind them. Holds two blocks
 * of memory, whatever the file says. A block that is not as it was stored is damage, never an end.
 */
final class CompressedFile implements StorageFile {
    private static final byte[] ZEROS = new byte[SegmentLayout.BLOCK_BYTES];

    private final StorageFile file;
    private final String name;
    private final String fullName;
    private final CompressedIndex index;
    private final ReentrantLock lock = new ReentrantLock(); // over all below
    private final Inflater inflater = new Inflater(true);
    private final byte[] block = new byte[BLOCK_BYTES];
    private byte[] stored = new byte[0];
    private int loaded = -1;

    CompressedFile(StorageFile file, String name, String fullName, CompressedIndex index) {
        this.file = file;
        this.name = name;
        this.fullName = fullName;
        this.index = index;
    }

    /**
     * Opens one whose two indexes agree and that holds the segment it says.
     *
     * @param number the segment its name stands for
     * @throws CorruptLogException if it is not as it was written; the file is then closed
     */
    static CompressedFile open(StorageFile file, String name, String fullName, long number) {
        try {
            CompressedIndex.Copy first = CompressedIndex.first(file, fullName);
            CompressedIndex index = whole(first, fullName);
            CompressedIndex second = whole(CompressedIndex.second(file, fullName), fullName);
            if (!index.isSameAs(second)) {
                throw damaged(fullName, index.end() - IDENTITY_BYTES, 0, "the index at the start again", "another one");
            }
            return holding(new CompressedFile(file, name, fullName, index), number);
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(file, e);
            throw e;
        }
    }

    /** As {@link #open}, but one intact index is enough, and blocks that are damaged show when they are read. */
    static CompressedFile openDamaged(StorageFile file, String name, String fullName) {
        try {
            CompressedIndex.Copy first = CompressedIndex.first(file, fullName);
            CompressedIndex index = first.index() != null
                    ? first.index()
                    : CompressedIndex.second(file, fullName).index();
            return new CompressedFile(file, name, fullName, index != null ? index : whole(first, fullName));
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(file, e);
            throw e;
        }
    }

    private static CompressedIndex whole(CompressedIndex.Copy copy, String fullName) {
        CompressedIndex index = copy.index();
        if (index == null) {
            throw damaged(fullName, copy.offset(), 0, copy.expected(), copy.found());
        }
        return index;
    }

    /** A whole container of another segment is refused here; one of another log by whoever knows which log it should be. */
    private static CompressedFile holding(CompressedFile file, long number) {
        CompressedIndex index = file.index;
        if (index.number() != number) {
            throw damaged(file.fullName, SEGMENT_NUMBER, 0, "segment " + number, "segment " + index.number());
        }
        byte[] bytes = new byte[SegmentLayout.HEADER_BYTES];
        file.readFully(ByteBuffer.wrap(bytes), 0);
        SegmentHeader a = SegmentHeader.decode(bytes, 0).header();
        SegmentHeader inside = a != null
                ? a
                : SegmentHeader.decode(bytes, SegmentLayout.BLOCK_BYTES).header();
        if (inside != null
                && (inside.salt() != index.salt()
                        || inside.capacity() != index.capacity()
                        || !inside.logId().equals(index.logId()))) {
            throw damaged(
                    file.fullName, LOG_ID, index.firstLsn(0), "the segment it holds", "what is said of another one");
        }
        return file;
    }

    CompressedIndex index() {
        return index;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        if (!target.hasRemaining()) {
            return 0;
        }
        if (position >= index.capacity()) {
            return -1;
        }
        if (position >= index.used()) {
            int count = (int) Math.min(Math.min(target.remaining(), ZEROS.length), index.capacity() - position);
            target.put(ZEROS, 0, count);
            return count;
        }
        int number = (int) (position / BLOCK_BYTES);
        int at = (int) (position % BLOCK_BYTES);
        int count = Math.min(target.remaining(), index.length(number) - at);
        lock.lock();
        try {
            load(number);
            target.put(block, at, count);
        } finally {
            lock.unlock();
        }
        return count;
    }

    private void load(int number) {
        if (number == loaded) {
            return;
        }
        loaded = -1;
        int length = index.storedLength(number);
        if (stored.length < length) {
            stored = new byte[BLOCK_BYTES];
        }
        int read = file.readFully(ByteBuffer.wrap(stored, 0, length), index.place(number));
        if (read < length) {
            throw damaged(number, length + " bytes of block " + number, read + " bytes");
        }
        if (Bytes.crc(stored, 0, length) != index.storedCrc(number)) {
            throw damaged(number, "block " + number + " with its checksum", "wrong checksum");
        }
        if (length == index.length(number)) {
            System.arraycopy(stored, 0, block, 0, length);
        } else {
            inflate(number, length);
        }
        loaded = number;
    }

    /** Never writes more than a block, whatever the stored bytes would grow to. */
    private void inflate(int number, int length) {
        inflater.reset();
        inflater.setInput(stored, 0, length);
        int wanted = index.length(number);
        int made = 0;
        String problem = null;
        try {
            while (made < wanted && problem == null) {
                int more = inflater.inflate(block, made, wanted - made);
                made += more;
                problem = more == 0 ? made + " bytes" : null;
            }
            if (problem == null
                    && !inflater.finished()
                    && (inflater.inflate(new byte[1]) > 0 || !inflater.finished())) {
                problem = "more bytes";
            }
        } catch (DataFormatException e) {
            problem = "no deflated bytes";
        }
        if (problem != null || inflater.getRemaining() > 0) {
            throw damaged(
                    number, wanted + " bytes in block " + number, problem == null ? "bytes behind them" : problem);
        }
    }

    @Override
    public long size() {
        return index.capacity();
    }

    @Override
    public int write(ByteBuffer source, long position) {
        throw readOnly("write");
    }

    @Override
    public void force(boolean metadata) {
        throw readOnly("force");
    }

    @Override
    public void truncate(long size) {
        throw readOnly("truncate");
    }

    @Override
    public void preallocate(long size) {
        throw readOnly("preallocate");
    }

    private StorageException readOnly(String operation) {
        return new StorageException(Kind.UNSUPPORTED, operation, fullName, "a compressed segment is only read", null);
    }

    @Override
    public void close() {
        lock.lock();
        try (file) {
            inflater.end();
        } finally {
            lock.unlock();
        }
    }

    private CorruptLogException damaged(int number, String expected, String found) {
        return damaged(fullName, index.place(number), index.firstLsn(number), expected, found);
    }

    private static CorruptLogException damaged(
            String fullName, long offset, long lsn, String expected, @Nullable String found) {
        return new CorruptLogException(
                fullName,
                offset,
                lsn,
                expected,
                String.valueOf(found),
                "a compressed segment is forced and compared before it takes the segment's place");
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.crypto.Sealing;
import io.duramen.crypto.SegmentCipher;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.TamperedLogException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A re-encrypted segment, read as if it were not: its header as it stands, the frames as they were first sealed at their places,
 * zeros behind them. Holds one chunk in memory. What is in the chunks is only read with the key of the second crypto slot.
 */
final class ResealedFile implements StorageFile {
    /** For errors: whoever reads frames knows which record comes next, see {@link #at}. */
    static final long UNKNOWN_LSN = 0;

    private static final byte[] ZEROS = new byte[BLOCK_BYTES];

    private final StorageFile file;
    private final String name;
    private final String fullName;
    private final SegmentHeader header;
    private final ResealedChunks chunks;
    private final @Nullable Sealing sealing;
    private final ReentrantLock lock = new ReentrantLock(); // over all below
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final byte[] stored = new byte[ResealedChunks.STORED_BYTES];
    private @Nullable SegmentCipher cipher;
    private int loaded = -1;

    private ResealedFile(
            StorageFile file,
            String name,
            String fullName,
            SegmentHeader header,
            ResealedChunks chunks,
            @Nullable Sealing sealing) {
        this.file = file;
        this.name = name;
        this.fullName = fullName;
        this.header = header;
        this.chunks = chunks;
        this.sealing = sealing;
    }

    /**
     * Shows a segment's file as it was before it was re-encrypted; one that was not is given back as it is.
     *
     * @param file the file, opened for reading; closed if this throws
     * @param sealing opens its second slot, {@code null} for none: then only its header can be read
     */
    static StorageFile of(StorageFile file, String name, String fullName, @Nullable Sealing sealing) {
        try {
            if (file.size() % BLOCK_BYTES == 0) {
                return file;
            }
            byte[] bytes = new byte[HEADER_BYTES];
            file.readFully(ByteBuffer.wrap(bytes), 0);
            for (int at = 0; at < HEADER_BYTES; at += BLOCK_BYTES) {
                SegmentHeader header = SegmentHeader.decode(bytes, at).header();
                long end = Bytes.getLong(bytes, at + RESEALED_END);
                if (header != null && SegmentHeader.isResealed(bytes, at) && ResealedChunks.canReach(end, header)) {
                    ResealedChunks chunks = new ResealedChunks(header, end);
                    return new ResealedFile(file, name, fullName, header, chunks, sealing);
                }
            }
            return file; // damaged, as whoever reads its header finds
        } catch (RuntimeException e) {
            SegmentFiles.closeQuietly(file, e);
            throw e;
        }
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
        if (position < HEADER_BYTES) {
            return readHeader(target, position);
        }
        if (position >= header.capacity()) {
            return -1;
        }
        if (position >= chunks.end()) {
            int count = (int) Math.min(Math.min(target.remaining(), ZEROS.length), header.capacity() - position);
            target.put(ZEROS, 0, count);
            return count;
        }
        int number = chunks.number(position);
        int at = chunks.index(position);
        int count = Math.min(target.remaining(), chunks.length(number) - at);
        lock.lock();
        try {
            load(number);
            target.put(chunk, at, count);
        } finally {
            lock.unlock();
        }
        return count;
    }

    private int readHeader(ByteBuffer target, long position) {
        ByteBuffer part = target.duplicate();
        part.limit(target.position() + (int) Math.min(target.remaining(), HEADER_BYTES - position));
        int count = file.read(part, position);
        target.position(part.position());
        return count;
    }

    private void load(int number) {
        if (number == loaded) {
            return;
        }
        SegmentCipher with = cipher();
        loaded = -1;
        int length = chunks.storedLength(number);
        int read = file.readFully(ByteBuffer.wrap(stored, 0, length), chunks.place(number));
        if (read < length) {
            throw damaged(number, length + " bytes of chunk " + number, read + " bytes");
        }
        if (!chunks.isIntact(number, stored)) {
            throw damaged(number, "chunk " + number + " with its checksum", "wrong checksum");
        }
        if (!chunks.open(number, stored, with, chunk)) {
            throw new TamperedLogException(fullName, chunks.place(number), UNKNOWN_LSN);
        }
        loaded = number;
    }

    private SegmentCipher cipher() {
        SegmentCipher opened = cipher;
        if (opened == null) {
            if (sealing == null) {
                throw SegmentFiles.locked(fullName);
            }
            opened = SegmentFiles.open(sealing, header.resealedIdentity(), file, RESEALED_SLOT_OFFSET);
            cipher = opened;
        }
        return opened;
    }

    /** That of the segment it was; another one if the file is not as long as it should be. */
    @Override
    public long size() {
        long length = file.size();
        return length == chunks.fileBytes() ? header.capacity() : length;
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
        return new StorageException(Kind.UNSUPPORTED, operation, fullName, "a re-encrypted segment is only read", null);
    }

    @Override
    public void close() {
        lock.lock();
        try (file) {
            Arrays.fill(chunk, (byte) 0);
            loaded = -1;
            if (cipher != null) {
                cipher.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What was found, told by whoever knows which record should be there. */
    static CorruptLogException at(long lsn, CorruptLogException found) {
        if (found.lsn() != UNKNOWN_LSN) {
            return found;
        }
        if (found instanceof TamperedLogException) {
            return new TamperedLogException(found.file(), found.offset(), lsn);
        }
        return new CorruptLogException(
                found.file(),
                found.offset(),
                lsn,
                String.valueOf(found.details().get("expected")),
                String.valueOf(found.details().get("found")),
                String.valueOf(found.details().get("evidence")));
    }

    private CorruptLogException damaged(int number, String expected, String found) {
        return new CorruptLogException(
                fullName,
                chunks.place(number),
                UNKNOWN_LSN,
                expected,
                found,
                "a re-encrypted segment is forced and compared before it takes the segment's place");
    }
}

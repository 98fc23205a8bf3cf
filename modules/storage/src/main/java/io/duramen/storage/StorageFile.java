// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.storage.StorageException.Kind;
import java.nio.ByteBuffer;

/**
 * An open file with positional reads and writes.
 *
 * <p>After a write or a {@link #force} has failed, what reached the device is unknown: the kernel may have dropped the data
 * and marked the pages clean, so that a second {@code force} succeeds without having written them. Close the file and never
 * write to it again.
 *
 * <p><b>Thread safety:</b> reads may run at the same time as each other and as one writer; writes and forces come from one
 * thread at a time. An interrupt of the calling thread may close the file; call from threads nobody interrupts.
 */
public interface StorageFile extends AutoCloseable {

    /**
     * Returns the name the file was opened under.
     *
     * @return the name within the storage
     */
    String name();

    /**
     * Reads bytes into the buffer's remaining space.
     *
     * @param target receives the bytes; its position moves by as many
     * @param position the first byte's place in the file
     * @return how many bytes were read, at least 1 unless the buffer is full; -1 at or behind the end of the file
     */
    int read(ByteBuffer target, long position);

    /**
     * Writes some or all of the buffer's remaining bytes.
     *
     * @param source gives the bytes; its position moves by as many as were written
     * @param position the first byte's place in the file
     * @return how many bytes were written, at least 1 unless none remained
     * @throws IllegalArgumentException if the position or the bytes that remain are not multiples of {@link #blockSize};
     *     nothing was written
     */
    int write(ByteBuffer source, long position);

    /**
     * Waits until what was written to this file is on the device.
     *
     * @param metadata whether times and other metadata not needed to read the data back must be durable too; the size
     *     always is
     */
    void force(boolean metadata);

    /**
     * Cuts the file off.
     *
     * @param size the new size in bytes, at most the present one
     */
    void truncate(long size);

    /**
     * Returns what the places and lengths of writes must be multiples of.
     *
     * @return bytes, a power of two; 1, which is the default, unless opened in mode {@link OpenMode#DIRECT}
     */
    default int blockSize() {
        return 1;
    }

    /**
     * Returns the file's size.
     *
     * @return bytes
     */
    long size();

    /**
     * Makes the file at least this large and reserves the space, so that later writes below it do not run out of space. New
     * bytes read as zero. Durable after {@code force(true)}.
     *
     * @param size the size in bytes
     */
    void preallocate(long size);

    /**
     * Maps a range of the file into memory, for reading. What is written to the file later may be seen in it or not. The
     * mapping outlives this file object and ends when the buffer is collected; until then a removed file keeps its space.
     *
     * <p><b>NOTE:</b> if a mapped page cannot be read, because the device fails or somebody cuts the file off, the JVM throws
     * {@link InternalError}, possibly some steps after the access; in code of the JVM itself, such as checksums, it ends the
     * process. Copy out of the buffer with its bulk {@code get} and use the copy.
     *
     * @param position the first byte's place in the file
     * @param length how many bytes, all of which the file has; at most {@link Integer#MAX_VALUE}
     * @return the bytes, read-only
     * @throws StorageException {@code UNSUPPORTED} where files cannot be mapped, which is the default
     */
    default ByteBuffer map(long position, long length) {
        throw new StorageException(Kind.UNSUPPORTED, "map", name(), "files cannot be mapped here", null);
    }

    /** Closes the file without making anything durable. Closing twice does nothing. */
    @Override
    void close();

    /**
     * Reads until the buffer is full or the file ends.
     *
     * @param target receives the bytes
     * @param position the first byte's place in the file
     * @return how many bytes were read, fewer than asked for only at the end of the file
     */
    default int readFully(ByteBuffer target, long position) {
        int total = 0;
        while (target.hasRemaining()) {
            int n = read(target, position + total);
            if (n <= 0) {
                break;
            }
            total += n;
        }
        return total;
    }

    /**
     * Writes all of the buffer's remaining bytes.
     *
     * @param source gives the bytes
     * @param position the first byte's place in the file
     * @throws StorageException also if {@link #write} takes no byte, which would otherwise go on for ever
     */
    default void writeFully(ByteBuffer source, long position) {
        long at = position;
        while (source.hasRemaining()) {
            int n = write(source, at);
            if (n <= 0) {
                throw new StorageException(Kind.IO, "write", name(), "no byte was taken at offset " + at, null);
            }
            at += n;
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that is being looked at, in an array. Going forward, every byte is read once. Not thread-safe.
 *
 * <p>The bytes are copied here from a mapping, too, and only the copy is verified and used: what is mapped may change or
 * vanish between two looks, and the checksum instructions of the JVM must not meet a page that cannot be read.
 */
final class Window implements AutoCloseable {
    private static final int FIRST = 64 << 10;
    private static final int NORMAL = 1 << 20;
    private static final int LARGE_ARRAYS = 64;
    private static final long UNTOUCHED = 0x6B72_A90C_5D1E_F384L; // at random; bytes that are the same only cost a read

    private final StorageFile file;
    private byte[] bytes = new byte[0];
    private long start;
    private int length;
    private @Nullable ByteBuffer mapped;

    Window(StorageFile file) {
        this.file = file;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Takes the array of a window that is not used any more. */
    void use(byte[] spare) {
        bytes = spare;
    }

    /** Where a byte of the file that was loaded stands in {@link #bytes}. */
    int index(long position) {
        return (int) (position - start);
    }

    /** From now on takes the file's first bytes from a mapping; if the storage cannot map, goes on reading. */
    void map(long size) {
        try {
            mapped = file.map(0, size);
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.UNSUPPORTED) {
                throw e;
            }
        }
    }

    /** Forgets what was read, because somebody may have written since. */
    void forget() {
        length = 0;
    }

    /**
     * Brings a range into the window, and as much behind it as is worth reading at once.
     *
     * @param limit nothing at or behind this is read
     * @return whether the file has all of the range
     */
    boolean load(long from, int wanted, long limit) {
        if (from >= start && from + wanted <= start + length) {
            return true;
        }
        keep(from);
        makeRoom(wanted, limit);
        int most = (int) Math.min(bytes.length, Math.max(limit - from, 0));
        int kept = length;
        length = 0; // should the read throw, nothing in the window may be used
        length = kept + fillAhead(kept, wanted, most - kept, from + kept);
        return length >= wanted;
    }

    /** Moves what is there of a range to the window's start. */
    private void keep(long from) {
        int at = (int) Math.max(Integer.MIN_VALUE, Math.min(from - start, Integer.MAX_VALUE));
        int left = at < 0 || at >= length ? 0 : length - at;
        if (left > 0 && at > 0) {
            System.arraycopy(bytes, at, bytes, 0, left);
        }
        start = from;
        length = left;
    }

    /** The first look at a file is often the only one, so the window grows with the second. */
    private void makeRoom(int wanted, long limit) {
        int usual = bytes.length == 0 ? FIRST : NORMAL;
        long size = Math.max(wanted, Math.min(usual, limit - start));
        if (bytes.length < size) {
            byte[] larger = new byte[(int) Math.max(size, wanted > NORMAL ? wanted + wanted / 4 : size)];
            System.arraycopy(bytes, 0, larger, 0, length);
            bytes = larger;
        }
    }

    /** What is read ahead may lie in a damaged part of a compressed segment, while what is wanted does not. */
    private int fillAhead(int at, int wanted, int count, long position) {
        try {
            return fill(at, count, position);
        } catch (CorruptLogException ahead) {
            if (at + count <= wanted) {
                throw ahead;
            }
            return fill(at, Math.max(wanted - at, 0), position);
        }
    }

    private int fill(int at, int count, long position) {
        ByteBuffer from = mapped;
        if (from == null || position + count > from.capacity()) {
            return file.readFully(ByteBuffer.wrap(bytes, at, count), position);
        }
        if (copied(from, at, count, (int) position)) {
            return count;
        }
        mapped = null; // what reading says is what the caller is to be told
        return file.readFully(ByteBuffer.wrap(bytes, at, count), position);
    }

    /**
     * Copies from the mapping. If a page cannot be read, the JVM gives the copy up in the middle and throws {@link
     * InternalError}; on 17 it does so only some steps later, whatever the thread is doing then. So the end of the target is
     * marked, and if the mark is still there, the error is brought about here.
     */
    private boolean copied(ByteBuffer from, int at, int count, int position) {
        if (count < Long.BYTES) {
            return false;
        }
        int last = at + count - Long.BYTES;
        Bytes.putLong(bytes, last, UNTOUCHED);
        try {
            from.get(position, bytes, at, count);
            if (Bytes.getLong(bytes, last) != UNTOUCHED) {
                return true;
            }
            for (int i = 0; i < LARGE_ARRAYS; i++) {
                bytes = Arrays.copyOf(bytes, Math.max(NORMAL, bytes.length)); // making room, the JVM takes a look
            }
        } catch (InternalError fault) {
            // reading tells whether the device failed or the file was cut off
        }
        return false;
    }

    @Override
    public void close() {
        mapped = null; // unmapped when it is collected; a removed file keeps its space until then
        file.close();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.WalOptions;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Files of segments that are not needed any more, a few of them: their blocks are there already, so that the next segment need
 * not be filled with zeros. Nothing in them counts, and nobody but the {@link Preparer} opens them.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
final class SegmentPool {
    private final Storage storage;
    private final int most;
    private final long fileBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Used> waiting = new ArrayDeque<>();
    private final List<Used> arriving = new ArrayList<>(); // their new names are not durable yet
    private volatile int files;

    /** Keeps as many files as the options say, each as large as the largest segment; none if they are compressed when full. */
    SegmentPool(Storage storage, WalOptions options) {
        this.storage = storage;
        this.most = options.compressRotated() ? 0 : options.recycledSegments();
        this.fileBytes = options.maxSegmentBytes();
    }

    /**
     * A file whose blocks can be used again.
     *
     * @param name its name
     * @param salt that of the segment it was
     */
    record Used(String name, long salt) {}

    /**
     * Takes back what an earlier process left, and deletes what is too much or may be something else. A file whose header
     * tells of a segment that is still needed was on its way to become that one.
     *
     * @return whether the directory has to be synced
     */
    boolean adopt(List<String> names, Marks marks) {
        for (String name : names) {
            SegmentHeader header = files < most ? header(name) : null;
            if (header != null
                    && header.logId().equals(marks.logId())
                    && Long.compareUnsigned(header.number(), marks.lowestSegment()) < 0) {
                add(waiting, new Used(name, header.salt()));
            } else {
                storage.delete(name);
            }
        }
        return !names.isEmpty();
    }

    private @Nullable SegmentHeader header(String name) {
        byte[] bytes = new byte[SegmentLayout.HEADER_BYTES];
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            if (file.size() != fileBytes) {
                return null;
            }
            file.readFully(ByteBuffer.wrap(bytes), 0);
        }
        SegmentHeader first = SegmentHeader.decode(bytes, 0).header();
        return first != null
                ? first
                : SegmentHeader.decode(bytes, SegmentLayout.BLOCK_BYTES).header();
    }

    /**
     * Removes a segment's name, and keeps the file if it is of use and there is room. The marks have forgotten the segment by
     * then. The caller syncs the directory and calls {@link #settle}; not before is the file used again.
     *
     * @param sound whether all that was written to it is known to have been forced
     */
    void retire(SegmentHeader header, boolean sound) {
        String name = LogNames.segment(header.number());
        if (!sound || header.capacity() != fileBytes || files >= most || isResealed(name)) {
            storage.delete(name);
            return;
        }
        String pooled = LogNames.pooled(header.number());
        try {
            storage.rename(name, pooled);
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            storage.delete(name); // it is there compressed
            return;
        }
        add(arriving, new Used(pooled, header.salt()));
    }

    /** Whether its file has another length than the segment. */
    private boolean isResealed(String name) {
        try (StorageFile file = storage.open(name, OpenMode.READ)) {
            return file instanceof ResealedFile;
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.NOT_FOUND) {
                throw e;
            }
            return false;
        }
    }

    /** The directory was synced: the files that came can be used. */
    void settle() {
        lock.lock();
        try {
            waiting.addAll(arriving);
            arriving.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Hands out a file of this size, which is not in the pool any more; {@code null} if there is none. */
    @Nullable
    Used take(long capacity) {
        lock.lock();
        try {
            Used taken = capacity == fileBytes ? waiting.poll() : null;
            files = waiting.size() + arriving.size();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Deletes the files that can be used; returns whether there were any. */
    boolean clear() {
        boolean any = false;
        for (Used used = take(fileBytes); used != null; used = take(fileBytes)) {
            if (storage.exists(used.name())) {
                storage.delete(used.name());
                any = true;
            }
        }
        return any;
    }

    int files() {
        return files;
    }

    long bytes() {
        return files * fileBytes;
    }

    private void add(Collection<Used> to, Used used) {
        lock.lock();
        try {
            to.add(used);
            files = waiting.size() + arriving.size();
        } finally {
            lock.unlock();
        }
    }
}

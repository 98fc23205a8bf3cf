// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogVersionException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The marks file: two slots written in place by turns, each forced, so that one is always whole.
 *
 * <p><b>Thread safety:</b> updates may come from any thread; one waits for the other.
 */
final class MarksFile implements AutoCloseable {
    private final StorageFile file;
    private final boolean synchronous;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Marks current;
    private volatile long syncs;

    private MarksFile(StorageFile file, boolean synchronous, Marks current) {
        this.file = file;
        this.synchronous = synchronous;
        this.current = current;
    }

    /** Writes a new marks file beside its name, forces it and renames it; the directory is left to the caller to sync. */
    static MarksFile create(Storage storage, Marks marks) {
        if (storage.exists(LogNames.MARKS_NEW)) {
            storage.delete(LogNames.MARKS_NEW);
        }
        try (StorageFile file = storage.open(LogNames.MARKS_NEW, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(marks.encode()), slot(marks.generation()));
            Marks second = marks.next();
            file.writeFully(ByteBuffer.wrap(second.encode()), slot(second.generation()));
            file.force(true);
        }
        storage.rename(LogNames.MARKS_NEW, LogNames.MARKS);
        return open(storage, marks.next());
    }

    static MarksFile open(Storage storage, Marks read) {
        try {
            return new MarksFile(storage.open(LogNames.MARKS, OpenMode.SYNCHRONOUS), true, read);
        } catch (StorageException e) {
            if (e.kind() != StorageException.Kind.UNSUPPORTED) {
                throw e;
            }
            return new MarksFile(storage.open(LogNames.MARKS, OpenMode.READ_WRITE), false, read);
        }
    }

    /**
     * Writes what was read once more and forces it; returns it as it stands then. After a failed force and a restart in the
     * same boot it may have come from the cache and not from the device, and nothing may be done that relies on it.
     */
    static Marks settle(Storage storage, Marks read) {
        try (MarksFile file = open(storage, read)) {
            file.updateBoth(m -> m);
            return file.current();
        }
    }

    /** Reads the newest intact slot; says in {@code notes} if the other one is not intact. */
    static Marks read(Storage storage, List<String> notes) {
        byte[] bytes = new byte[2 * Marks.SLOT_BYTES];
        int read;
        try (StorageFile file = storage.open(LogNames.MARKS, OpenMode.READ)) {
            read = file.readFully(ByteBuffer.wrap(bytes), 0);
        }
        Marks first = Marks.decode(bytes, 0);
        Marks second = Marks.decode(bytes, Marks.SLOT_BYTES);
        String name = storage.describe(LogNames.MARKS);
        for (int at = 0; at < bytes.length; at += Marks.SLOT_BYTES) {
            if ((at == 0 ? first : second) != null && Marks.format(bytes, at) > Marks.FORMAT) {
                throw new LogVersionException(name, Marks.format(bytes, at), Marks.FORMAT);
            }
        }
        Marks newest = newer(first, second);
        if (newest == null) {
            throw new CorruptLogException(
                    name,
                    0,
                    1,
                    "one intact slot of two",
                    read < bytes.length ? "a file of " + read + " bytes" : "none",
                    "it is written and forced before the first record");
        }
        if (first == null || second == null) {
            notes.add(name + ": slot " + (first == null ? "A" : "B") + " is not intact; the other one counts");
        }
        return newest;
    }

    Marks current() {
        return current;
    }

    long syncs() {
        return syncs;
    }

    /** Replaces the older slot by the current marks as changed, and forces it. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // written under the lock only
    void update(UnaryOperator<Marks> change) {
        lock.lock();
        try {
            Marks next = change.apply(current).next();
            file.writeFully(ByteBuffer.wrap(next.encode()), slot(next.generation()));
            if (!synchronous) {
                file.force(false);
            }
            syncs++;
            current = next;
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #update}, into both slots: before anything is deleted that the older one still names. */
    void updateBoth(UnaryOperator<Marks> change) {
        update(change);
        update(m -> m);
    }

    @Override
    public void close() {
        file.close();
    }

    private static long slot(long generation) {
        return (generation & 1) * Marks.SLOT_BYTES;
    }

    private static @Nullable Marks newer(@Nullable Marks a, @Nullable Marks b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.generation() > b.generation() ? a : b;
    }
}

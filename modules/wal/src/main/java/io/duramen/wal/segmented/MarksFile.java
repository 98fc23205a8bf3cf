// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogVersionException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The marks file: two slots written in place by turns, each forced, so that one is always whole. */
final class MarksFile implements AutoCloseable {
    private final StorageFile file;
    private Marks current;
    private long syncs;

    private MarksFile(StorageFile file, Marks current) {
        this.file = file;
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
        return new MarksFile(storage.open(LogNames.MARKS, OpenMode.READ_WRITE), marks.next());
    }

    static MarksFile open(Storage storage, Marks read) {
        return new MarksFile(storage.open(LogNames.MARKS, OpenMode.READ_WRITE), read);
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

    /** Replaces the older slot and forces it. */
    void write(Marks changed) {
        Marks next = changed.next();
        file.writeFully(ByteBuffer.wrap(next.encode()), slot(next.generation()));
        file.force(false);
        syncs++;
        current = next;
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

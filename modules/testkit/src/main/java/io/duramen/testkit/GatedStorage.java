// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.testkit.Operation.Kind;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A storage that does everything as the one beneath and leads each changing call past a gate, before it, after it and, if the
 * gate asks for it, in the middle of a write. A gate that never returns holds the calling thread there: that is how a process
 * is killed at a moment it names itself.
 *
 * <p>A file that is open while it is renamed goes by its new name from then on. A {@linkplain OpenMode#SYNCHRONOUS write that
 * is also a sync} is taken apart, for between the two there are moments to stop at.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread; so is the gate.
 */
public final class GatedStorage implements Storage {
    private final Storage storage;
    private final Gate gate;
    private final Map<String, GatedFile> files = new ConcurrentHashMap<>();

    private GatedStorage(Storage storage, Gate gate) {
        this.storage = storage;
        this.gate = gate;
    }

    /** When a call passes the gate. */
    public enum Moment {
        /** Nothing of it is done. */
        BEFORE,
        /** Half of a write's bytes are written. */
        MIDDLE,
        /** It has succeeded; the caller does not know yet. */
        AFTER
    }

    /** Hears of each changing call, on the thread that makes it. */
    @FunctionalInterface
    public interface Gate {
        /**
         * Takes a call.
         *
         * @param moment where in the call the thread stands
         * @param operation the call
         */
        void pass(Moment moment, Operation operation);

        /**
         * Tells whether a write is to be done in two halves, with the gate between them.
         *
         * @param write the call
         * @return {@code true} if so; {@code false} unless overridden
         */
        default boolean splits(Operation write) {
            return false;
        }
    }

    /**
     * Wraps a storage.
     *
     * @param storage gets every call
     * @param gate hears of them
     * @return the storage with the gate
     */
    public static GatedStorage over(Storage storage, Gate gate) {
        return new GatedStorage(storage, gate);
    }

    private void through(Operation operation, Runnable call) {
        gate.pass(Moment.BEFORE, operation);
        call.run();
        gate.pass(Moment.AFTER, operation);
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        if (mode == OpenMode.READ) {
            return storage.open(name, mode);
        }
        boolean synchronous = mode == OpenMode.SYNCHRONOUS;
        Operation create = Operation.of(Kind.CREATE, name);
        if (mode == OpenMode.CREATE_NEW) {
            gate.pass(Moment.BEFORE, create);
        }
        StorageFile file = storage.open(name, synchronous ? OpenMode.READ_WRITE : mode);
        if (mode == OpenMode.CREATE_NEW) {
            gate.pass(Moment.AFTER, create);
        }
        GatedFile gated = new GatedFile(file, synchronous, name);
        files.put(name, gated);
        return gated;
    }

    @Override
    public boolean exists(String name) {
        return storage.exists(name);
    }

    @Override
    public List<String> list(String directory) {
        return storage.list(directory);
    }

    @Override
    public void createDirectory(String directory) {
        through(Operation.of(Kind.CREATE_DIRECTORY, directory), () -> storage.createDirectory(directory));
    }

    @Override
    public void rename(String from, String to) {
        through(Operation.of(Kind.RENAME, from, to), () -> {
            storage.rename(from, to);
            GatedFile moved = files.remove(from);
            if (moved != null) {
                moved.name = to;
                files.put(to, moved);
            }
        });
    }

    @Override
    public void link(String existing, String link) {
        through(Operation.of(Kind.LINK, existing, link), () -> storage.link(existing, link));
    }

    @Override
    public void delete(String name) {
        through(Operation.of(Kind.DELETE, name), () -> storage.delete(name));
    }

    @Override
    public void syncDirectory(String directory) {
        through(Operation.of(Kind.SYNC_DIRECTORY, directory), () -> storage.syncDirectory(directory));
    }

    @Override
    public StorageLock lock(String name) {
        Operation lock = Operation.of(Kind.LOCK, name);
        gate.pass(Moment.BEFORE, lock);
        StorageLock taken = storage.lock(name);
        gate.pass(Moment.AFTER, lock);
        return taken;
    }

    @Override
    public void hintWriteBack(String name, long position, long length) {
        storage.hintWriteBack(name, position, length);
    }

    @Override
    public long usableSpace() {
        return storage.usableSpace();
    }

    @Override
    public String describe(String name) {
        return storage.describe(name);
    }

    private final class GatedFile implements StorageFile {
        private final StorageFile file;
        private final boolean synchronous;
        private volatile String name;

        GatedFile(StorageFile file, boolean synchronous, String name) {
            this.file = file;
            this.synchronous = synchronous;
            this.name = name;
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) {
            Operation write = Operation.of(Kind.WRITE, name, position, source.remaining());
            gate.pass(Moment.BEFORE, write);
            int half = source.remaining() / 2 / blockSize() * blockSize();
            int written;
            if (half > 0 && gate.splits(write)) {
                ByteBuffer first = source.duplicate();
                first.limit(first.position() + half);
                file.writeFully(first, position);
                source.position(source.position() + half);
                gate.pass(Moment.MIDDLE, write);
                written = half + file.write(source, position + half);
            } else {
                written = file.write(source, position);
            }
            gate.pass(Moment.AFTER, write);
            if (synchronous) {
                force(false);
            }
            return written;
        }

        @Override
        public void force(boolean metadata) {
            Operation force = new Operation(Kind.FORCE, name, null, 0, 0, metadata);
            through(force, () -> file.force(metadata));
        }

        @Override
        public void truncate(long size) {
            through(Operation.of(Kind.TRUNCATE, name, 0, size), () -> file.truncate(size));
        }

        @Override
        public int blockSize() {
            return file.blockSize();
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void preallocate(long size) {
            through(Operation.of(Kind.PREALLOCATE, name, 0, size), () -> file.preallocate(size));
        }

        @Override
        public ByteBuffer map(long position, long length) {
            return file.map(position, length);
        }

        @Override
        public void close() {
            file.close();
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.testkit.Operation.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A storage that passes every call on and writes down those that succeeded, in the order in which they returned.
 *
 * <p>With {@link #mark} the program under test writes into the same list, for instance when it acknowledges, so that a test
 * can assert what came before what.
 *
 * <p>One made by {@link #keepingContents} can also {@link #rebuild} the disk as it was at any moment, so that a program whose
 * threads run as they like, on a real file system if need be, is crashed afterwards in every call it made.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class RecordingStorage implements Storage {
    private final Storage storage;
    private final @Nullable List<Recorded> calls;
    private final List<Operation> operations = new ArrayList<>();
    private long time;
    private int handles;

    private RecordingStorage(Storage storage, @Nullable List<Recorded> calls) {
        this.storage = storage;
        this.calls = calls;
    }

    /**
     * Wraps a storage.
     *
     * @param storage gets every call
     * @return the recording storage
     */
    public static RecordingStorage over(Storage storage) {
        return new RecordingStorage(storage, null);
    }

    /**
     * Wraps a storage and also keeps every byte written to it.
     *
     * @param storage gets every call; empty, or {@link #rebuild} will miss what was there
     * @return the recording storage
     */
    public static RecordingStorage keepingContents(Storage storage) {
        return new RecordingStorage(storage, new ArrayList<>());
    }

    /**
     * A disk rebuilt from a record.
     *
     * @param disk as a restart after the crash may find it: {@link SimDisk#crash} draws the states
     * @param marks the program's own lines from before the crash, in order
     */
    public record Rebuilt(SimDisk disk, List<Operation> marks) {
        /** Copies the list. */
        public Rebuilt {
            marks = List.copyOf(marks);
        }
    }

    /**
     * Rebuilds the disk as if the power had failed inside one of the recorded calls. A force or directory sync covers what was
     * done before it was called; what other threads did while it ran is not taken for durable.
     *
     * @param options what kind of disk
     * @param call which of the calls that {@linkplain Kind#isChanging change} something, from 0; from their number on the
     *     power fails after the last
     * @return the disk, and what the program had told by then
     * @throws IllegalStateException unless made by {@link #keepingContents}
     */
    public synchronized Rebuilt rebuild(SimOptions options, long call) {
        if (calls == null) {
            throw new IllegalStateException("the contents were not kept; make it by RecordingStorage.keepingContents");
        }
        return Recorded.replay(calls, options, call);
    }

    /**
     * Writes a line of the program's own into the list.
     *
     * @param label what happened, for instance {@code ack}
     * @param number to whom
     */
    public void mark(String label, long number) {
        record(Operation.of(Kind.MARK, label, number, 0));
    }

    /**
     * Returns what was recorded.
     *
     * @return the operations in order, in a new list
     */
    public synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }

    /**
     * Returns what was recorded of some kinds, as text for assertions.
     *
     * @param kinds the kinds; none for those that {@linkplain Kind#isChanging change} something, and marks
     * @return the operations in order, each as by {@link Operation#toString}
     */
    public synchronized List<String> trace(Kind... kinds) {
        Set<Kind> wanted = EnumSet.noneOf(Kind.class);
        wanted.addAll(List.of(kinds));
        return operations.stream()
                .filter(o ->
                        wanted.isEmpty() ? o.kind().isChanging() || o.kind() == Kind.MARK : wanted.contains(o.kind()))
                .map(Operation::toString)
                .toList();
    }

    /**
     * Counts what was recorded of a kind.
     *
     * @param kind the kind
     * @return how many
     */
    public synchronized long count(Kind kind) {
        return operations.stream().filter(o -> o.kind() == kind).count();
    }

    /** Forgets what was recorded. */
    public synchronized void clear() {
        operations.clear();
    }

    private void record(Operation operation) {
        record(operation, time(), 0, null);
    }

    /** Writes a call down; {@code when} is when it took effect. */
    private void record(Operation operation, long when, int handle, byte @Nullable [] bytes) {
        record(operation, when, handle, bytes, false);
    }

    private synchronized void record(
            Operation operation, long when, int handle, byte @Nullable [] bytes, boolean direct) {
        operations.add(operation);
        if (calls != null) {
            calls.add(new Recorded(when, operation, handle, bytes, direct));
        }
    }

    private synchronized long time() {
        return time++;
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        StorageFile file = storage.open(name, mode);
        RecordingFile recording = new RecordingFile(file, mode == OpenMode.SYNCHRONOUS);
        Operation opened = Operation.of(mode == OpenMode.CREATE_NEW ? Kind.CREATE : Kind.OPEN, name);
        record(opened, time(), recording.handle, null, mode == OpenMode.DIRECT);
        return recording;
    }

    @Override
    public boolean exists(String name) {
        return storage.exists(name);
    }

    @Override
    public List<String> list(String directory) {
        List<String> names = storage.list(directory);
        record(Operation.of(Kind.LIST, directory));
        return names;
    }

    @Override
    public void createDirectory(String directory) {
        storage.createDirectory(directory);
        record(Operation.of(Kind.CREATE_DIRECTORY, directory));
    }

    @Override
    public void rename(String from, String to) {
        storage.rename(from, to);
        record(Operation.of(Kind.RENAME, from, to));
    }

    @Override
    public void link(String existing, String link) {
        storage.link(existing, link);
        record(Operation.of(Kind.LINK, existing, link));
    }

    @Override
    public void delete(String name) {
        storage.delete(name);
        record(Operation.of(Kind.DELETE, name));
    }

    @Override
    public void syncDirectory(String directory) {
        long called = time();
        storage.syncDirectory(directory);
        record(Operation.of(Kind.SYNC_DIRECTORY, directory), called, 0, null);
    }

    @Override
    public StorageLock lock(String name) {
        StorageLock lock = storage.lock(name);
        record(Operation.of(Kind.LOCK, name));
        return () -> {
            lock.close();
            record(Operation.of(Kind.UNLOCK, name));
        };
    }

    @Override
    public void hintWriteBack(String name, long position, long length) {
        storage.hintWriteBack(name, position, length);
        record(Operation.of(Kind.HINT, name, position, length));
    }

    @Override
    public long usableSpace() {
        return storage.usableSpace();
    }

    @Override
    public String describe(String name) {
        return storage.describe(name);
    }

    private final class RecordingFile implements StorageFile {
        private final StorageFile file;
        private final boolean synchronous;
        private final int handle;

        RecordingFile(StorageFile file, boolean synchronous) {
            this.file = file;
            this.synchronous = synchronous;
            synchronized (RecordingStorage.this) {
                this.handle = ++handles;
            }
        }

        private void record(Operation operation) {
            RecordingStorage.this.record(operation, time(), handle, null);
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            int n = file.read(target, position);
            record(Operation.of(Kind.READ, name(), position, Math.max(0, n)));
            return n;
        }

        @Override
        public int write(ByteBuffer source, long position) {
            ByteBuffer given = source.duplicate();
            int n = file.write(source, position);
            byte[] bytes = null;
            if (calls != null) {
                bytes = new byte[n];
                given.get(bytes);
            }
            RecordingStorage.this.record(Operation.of(Kind.WRITE, name(), position, n), time(), handle, bytes);
            if (synchronous) {
                forced(false, time()); // it covers what it wrote itself, and nobody else writes at the same time
            }
            return n;
        }

        @Override
        public void force(boolean metadata) {
            long called = time();
            file.force(metadata);
            forced(metadata, called);
        }

        private void forced(boolean metadata, long called) {
            Operation operation = new Operation(Kind.FORCE, name(), null, 0, 0, metadata);
            RecordingStorage.this.record(operation, called, handle, null);
        }

        @Override
        public void truncate(long size) {
            file.truncate(size);
            record(Operation.of(Kind.TRUNCATE, name(), 0, size));
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
            file.preallocate(size);
            record(Operation.of(Kind.PREALLOCATE, name(), 0, size));
        }

        @Override
        public void close() {
            file.close();
            record(Operation.of(Kind.CLOSE, name()));
        }
    }
}

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

/**
 * A storage that passes every call on and writes down those that succeeded, in the order in which they returned.
 *
 * <p>With {@link #mark} the program under test writes into the same list, for instance when it acknowledges, so that a test
 * can assert what came before what.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class RecordingStorage implements Storage {
    private final Storage storage;
    private final List<Operation> operations = new ArrayList<>();

    private RecordingStorage(Storage storage) {
        this.storage = storage;
    }

    /**
     * Wraps a storage.
     *
     * @param storage gets every call
     * @return the recording storage
     */
    public static RecordingStorage over(Storage storage) {
        return new RecordingStorage(storage);
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

    private synchronized void record(Operation operation) {
        operations.add(operation);
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        StorageFile file = storage.open(name, mode);
        record(Operation.of(mode == OpenMode.CREATE_NEW ? Kind.CREATE : Kind.OPEN, name));
        return new RecordingFile(file, mode == OpenMode.SYNCHRONOUS);
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
        storage.syncDirectory(directory);
        record(Operation.of(Kind.SYNC_DIRECTORY, directory));
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

        RecordingFile(StorageFile file, boolean synchronous) {
            this.file = file;
            this.synchronous = synchronous;
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
            int n = file.write(source, position);
            record(Operation.of(Kind.WRITE, name(), position, n));
            if (synchronous) {
                record(new Operation(Kind.FORCE, name(), null, 0, 0, false));
            }
            return n;
        }

        @Override
        public void force(boolean metadata) {
            file.force(metadata);
            record(new Operation(Kind.FORCE, name(), null, 0, 0, metadata));
        }

        @Override
        public void truncate(long size) {
            file.truncate(size);
            record(Operation.of(Kind.TRUNCATE, name(), 0, size));
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

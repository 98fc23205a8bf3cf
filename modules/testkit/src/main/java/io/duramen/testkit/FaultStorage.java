// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.storage.StorageLock;
import io.duramen.testkit.Operation.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A storage in which a chosen call fails, to reach every branch a program has for it.
 *
 * <p>The usual loop fails the first call, then the second, and so on until a run meets no failure; {@link #untilClean} does
 * that. Do it twice, with a fault that happens {@link Times#ONCE} and one that goes on {@link Times#FOREVER}.
 *
 * <p>A force that fails here leaves the data below as it was. What real kernels do, which is to take it for written, is
 * {@link SimDisk#failForce}.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class FaultStorage implements Storage {
    private final Storage storage;
    private Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    private volatile Fault fault = Fault.IO_ERROR;
    private Times times = Times.ONCE;
    private long failing = -1;
    private long calls;
    private long failures;
    private @Nullable Operation firstFailure;
    private final List<Operation> afterwards = new ArrayList<>();

    private FaultStorage(Storage storage) {
        this.storage = storage;
    }

    /** What happens to the call. */
    public enum Fault {
        /** Nothing is done, and the device is blamed. */
        IO_ERROR,
        /** Nothing is done, because the disk is full. */
        NO_SPACE,
        /** Nothing is done, because it is not allowed. */
        ACCESS_DENIED,
        /** It is done, and the device is blamed all the same: what happened is not known. */
        IO_ERROR_AFTERWARDS,
        /** A write takes half of the bytes or blocks, at least one, and says so; other calls are as usual. */
        SHORT_WRITE,
        /** A write takes half of the bytes or blocks and fails; other calls fail with nothing done. */
        TORN_WRITE,
        /** The file is closed and the call fails, as for an interrupted thread on NIO; without a file, the call fails. */
        CLOSED
    }

    /** How often. */
    public enum Times {
        /** That call only. */
        ONCE,
        /** That call and every later one of the chosen kinds. */
        FOREVER
    }

    /**
     * Wraps a storage; nothing fails yet.
     *
     * @param storage gets the calls
     * @return the wrapper
     */
    public static FaultStorage over(Storage storage) {
        return new FaultStorage(storage);
    }

    /**
     * Tries a program with the first call failing, then the second, and so on, until nothing failed.
     *
     * @param attempt runs the program once with the given call failing, checks it, and returns the storage it ran on
     * @return how many calls were made to fail in turn
     */
    public static int untilClean(IntFunction<FaultStorage> attempt) {
        int call = 0;
        while (attempt.apply(call).failures() > 0) {
            call++;
        }
        return call;
    }

    /**
     * Arranges a failure; one arranged before is forgotten. Calls are counted from now on.
     *
     * @param what what happens
     * @param call which call of the given kinds, from 0
     * @param howOften once or for ever
     * @param of the kinds; none for all that {@linkplain Kind#isChanging change} something
     * @return this
     */
    public synchronized FaultStorage fail(Fault what, long call, Times howOften, Kind... of) {
        kinds = EnumSet.noneOf(Kind.class);
        for (Kind kind : of.length == 0 ? Kind.values() : of) {
            if (of.length > 0 || kind.isChanging()) {
                kinds.add(kind);
            }
        }
        fault = what;
        times = howOften;
        failing = call;
        calls = 0;
        failures = 0;
        firstFailure = null;
        afterwards.clear();
        return this;
    }

    /** Lets everything succeed from now on; the counts stay. */
    public synchronized void heal() {
        failing = -1;
    }

    /**
     * Returns how many calls of the chosen kinds were made since the last {@link #fail}.
     *
     * @return the count, failed ones included
     */
    public synchronized long calls() {
        return calls;
    }

    /**
     * Returns how many calls were made to fail, or to write short, since the last {@link #fail}.
     *
     * @return the count
     */
    public synchronized long failures() {
        return failures;
    }

    /**
     * Returns the first call that was made to fail, or to write short, since the last {@link #fail}.
     *
     * @return the call and its file, without place and length; {@code null} if there was none
     */
    public synchronized @Nullable Operation firstFailure() {
        return firstFailure;
    }

    /**
     * Returns the calls that came after {@link #firstFailure} and {@linkplain Kind#isChanging change} something, whether they
     * failed too or not: what a program still did to a storage that had failed it.
     *
     * @return the calls and their files in order, without places and lengths, in a new list
     */
    public synchronized List<Operation> afterFailure() {
        return List.copyOf(afterwards);
    }

    private synchronized boolean fails(Kind kind, String name) {
        if (firstFailure != null && kind.isChanging()) {
            afterwards.add(Operation.of(kind, name));
        }
        if (!kinds.contains(kind)) {
            return false;
        }
        long call = calls++;
        boolean hit = failing >= 0 && (times == Times.ONCE ? call == failing : call >= failing);
        failures += hit ? 1 : 0;
        if (hit && firstFailure == null) {
            firstFailure = Operation.of(kind, name);
        }
        return hit;
    }

    private void call(Kind kind, String name, Runnable work) {
        call(kind, name, () -> {
            work.run();
            return true;
        });
    }

    private <T> T call(Kind kind, String name, Supplier<T> work) {
        if (!fails(kind, name) || fault == Fault.SHORT_WRITE) {
            return work.get();
        }
        if (fault == Fault.IO_ERROR_AFTERWARDS) {
            T unused = work.get(); // done, but the caller will not hear of it
        }
        throw failure(kind, name);
    }

    private StorageException failure(Kind kind, String name) {
        String operation = Operation.of(kind, "").toString().strip();
        return switch (fault) {
            case NO_SPACE -> exception(StorageException.Kind.NO_SPACE, operation, name, "No space left on device");
            case ACCESS_DENIED -> exception(StorageException.Kind.ACCESS_DENIED, operation, name, "access denied");
            default -> exception(StorageException.Kind.IO, operation, name, "Input/output error");
        };
    }

    private StorageException exception(StorageException.Kind kind, String operation, String name, String found) {
        return new StorageException(kind, operation, storage.describe(name), found + " (arranged)", null);
    }

    @Override
    public StorageFile open(String name, OpenMode mode) {
        Kind kind = mode == OpenMode.CREATE_NEW ? Kind.CREATE : Kind.OPEN;
        if (!fails(kind, name) || fault == Fault.SHORT_WRITE) {
            return new FaultFile(open(name, mode, storage), mode == OpenMode.SYNCHRONOUS);
        }
        if (fault == Fault.IO_ERROR_AFTERWARDS) {
            storage.open(name, mode).close(); // made, but the caller has nothing to close
        }
        throw failure(kind, name);
    }

    /** A write that is also a sync is taken apart, so that each half can fail. */
    private static StorageFile open(String name, OpenMode mode, Storage storage) {
        return storage.open(name, mode == OpenMode.SYNCHRONOUS ? OpenMode.READ_WRITE : mode);
    }

    @Override
    public boolean exists(String name) {
        return storage.exists(name);
    }

    @Override
    public List<String> list(String directory) {
        return call(Kind.LIST, directory, () -> storage.list(directory));
    }

    @Override
    public void createDirectory(String directory) {
        call(Kind.CREATE_DIRECTORY, directory, () -> storage.createDirectory(directory));
    }

    @Override
    public void rename(String from, String to) {
        call(Kind.RENAME, from, () -> storage.rename(from, to));
    }

    @Override
    public void link(String existing, String link) {
        call(Kind.LINK, existing, () -> storage.link(existing, link));
    }

    @Override
    public void delete(String name) {
        call(Kind.DELETE, name, () -> storage.delete(name));
    }

    @Override
    public void syncDirectory(String directory) {
        call(Kind.SYNC_DIRECTORY, directory, () -> storage.syncDirectory(directory));
    }

    @Override
    public StorageLock lock(String name) {
        if (!fails(Kind.LOCK, name) || fault == Fault.SHORT_WRITE) {
            StorageLock lock = storage.lock(name);
            return () -> call(Kind.UNLOCK, name, lock::close);
        }
        throw failure(Kind.LOCK, name);
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

    private final class FaultFile implements StorageFile {
        private final StorageFile file;
        private final boolean synchronous;

        FaultFile(StorageFile file, boolean synchronous) {
            this.file = file;
            this.synchronous = synchronous;
        }

        private <T> T use(Kind kind, Supplier<T> work) {
            try {
                return call(kind, name(), work);
            } catch (StorageException failed) {
                if (fault == Fault.CLOSED) {
                    file.close();
                }
                throw failed;
            }
        }

        private void use(Kind kind, Runnable work) {
            use(kind, () -> {
                work.run();
                return true;
            });
        }

        @Override
        public String name() {
            return file.name();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            return use(Kind.READ, () -> file.read(target, position));
        }

        @Override
        public int write(ByteBuffer source, long position) {
            int written = writeSome(source, position);
            if (synchronous) {
                force(false);
            }
            return written;
        }

        private int writeSome(ByteBuffer source, long position) {
            boolean halves = fault == Fault.SHORT_WRITE || fault == Fault.TORN_WRITE;
            if (!halves || !source.hasRemaining()) {
                return use(Kind.WRITE, () -> file.write(source, position));
            }
            if (!fails(Kind.WRITE, name())) {
                return file.write(source, position);
            }
            int n = file.write(source.slice().limit(half(source.remaining())), position);
            source.position(source.position() + n);
            if (fault == Fault.TORN_WRITE) {
                throw failure(Kind.WRITE, name());
            }
            return n;
        }

        /** Half of so many bytes, in whole blocks: a short write has at least one, a torn one may have none. */
        private int half(int bytes) {
            int blocks = bytes / blockSize();
            return blockSize() * (fault == Fault.SHORT_WRITE || blockSize() == 1 ? (blocks + 1) / 2 : blocks / 2);
        }

        @Override
        public int blockSize() {
            return file.blockSize();
        }

        @Override
        public void force(boolean metadata) {
            use(Kind.FORCE, () -> file.force(metadata));
        }

        @Override
        public void truncate(long size) {
            use(Kind.TRUNCATE, () -> file.truncate(size));
        }

        @Override
        public long size() {
            return file.size();
        }

        @Override
        public void preallocate(long size) {
            use(Kind.PREALLOCATE, () -> file.preallocate(size));
        }

        @Override
        public void close() {
            call(Kind.CLOSE, name(), file::close);
        }
    }
}

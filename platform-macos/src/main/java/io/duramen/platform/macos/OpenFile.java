// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * A file descriptor of our own. Unlike a channel it is not closed by an interrupt of the thread that uses it.
 *
 * <p><b>Note:</b> closing any descriptor of a file drops the POSIX locks this process holds on that file. Never open the lock
 * file this way.
 */
final class OpenFile implements AutoCloseable {
    private final LibSystem system;
    private final Path path;
    private final int descriptor;

    private OpenFile(LibSystem system, Path path, int descriptor) {
        this.system = system;
        this.path = path;
        this.descriptor = descriptor;
    }

    static OpenFile forWriting(LibSystem system, Path file) throws IOException {
        return open(system, file, Darwin.O_RDWR | Darwin.O_CLOEXEC);
    }

    static OpenFile directory(LibSystem system, Path directory) throws IOException {
        return open(system, directory, Darwin.O_RDONLY | Darwin.O_DIRECTORY | Darwin.O_CLOEXEC);
    }

    private static OpenFile open(LibSystem system, Path path, int flags) throws IOException {
        int descriptor = system.open(bytes(path), flags);
        if (descriptor < 0) {
            throw Errno.exception(system.errno(), "open", path);
        }
        return new OpenFile(system, path, descriptor);
    }

    /** Waits until the device itself has everything, which {@code fsync} alone does not on macOS; see {@code fsync(2)} there. */
    void sync() throws IOException {
        // Not tried again whatever the error: after a failed sync the kernel may call the lost pages clean.
        if (system.fcntl(descriptor, Darwin.F_FULLFSYNC) == 0) {
            return;
        }
        int errno = system.errno();
        if (!Errno.isMissing(errno)) {
            throw Errno.exception(errno, "fcntl F_FULLFSYNC", path);
        }
        if (system.fsync(descriptor) != 0) { // a file system of the network has nothing better
            throw Errno.exception(system.errno(), "fsync", path);
        }
    }

    /** Keeps later writes behind those before, on the device too. A file system without barriers is synced instead. */
    void order() throws IOException {
        if (system.fcntl(descriptor, Darwin.F_BARRIERFSYNC) == 0) {
            return;
        }
        int errno = system.errno();
        if (!Errno.isMissing(errno)) {
            throw Errno.exception(errno, "fcntl F_BARRIERFSYNC", path);
        }
        sync();
    }

    /**
     * Reserves blocks behind the end of the file, in one piece if there is one, then moves the end. {@code false} if the file
     * system has no such operation.
     */
    boolean allocate(long present, long size) throws IOException {
        int errno = preallocate(Darwin.F_ALLOCATECONTIG | Darwin.F_ALLOCATEALL, size - present);
        if (errno != 0) {
            errno = preallocate(Darwin.F_ALLOCATEALL, size - present);
        }
        if (Errno.isMissing(errno)) {
            return false;
        }
        if (errno != 0) {
            throw Errno.exception(errno, "fcntl F_PREALLOCATE", path);
        }
        if (system.ftruncate(descriptor, size) != 0) {
            throw Errno.exception(system.errno(), "ftruncate", path);
        }
        return true;
    }

    private int preallocate(int flags, long length) {
        byte[] store = new byte[Darwin.SIZEOF_fstore_t];
        ByteBuffer.wrap(store)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(Darwin.OFFSETOF_fstore_t_fst_flags, flags)
                .putInt(Darwin.OFFSETOF_fstore_t_fst_posmode, Darwin.F_PEOFPOSMODE)
                .putLong(Darwin.OFFSETOF_fstore_t_fst_offset, 0)
                .putLong(Darwin.OFFSETOF_fstore_t_fst_length, length);
        return system.fcntl(descriptor, Darwin.F_PREALLOCATE, store) == 0 ? 0 : system.errno();
    }

    /** Closes the descriptor. An error of {@code close} says nothing about what was synced, and the descriptor is gone. */
    @Override
    public void close() {
        system.close(descriptor);
    }

    /** Returns a path as the kernel knows it, in UTF-8 as every name on macOS is, ended by a zero byte. */
    private static byte[] bytes(Path path) throws IOException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new IOException(path + " is on a file system of Java, not of macOS");
        }
        return (path.toAbsolutePath() + "\0").getBytes(StandardCharsets.UTF_8);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import com.sun.jna.Native;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/**
 * A file descriptor of our own. Unlike a channel it is not closed by an interrupt of the thread that uses it.
 *
 * <p><b>Note:</b> closing any descriptor of a file drops the POSIX locks this process holds on that file. Never open the lock
 * file this way.
 */
final class OpenFile implements AutoCloseable {
    private final Path path;
    private final int descriptor;

    private OpenFile(Path path, int descriptor) {
        this.path = path;
        this.descriptor = descriptor;
    }

    static OpenFile forWriting(Path file) throws IOException {
        return open(file, bytes(file), LibC.O_RDWR | LibC.O_CLOEXEC);
    }

    /** Opens a directory; the slash at the end makes the kernel refuse anything else. */
    static OpenFile directory(Path directory) throws IOException {
        byte[] name = bytes(directory);
        byte[] withSlash = new byte[name.length + 1];
        System.arraycopy(name, 0, withSlash, 0, name.length - 1);
        withSlash[name.length - 1] = '/';
        return open(directory, withSlash, LibC.O_RDONLY | LibC.O_CLOEXEC);
    }

    private static OpenFile open(Path path, byte[] name, int flags) throws IOException {
        int descriptor = LibC.open(name, flags);
        if (descriptor < 0) {
            throw Errno.exception(Native.getLastError(), "open", path);
        }
        return new OpenFile(path, descriptor);
    }

    void sync() throws IOException {
        // Not tried again whatever the error: after a failed sync the kernel may call the lost pages clean.
        if (LibC.fsync(descriptor) != 0) {
            throw Errno.exception(Native.getLastError(), "fsync", path);
        }
    }

    /** Reserves blocks, growing the file if need be; {@code false} if the file system has no such operation. */
    boolean allocate(long size) throws IOException {
        while (LibC.fallocate(descriptor, 0, 0, size) != 0) {
            int errno = Native.getLastError();
            if (errno == Errno.EOPNOTSUPP || errno == Errno.ENOSYS) {
                return false;
            }
            if (errno != Errno.EINTR) {
                throw Errno.exception(errno, "fallocate", path);
            }
        }
        return true;
    }

    /**
     * Begins to write a range back. Of the flags of {@code sync_file_range(2)} only the one that starts: those that wait would
     * also fetch errors, which belong to whoever forces the file.
     */
    void startWriteBack(long offset, long length) throws IOException {
        if (LibC.sync_file_range(descriptor, offset, length, LibC.SYNC_FILE_RANGE_WRITE) != 0) {
            throw Errno.exception(Native.getLastError(), "sync_file_range", path);
        }
    }

    /** Closes the descriptor. An error of {@code close} says nothing about what was synced, and the descriptor is gone. */
    @Override
    public void close() {
        LibC.close(descriptor);
    }

    /**
     * Returns a path as the kernel knows it, ended by a zero byte. Java shows the bytes of a name that is not in the
     * platform's encoding only in the path's URI.
     */
    private static byte[] bytes(Path path) throws IOException {
        if (path.getFileSystem() != FileSystems.getDefault()) {
            throw new IOException(path + " is on a file system of Java, not of Linux");
        }
        String raw = path.toUri().getRawPath();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length() + 1);
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        bytes.write(0);
        return bytes.toByteArray();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** A handle of our own on a file or directory. It shares everything, so that nobody is kept from what he could do before. */
final class OpenFile implements AutoCloseable {
    private static final int SHARE_ALL = Win32.FILE_SHARE_READ | Win32.FILE_SHARE_WRITE | Win32.FILE_SHARE_DELETE;

    private final Path path;
    private final long handle;

    private OpenFile(Path path, long handle) {
        this.path = path;
        this.handle = handle;
    }

    static OpenFile forWriting(Path file) throws IOException {
        return open(file, 0);
    }

    /** Opens a directory. The right to write is what {@code FlushFileBuffers} asks for. */
    static OpenFile directory(Path directory) throws IOException {
        OpenFile open = open(directory, Win32.FILE_FLAG_BACKUP_SEMANTICS);
        if (!Files.isDirectory(directory)) { // the flag admits directories, and files as well
            open.close();
            throw new NotDirectoryException(directory.toString());
        }
        return open;
    }

    private static OpenFile open(Path path, int flags) throws IOException {
        long handle = Kernel32.CreateFileW(
                WindowsName.of(path), Win32.GENERIC_WRITE, SHARE_ALL, 0, Win32.OPEN_EXISTING, flags, 0);
        if (handle == Win32.INVALID_HANDLE_VALUE) {
            throw WinError.exception(Native.getLastError(), "CreateFile", path);
        }
        return new OpenFile(path, handle);
    }

    void sync() throws IOException {
        // Not tried again whatever the error: what a failed flush has lost, a second one does not find.
        if (Kernel32.FlushFileBuffers(handle) == 0) {
            throw WinError.exception(Native.getLastError(), "FlushFileBuffers", path);
        }
    }

    /**
     * Reserves clusters, then moves the end of the file, which must lie before the new size: a smaller reservation would cut the
     * file off. {@code false} if the file system has no such operation.
     */
    boolean allocate(long size) throws IOException {
        return set(Win32.FileAllocationInfo, size, Win32.SIZEOF_FILE_ALLOCATION_INFO, true)
                && set(Win32.FileEndOfFileInfo, size, Win32.SIZEOF_FILE_END_OF_FILE_INFO, false);
    }

    private boolean set(int kind, long value, int size, boolean mayBeMissing) throws IOException {
        if (Kernel32.SetFileInformationByHandle(handle, kind, new long[] {value}, size) != 0) {
            return true;
        }
        int error = Native.getLastError();
        if (mayBeMissing && WinError.isMissing(error)) {
            return false;
        }
        throw WinError.exception(error, "SetFileInformationByHandle", path);
    }

    /** Closes the handle. An error says nothing about what was synced. */
    @Override
    public void close() {
        Kernel32.CloseHandle(handle);
    }
}

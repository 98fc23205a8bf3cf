// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** Error numbers of macOS, not those of Linux from 35 on, and the exceptions of NIO they stand for. */
final class Errno {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EIO = 5;
    static final int EBADF = 9;
    static final int ENOMEM = 12;
    static final int EACCES = 13;
    static final int ENODEV = 19;
    static final int ENOTDIR = 20;
    static final int EISDIR = 21;
    static final int EINVAL = 22;
    static final int EMFILE = 24;
    static final int ENOTTY = 25;
    static final int EFBIG = 27;
    static final int ENOSPC = 28;
    static final int EROFS = 30;
    static final int EAGAIN = 35;
    static final int ENOTSUP = 45;
    static final int EDQUOT = 69;
    static final int ENOSYS = 78;
    static final int EOPNOTSUPP = 102;

    private Errno() {}

    /** Returns what the C library says in English. */
    static String text(int errno) {
        return switch (errno) {
            case EPERM -> "Operation not permitted";
            case ENOENT -> "No such file or directory";
            case EINTR -> "Interrupted system call";
            case EIO -> "Input/output error";
            case EBADF -> "Bad file descriptor";
            case ENOMEM -> "Cannot allocate memory";
            case EACCES -> "Permission denied";
            case ENODEV -> "Operation not supported by device";
            case ENOTDIR -> "Not a directory";
            case EISDIR -> "Is a directory";
            case EINVAL -> "Invalid argument";
            case EMFILE -> "Too many open files";
            case ENOTTY -> "Inappropriate ioctl for device";
            case EFBIG -> "File too large";
            case ENOSPC -> "No space left on device";
            case EROFS -> "Read-only file system";
            case EAGAIN -> "Resource temporarily unavailable";
            case ENOTSUP -> "Operation not supported";
            case EDQUOT -> "Disc quota exceeded";
            case ENOSYS -> "Function not implemented";
            case EOPNOTSUPP -> "Operation not supported on socket";
            default -> "error number " + errno;
        };
    }

    /** Tells whether an error means that a file system has no such operation, rather than that it failed. */
    static boolean isMissing(int errno) {
        return errno == ENOTSUP || errno == EOPNOTSUPP || errno == ENOTTY || errno == EINVAL || errno == ENOSYS;
    }

    /** Returns what NIO would throw for a failed call on a file. */
    static FileSystemException exception(int errno, String call, Path file) {
        String name = file.toString();
        return switch (errno) {
            case ENOENT -> new NoSuchFileException(name);
            case EACCES, EPERM -> new AccessDeniedException(name, null, text(errno) + " (" + call + ")");
            case ENOTDIR -> new NotDirectoryException(name);
            default -> new FileSystemException(name, null, text(errno) + " (" + call + ")");
        };
    }
}

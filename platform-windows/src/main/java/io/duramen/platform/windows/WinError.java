// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Error numbers of Windows and the exceptions of NIO they stand for. */
final class WinError {
    static final int ERROR_INVALID_FUNCTION = 1;
    static final int ERROR_FILE_NOT_FOUND = 2;
    static final int ERROR_PATH_NOT_FOUND = 3;
    static final int ERROR_TOO_MANY_OPEN_FILES = 4;
    static final int ERROR_ACCESS_DENIED = 5;
    static final int ERROR_INVALID_HANDLE = 6;
    static final int ERROR_NOT_ENOUGH_MEMORY = 8;
    static final int ERROR_NOT_SAME_DEVICE = 17;
    static final int ERROR_WRITE_PROTECT = 19;
    static final int ERROR_SHARING_VIOLATION = 32;
    static final int ERROR_LOCK_VIOLATION = 33;
    static final int ERROR_HANDLE_DISK_FULL = 39;
    static final int ERROR_NOT_SUPPORTED = 50;
    static final int ERROR_FILE_EXISTS = 80;
    static final int ERROR_INVALID_PARAMETER = 87;
    static final int ERROR_DISK_FULL = 112;
    static final int ERROR_CALL_NOT_IMPLEMENTED = 120;
    static final int ERROR_INVALID_NAME = 123;
    static final int ERROR_ALREADY_EXISTS = 183;
    static final int ERROR_DIRECTORY = 267;
    static final int ERROR_IO_DEVICE = 1117;
    static final int ERROR_WORKING_SET_QUOTA = 1453;

    private WinError() {}

    /** Returns what Windows says in English. Its own {@code FormatMessage} answers in the user's language. */
    static String text(int error) {
        return switch (error) {
            case ERROR_INVALID_FUNCTION -> "Incorrect function";
            case ERROR_FILE_NOT_FOUND -> "The system cannot find the file specified";
            case ERROR_PATH_NOT_FOUND -> "The system cannot find the path specified";
            case ERROR_TOO_MANY_OPEN_FILES -> "The system cannot open the file";
            case ERROR_ACCESS_DENIED -> "Access is denied";
            case ERROR_INVALID_HANDLE -> "The handle is invalid";
            case ERROR_NOT_ENOUGH_MEMORY -> "Not enough memory resources are available to process this command";
            case ERROR_NOT_SAME_DEVICE -> "The system cannot move the file to a different disk drive";
            case ERROR_WRITE_PROTECT -> "The media is write protected";
            case ERROR_SHARING_VIOLATION -> "The file is being used by another process";
            case ERROR_LOCK_VIOLATION -> "Another process has locked a portion of the file";
            case ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL -> "There is not enough space on the disk";
            case ERROR_NOT_SUPPORTED -> "The request is not supported";
            case ERROR_FILE_EXISTS -> "The file exists";
            case ERROR_INVALID_PARAMETER -> "The parameter is incorrect";
            case ERROR_CALL_NOT_IMPLEMENTED -> "This function is not supported on this system";
            case ERROR_INVALID_NAME -> "The filename, directory name, or volume label syntax is incorrect";
            case ERROR_ALREADY_EXISTS -> "Cannot create a file when that file already exists";
            case ERROR_DIRECTORY -> "The directory name is invalid";
            case ERROR_IO_DEVICE -> "The request could not be performed because of an I/O device error";
            case ERROR_WORKING_SET_QUOTA -> "Insufficient quota to complete the requested service";
            default -> "error number " + error;
        };
    }

    /** Tells whether an error means that there is no such operation here, rather than that it failed. */
    static boolean isMissing(int error) {
        return error == ERROR_INVALID_FUNCTION
                || error == ERROR_NOT_SUPPORTED
                || error == ERROR_INVALID_PARAMETER
                || error == ERROR_CALL_NOT_IMPLEMENTED;
    }

    /** Returns what NIO would throw for a failed call on a file. */
    static FileSystemException exception(int error, String call, Path file) {
        return exception(error, call, file, null);
    }

    /** Returns what NIO would throw for a failed call on two files. */
    static FileSystemException exception(int error, String call, Path file, @Nullable Path other) {
        String name = file.toString();
        String second = other == null ? null : other.toString();
        String reason = text(error) + " (" + call + ")";
        return switch (error) {
            case ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND -> new NoSuchFileException(name, second, null);
            case ERROR_ACCESS_DENIED -> new AccessDeniedException(name, second, reason);
            case ERROR_DIRECTORY -> new NotDirectoryException(name);
            case ERROR_FILE_EXISTS, ERROR_ALREADY_EXISTS -> new FileAlreadyExistsException(name, second, reason);
            case ERROR_NOT_SAME_DEVICE -> new AtomicMoveNotSupportedException(name, second, reason);
            default -> new FileSystemException(name, second, reason);
        };
    }
}

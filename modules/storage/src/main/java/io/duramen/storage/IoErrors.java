// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells from an {@link IOException} why the system refused. NIO has types for a few reasons; the rest is the text of the C
 * library, which follows the user's language, so that a full disk is also recognised by asking for the space left.
 */
final class IoErrors {
    private static final List<String> FULL = List.of(
            "no space left on device",
            "not enough space on the disk", // Windows, ERROR_DISK_FULL
            "disk quota exceeded",
            "disc quota exceeded", // macOS
            "file too large"); // EFBIG: RLIMIT_FSIZE, or the largest file the file system takes

    private IoErrors() {}

    /** Makes the exception of an operation that allocates nothing. */
    static StorageException translate(String operation, Path path, IOException e) {
        return translate(operation, path, "", 0, e);
    }

    /**
     * Makes the exception for callers.
     *
     * @param operation what was attempted
     * @param path the file or directory it was attempted on
     * @param where the place in the file, or the other name, to be shown behind what the system said
     * @param wanted the bytes the operation would have allocated at most; 0 if it allocates none
     */
    static StorageException translate(String operation, Path path, String where, long wanted, IOException e) {
        Kind kind = kindOf(e);
        if (kind == Kind.IO && wanted > 0 && !isKnownDeviceError(e) && hasLessThan(path, wanted)) {
            kind = Kind.NO_SPACE;
        }
        return new StorageException(kind, operation, path.toString(), found(e) + where, e);
    }

    private static Kind kindOf(IOException e) {
        if (e instanceof NoSuchFileException || e instanceof NotDirectoryException) {
            return Kind.NOT_FOUND;
        }
        // POSIX lets rmdir report a directory that is not empty as EEXIST: something is in the way.
        if (e instanceof FileAlreadyExistsException || e instanceof DirectoryNotEmptyException) {
            return Kind.ALREADY_EXISTS;
        }
        if (e instanceof AccessDeniedException) {
            return Kind.ACCESS_DENIED;
        }
        String text = text(e);
        if (FULL.stream().anyMatch(text::contains)) {
            return Kind.NO_SPACE;
        }
        if (text.contains("not a directory") || text.contains("is a directory")) {
            return Kind.NOT_FOUND;
        }
        if (text.contains("read-only file system")
                || text.contains("operation not permitted")
                || text.contains("permission denied")) {
            return Kind.ACCESS_DENIED;
        }
        if (text.contains("operation not supported") || text.contains("no locks available")) {
            return Kind.UNSUPPORTED;
        }
        return Kind.IO;
    }

    private static String found(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or directory";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a directory";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "the name is taken";
        }
        if (e instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof ClosedByInterruptException) {
            return "the calling thread was interrupted, which closed the file";
        }
        if (e instanceof AsynchronousCloseException) {
            return "the file was closed, or another thread using it was interrupted";
        }
        if (e instanceof ClosedChannelException) {
            return "the file is closed";
        }
        String reason = reason(e);
        return reason == null ? e.getClass().getSimpleName() : reason;
    }

    private static boolean isKnownDeviceError(IOException e) {
        return e instanceof ClosedChannelException || text(e).contains("input/output error");
    }

    private static boolean hasLessThan(Path path, long wanted) {
        try {
            return Files.getFileStore(path).getUsableSpace() < wanted;
        } catch (IOException unknown) {
            return false;
        }
    }

    private static String text(IOException e) {
        String reason = reason(e);
        return reason == null ? "" : reason.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String reason(IOException e) {
        return e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;
import io.duramen.audit.spi.AuditSink;
import io.duramen.storage.StorageException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Adds entries and alerts to a file, a JSON object a line. Written through a stream, which an interrupt does not close. */
public final class LinesSink implements AuditSink {
    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final FileOutputStream out;

    private LinesSink(Path file, FileOutputStream out) {
        this.file = file;
        this.out = out;
    }

    /**
     * Opens or makes the file.
     *
     * @param file the file; its directory must exist
     * @return the sink
     * @throws StorageException if it cannot be made or opened, is a link or no file, or is open to others than its owner
     */
    public static LinesSink at(Path file) {
        try {
            make(file);
            check(file);
            boolean torn = isTorn(file);
            LinesSink sink = new LinesSink(file, new FileOutputStream(file.toFile(), true));
            if (torn) {
                sink.write(""); // what a crash cut off stays by itself
            }
            return sink;
        } catch (IOException e) {
            throw failed("open", file, e);
        }
    }

    private static boolean hasModes(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static void make(Path file) throws IOException {
        try {
            if (hasModes(file)) {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
            } else {
                Files.createFile(file);
            }
        } catch (FileAlreadyExistsException there) {
            return; // to be checked
        }
    }

    private static void check(Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new StorageException(
                    StorageException.Kind.ACCESS_DENIED, "open", file.toString(), "it is a link or no file", null);
        }
        try {
            if (hasModes(file)) {
                Set<PosixFilePermission> modes = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
                if (!OWNER.containsAll(modes)) {
                    throw new StorageException(
                            StorageException.Kind.ACCESS_DENIED,
                            "open",
                            file.toString(),
                            "it is open to others, mode " + PosixFilePermissions.toString(modes)
                                    + "; what is in an audit trail is for its owner: chmod 600 it",
                            null);
                }
            }
        } catch (IOException e) {
            throw failed("open", file, e);
        }
    }

    private static boolean isTorn(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            if (content.length() == 0) {
                return false;
            }
            content.seek(content.length() - 1);
            return content.read() != '\n';
        }
    }

    @Override
    public void entry(AuditEntry entry) {
        write(entry.toJson());
    }

    @Override
    public void alert(AuditAlert alert) {
        write(alert.toJson());
    }

    private void write(String line) {
        try {
            out.write((line + "\n")
                    .getBytes(StandardCharsets.UTF_8)); // in one call, so that lines of two processes stay whole
        } catch (IOException e) {
            throw failed("write", file, e);
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw failed("close", file, e);
        }
    }

    private static StorageException failed(String operation, Path file, IOException e) {
        StorageException.Kind kind = StorageException.Kind.IO;
        if (e instanceof AccessDeniedException) {
            kind = StorageException.Kind.ACCESS_DENIED;
        } else if (e instanceof NoSuchFileException) {
            kind = StorageException.Kind.NOT_FOUND;
        }
        return new StorageException(kind, operation, file.toString(), String.valueOf(e.getMessage()), e);
    }
}

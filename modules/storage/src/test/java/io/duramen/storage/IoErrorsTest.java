// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.duramen.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IoErrorsTest {
    @TempDir
    Path directory;

    @Test
    void theTypesOfNioTellTheKind() {
        assertEquals(Kind.NOT_FOUND, kindOf(new NoSuchFileException("f")));
        assertEquals(Kind.NOT_FOUND, kindOf(new NotDirectoryException("f")));
        assertEquals(Kind.ALREADY_EXISTS, kindOf(new FileAlreadyExistsException("f")));
        assertEquals(Kind.ALREADY_EXISTS, kindOf(new DirectoryNotEmptyException("f")));
        assertEquals(Kind.ACCESS_DENIED, kindOf(new AccessDeniedException("f")));
        assertEquals(Kind.IO, kindOf(new ClosedByInterruptException()));
    }

    @Test
    @Tag("S1.09")
    void theTextOfTheSystemTellsTheRest() {
        assertEquals(Kind.NO_SPACE, kindOf(new IOException("No space left on device")));
        assertEquals(Kind.NO_SPACE, kindOf(new IOException("There is not enough space on the disk")));
        assertEquals(Kind.NO_SPACE, kindOf(new FileSystemException("f", null, "Disk quota exceeded")));
        assertEquals(Kind.NO_SPACE, kindOf(new IOException("Disc quota exceeded")));
        assertEquals(Kind.NO_SPACE, kindOf(new IOException("File too large")));
        assertEquals(Kind.ACCESS_DENIED, kindOf(new FileSystemException("f", null, "Read-only file system")));
        assertEquals(Kind.ACCESS_DENIED, kindOf(new FileSystemException("f", null, "Operation not permitted")));
        assertEquals(Kind.UNSUPPORTED, kindOf(new IOException("Operation not supported")));
        assertEquals(Kind.IO, kindOf(new IOException("Input/output error")));
        assertEquals(Kind.IO, kindOf(new IOException()));
    }

    @Test
    @Tag("S1.09")
    void aFullDiskIsRecognisedInAnyLanguageByTheSpaceLeft() {
        IOException full = new IOException("Auf dem Gerät ist kein Speicherplatz mehr verfügbar");

        assertEquals(Kind.NO_SPACE, translate(full, Long.MAX_VALUE).kind());
        assertEquals(Kind.IO, translate(full, 1).kind());
        assertEquals(
                Kind.IO,
                translate(new IOException("Input/output error"), Long.MAX_VALUE).kind());
    }

    @Test
    void theMessageNamesOperationFileReasonAndPlace() {
        IOException cause = new IOException("Input/output error");
        Path file = directory.resolve("f");

        StorageException e = IoErrors.translate("write", file, ", 512 bytes at offset 4096", 512, cause);

        assertEquals("cannot write " + file + ": Input/output error, 512 bytes at offset 4096", e.getMessage());
        assertEquals("STORAGE_IO", e.code());
        assertEquals(file.toString(), e.details().get("file"));
        assertSame(cause, e.getCause());
    }

    private Kind kindOf(IOException e) {
        return translate(e, 0).kind();
    }

    private StorageException translate(IOException e, long wanted) {
        return IoErrors.translate("write", directory, "", wanted, e);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.storage.StorageException.Kind;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A file whose writes are on the device when they return does everything else that any other file does. */
class SynchronousFileTest {
    @TempDir
    private Path directory;

    private NioStorage storage() {
        NioStorage storage = NioStorage.at(directory);
        storage.open("f", OpenMode.CREATE_NEW).close();
        return storage;
    }

    @Test
    @DisabledOnOs(value = OS.MAC, disabledReason = "a write may return before the device has the data")
    void itIsReadWrittenAnywhereCutAndMadeLonger() {
        try (StorageFile file = storage().open("f", OpenMode.SYNCHRONOUS)) {
            assertEquals("f", file.name());
            assertEquals(4, file.write(ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, 5}, 1, 4), 2));
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(2).put((byte) 8).put((byte) 9).flip();
            assertEquals(2, file.write(direct, 0));
            assertEquals(0, direct.remaining());
            assertArrayEquals(new byte[] {8, 9, 1, 2, 3, 4}, read(file, 0, 6));
            assertArrayEquals(new byte[] {3, 4}, read(file, 4, 2));
            assertEquals(-1, file.read(ByteBuffer.allocate(1), 6));

            file.truncate(3);
            assertThrows(IllegalArgumentException.class, () -> file.truncate(4));
            file.preallocate(5);
            file.preallocate(1); // it is longer already
            file.force(true);
            assertEquals(5, file.size());
            assertArrayEquals(new byte[] {8, 9, 1, 0, 0}, read(file, 0, 5));
        }
    }

    @Test
    @DisabledOnOs(value = OS.MAC, disabledReason = "a write may return before the device has the data")
    void itMustBeAFileThatIsThere() {
        NioStorage storage = storage();
        storage.createDirectory("d");
        for (String name : Set.of("d", "missing")) {
            StorageException refused =
                    assertThrows(StorageException.class, () -> storage.open(name, OpenMode.SYNCHRONOUS));
            assertEquals(Kind.NOT_FOUND, refused.kind(), name);
        }
    }

    @Test
    void aFileSystemThatIsNotTheSystemsIsRefused() throws Exception {
        URI archive = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            Files.writeString(zip.getPath("/f"), "text");
            StorageException refused =
                    assertThrows(StorageException.class, () -> SynchronousFile.open("f", zip.getPath("/f")));
            assertEquals(Kind.UNSUPPORTED, refused.kind());
        }
    }

    private static byte[] read(StorageFile file, long position, int length) {
        ByteBuffer into = ByteBuffer.allocate(length);
        file.readFully(into, position);
        return into.array();
    }
}

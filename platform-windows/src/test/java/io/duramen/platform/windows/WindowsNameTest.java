// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a path is handed to Windows. */
class WindowsNameTest {

    @Test
    void aShortPathIsTakenAsItIs() {
        assertEquals("C:\\data\\log", WindowsName.whole("C:\\data\\log"));
    }

    @Test
    void aLongPathOfADriveOrAShareIsNotParsed() {
        String long1 = "C:\\" + "d".repeat(300);
        String share = "\\\\server\\share\\" + "d".repeat(300);

        assertEquals("\\\\?\\" + long1, WindowsName.whole(long1));
        assertEquals("\\\\?\\UNC\\server\\share\\" + "d".repeat(300), WindowsName.whole(share));
        assertEquals("\\\\?\\" + long1, WindowsName.whole("\\\\?\\" + long1));
    }

    @Test
    void everyUnitOfANameIsHandedOverAlsoHalfACharacter() {
        assertArrayEquals(new byte[] {'a', 0, (byte) 0xe4, 0, 0x3d, (byte) 0xd8, 0, 0}, WindowsName.bytes("aä\ud83d"));
    }

    @Test
    void aPathOfAnArchiveIsRefused(@TempDir Path directory) throws IOException {
        URI zip = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem archive = FileSystems.newFileSystem(zip, Map.of("create", "true"))) {
            assertThrows(IOException.class, () -> WindowsName.of(archive.getPath("/file")));
        }
    }
}

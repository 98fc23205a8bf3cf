// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // a lock is held, not used
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "modes, umask and limits are POSIX")
class OwnerOnlyTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "077", "277"})
    @Tag("S3.49")
    void whateverTheUmaskFilesAreForTheirOwnerOnly(String umask) throws Exception {
        try (ChildJvm child = ChildJvm.startAfter("umask " + umask, FileMaker.class, directory, 1)) {
            assertEquals("made", child.line());
            assertEquals("written", child.line());
        }

        Path root = directory.resolve("root");
        assertEquals("rwx------", mode(root));
        assertEquals("rwx------", mode(root.resolve("d")));
        assertEquals("rw-------", mode(root.resolve("d/f")));
        assertEquals("rw-------", mode(root.resolve("LOCK")));
    }

    @Test
    @Tag("S3.49")
    void theNoteOfALockIsForItsOwnerOnly() throws Exception {
        try (StorageLock held = NioStorage.at(directory).lock("LOCK")) {
            assertEquals("rw-------", mode(directory.resolve("LOCK.owner")));
        }
    }

    @Test
    @Tag("S1.09")
    void aFileOverTheLimitOfTheProcessIsAFullDisk() throws Exception {
        try (ChildJvm child = ChildJvm.startAfter("ulimit -f 1024", FileMaker.class, directory, 8 << 20)) {
            assertEquals("made", child.line());
            String told = child.line();

            assertTrue(told.startsWith("NO_SPACE cannot write " + directory.resolve("root/d/f")), told);
        }
        try (Stream<Path> left = Files.list(directory.resolve("root"))) {
            assertEquals(2, left.count(), "the lock's note is gone");
        }
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}

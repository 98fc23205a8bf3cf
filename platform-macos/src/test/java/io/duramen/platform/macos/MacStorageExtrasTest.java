// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which calls are made of macOS, in which order, and what becomes of each failure. */
class MacStorageExtrasTest {
    private final RecordedLibSystem system = new RecordedLibSystem();
    private final MacStorageExtras extras = new MacStorageExtras(() -> MacSystem.of(system));

    @TempDir
    Path directory;

    @AfterEach
    void noDescriptorIsLeftOpen() {
        assertEquals(0, system.openFiles());
    }

    @Test
    void aDirectoryIsSyncedToTheDeviceItself() throws IOException {
        extras.syncDirectory(Files.createDirectory(directory.resolve("d")));

        assertEquals(List.of("open d 0x1100000", "fcntl 51", "close"), system.calls());
    }

    @Test
    void whereThereIsNoFullSyncAnOrdinaryOneIsMade() throws IOException {
        system.fail("fcntl 51", Errno.ENOTSUP);

        extras.syncDirectory(directory);

        assertEquals(List.of("fcntl 51", "fsync", "close"), system.calls().subList(1, 4));
    }

    @Test
    void aSyncThatFailsIsReportedAndNotTriedInAnotherWay() {
        system.fail("fcntl 51", Errno.EIO);

        FileSystemException e = assertThrows(FileSystemException.class, () -> extras.syncDirectory(directory));

        assertEquals("Input/output error (fcntl F_FULLFSYNC)", e.getReason());
        assertFalse(system.calls().contains("fsync"));
    }

    @Test
    void onlyADirectoryIsSyncedAsOne() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThrows(NotDirectoryException.class, () -> extras.syncDirectory(file));
    }

    @Test
    void writesAreOrderedByABarrierAndElseByASync() throws IOException {
        Path file = Files.createFile(directory.resolve("f"));

        assertTrue(extras.order(file));
        assertEquals(List.of("open f 0x1000002", "fcntl 85", "close"), system.calls());

        system.fail("fcntl 85", Errno.ENOTSUP);
        assertTrue(extras.order(file));
        assertEquals(List.of("fcntl 85", "fcntl 51", "close"), system.calls().subList(1, 4));

        system.fail("fcntl 85", Errno.EIO);
        assertThrows(FileSystemException.class, () -> extras.order(file));
    }

    @Test
    void spaceIsReservedBehindTheEndInOnePieceIfThereIsOne() throws IOException {
        Path file = Files.write(directory.resolve("f"), new byte[100]);

        assertTrue(extras.preallocate(file, 4096));

        assertEquals(
                List.of("open f 0x1000002", "fcntl 42 flags 6 mode 3 offset 0 length 3996", "ftruncate 4096", "close"),
                system.calls());
    }

    @Test
    void spaceInPiecesIsTakenToo() throws IOException {
        Path file = Files.createFile(directory.resolve("f"));
        system.fail("fcntl 42 flags 6", Errno.ENOSPC);

        assertTrue(extras.preallocate(file, 4096));

        assertTrue(system.calls().contains("fcntl 42 flags 4 mode 3 offset 0 length 4096"));
    }

    @Test
    void aFullDeviceSaysSoInTheWordsOfNioAndTheFileIsAsItWas() throws IOException {
        Path file = Files.createFile(directory.resolve("f"));
        system.fail("fcntl 42", Errno.ENOSPC);

        FileSystemException e = assertThrows(FileSystemException.class, () -> extras.preallocate(file, 4096));

        assertEquals("No space left on device (fcntl F_PREALLOCATE)", e.getReason());
        assertEquals(0, Files.size(file));
    }

    @Test
    void aFileSystemThatHasNoReservationIsToldFromAFailure() throws IOException {
        Path file = Files.createFile(directory.resolve("f"));
        system.fail("fcntl 42", Errno.ENOTSUP);

        assertFalse(extras.preallocate(file, 4096));

        assertEquals(0, Files.size(file));
    }

    @Test
    void errorNumbersAreThoseOfMacOs() {
        assertEquals("Resource temporarily unavailable", Errno.text(35));
        assertEquals("Operation not supported", Errno.text(45));
        assertEquals("error number 4000", Errno.text(4000));
    }
}

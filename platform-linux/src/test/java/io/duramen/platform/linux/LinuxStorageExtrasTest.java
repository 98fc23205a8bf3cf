// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class LinuxStorageExtrasTest {
    /** A file system in memory, which knows its size before it gives anything away: asking for too much fills nothing. */
    private static final Path MEMORY = Path.of("/dev/shm");

    private final LinuxStorageExtras extras = new LinuxStorageExtras();

    @Test
    void reservedSpaceIsReallyTaken() throws Exception {
        Path file = Files.createTempFile(MEMORY, "duramen", ".seg");
        try {
            assertEquals(0, blocks(file));

            assertTrue(extras.preallocate(file, 1 << 20));

            assertEquals(1 << 20, Files.size(file));
            assertTrue(blocks(file) * 512 >= 1 << 20, "only " + blocks(file) + " blocks");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void aFullDeviceSaysSoInTheWordsOfNio() throws Exception {
        Path file = Files.createTempFile(MEMORY, "duramen", ".seg");
        try {
            FileStore store = Files.getFileStore(file);

            FileSystemException e = assertThrows(
                    FileSystemException.class, () -> extras.preallocate(file, store.getTotalSpace() + (1 << 20)));

            assertEquals("No space left on device (fallocate)", e.getReason());
            assertEquals(file.toString(), e.getFile());
            assertEquals(0, Files.size(file));
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void whatCannotBeReservedOnAtAllIsAnErrorAndNotALackOfSupport() {
        Path device = Path.of("/dev/full");

        FileSystemException e = assertThrows(FileSystemException.class, () -> extras.preallocate(device, 4096));

        assertEquals("No such device (fallocate)", e.getReason());
    }

    @Test
    void aFileSystemThatHasNoReservationIsToldFromAFailure() throws IOException {
        // The control file systems of the kernel take writes but have no fallocate.
        assertEquals(false, extras.preallocate(Path.of("/proc/self/comm"), 4096));
    }

    @Test
    void onlyADirectoryIsSyncedAsOne(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThrows(NotDirectoryException.class, () -> extras.syncDirectory(file));
    }

    @Test
    void aDirectoryThatCannotBeSyncedIsReported() {
        Path process = Path.of("/proc/self");

        FileSystemException e = assertThrows(FileSystemException.class, () -> extras.syncDirectory(process));

        assertEquals("Invalid argument (fsync)", e.getReason());
    }

    @Test
    void anInterruptedThreadSyncsAndReservesAndStaysInterrupted(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        Thread.currentThread().interrupt();
        try {
            extras.syncDirectory(directory);
            extras.preallocate(file, 4096);
        } finally {
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void aNegativeSizeIsRefused(@TempDir Path directory) {
        assertThrows(IllegalArgumentException.class, () -> extras.preallocate(directory.resolve("file"), -1));
    }

    @Test
    void errorNumbersBecomeTheExceptionsOfNio() {
        Path file = Path.of("dir", "file");

        assertEquals(
                AccessDeniedException.class,
                Errno.exception(Errno.EACCES, "open", file).getClass());
        assertEquals(
                "dir/file: Input/output error (fsync)",
                Errno.exception(Errno.EIO, "fsync", file).getMessage());
        assertEquals(
                "dir/file: error number 4000 (fsync)",
                Errno.exception(4000, "fsync", file).getMessage());
    }

    @Test
    void noDescriptorIsLeftOpen(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        for (int i = 0; i < 100; i++) {
            extras.syncDirectory(directory);
            extras.preallocate(file, 4096);
            assertThrows(IOException.class, () -> extras.preallocate(Path.of("/dev/full"), 4096));
        }

        try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
            assertEquals(0, descriptors.filter(d -> pointsInto(d, directory)).count());
        }
    }

    private static boolean pointsInto(Path descriptor, Path directory) {
        try {
            Path target = Files.readSymbolicLink(descriptor);
            return target.startsWith(directory) || target.equals(Path.of("/dev/full"));
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    /** Returns the blocks of 512 bytes a file occupies, as {@code stat} tells. */
    private static long blocks(Path file) throws Exception {
        Process stat = new ProcessBuilder("stat", "--format=%b", file.toString()).start();
        String answer = new String(stat.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals(0, stat.waitFor());
        return Long.parseLong(answer.strip());
    }

    @Test
    @Tag("S3.42")
    void writeBackIsBegunOnTheDiskAndInMemory(@TempDir Path disk) throws Exception {
        for (Path directory : List.of(disk, MEMORY)) {
            Path file = Files.createTempFile(directory, "duramen", ".seg");
            try {
                Files.write(file, new byte[1 << 20]);

                extras.hintWriteBack(file, 0, 1 << 20); // a call that does not return 0 would throw

                assertEquals(1 << 20, Files.size(file));
            } finally {
                Files.delete(file);
            }
        }
    }

    @Test
    @Tag("S3.42")
    void theKernelIsReallyAskedAndItsRefusalIsTold() {
        Path device = Path.of("/dev/full"); // ESPIPE: it is not a file

        FileSystemException e = assertThrows(FileSystemException.class, () -> extras.hintWriteBack(device, 0, 4096));

        assertEquals("error number 29 (sync_file_range)", e.getReason());
        assertEquals(device.toString(), e.getFile());
    }
}

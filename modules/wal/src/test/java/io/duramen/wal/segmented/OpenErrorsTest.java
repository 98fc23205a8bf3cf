// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.NioStorage;
import io.duramen.storage.StorageLockedException;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.LogExistsException;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogVersionException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each wrong directory gets its own error, and nothing in it is changed. */
class OpenErrorsTest {
    @TempDir
    private Path temp;

    @Test
    void aMissingDirectoryIsNotCreatedByOpening() {
        Path missing = temp.resolve("missing");
        LogMissingException refused =
                assertThrows(LogMissingException.class, () -> WriteAheadLog.open(missing, plain()));
        assertTrue(refused.getMessage().contains(missing.toString()));
        assertFalse(Files.exists(missing));
    }

    @Test
    void anEmptyDirectoryIsNotALog() throws IOException {
        assertThrows(LogMissingException.class, () -> WriteAheadLog.open(temp, plain()));
        assertEquals(List.of(), tree());
    }

    @Test
    void aForeignDirectoryIsRefusedByBothAndNotTouched() throws IOException {
        Files.writeString(temp.resolve("letter.txt"), "dear");
        List<String> before = tree();
        assertThrows(ForeignDirectoryException.class, () -> WriteAheadLog.open(temp, plain()));
        ForeignDirectoryException refused =
                assertThrows(ForeignDirectoryException.class, () -> WriteAheadLog.create(temp, plain()));
        assertTrue(refused.getMessage().contains("letter.txt"));
        assertEquals(before, tree());
    }

    @Test
    void anExistingLogIsNotReplaced() throws IOException {
        try (WriteAheadLog log = WriteAheadLog.create(temp, plain())) {
            append(log, 1, 3);
        }
        List<String> before = tree();
        assertThrows(LogExistsException.class, () -> WriteAheadLog.create(temp, plain()));
        assertEquals(before, tree());
        try (WriteAheadLog log = WriteAheadLog.open(temp, plain())) {
            requireRecords(log, 3);
        }
    }

    @Test
    @Tag("S3.59")
    void aSecondOpenerIsRefusedAndTheFirstGoesOn() {
        try (WriteAheadLog log = WriteAheadLog.create(temp, plain())) {
            append(log, 1, 1);
            StorageLockedException refused =
                    assertThrows(StorageLockedException.class, () -> WriteAheadLog.open(temp, plain()));
            assertTrue(
                    refused.getMessage()
                            .contains(Long.toString(ProcessHandle.current().pid())),
                    refused::getMessage);
            try (ReadableLog reader = WriteAheadLog.openReadOnly(temp, plain())) {
                requireRecords(reader, 1);
            }
            append(log, 2, 2);
        }
        try (WriteAheadLog log = WriteAheadLog.open(temp, plain())) {
            requireRecords(log, 2);
        }
    }

    @Test
    @Tag("S3.45")
    void aNewerFormatIsRefusedByNameAndNotCalledDamage() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog.create(disk, plain()).close();
        byte[] header = java.util.Arrays.copyOf(disk.bytes(LogNames.segment(1)), SegmentLayout.HEADER_BYTES);
        Bytes.putShort(header, SegmentLayout.MAJOR, 2);
        Bytes.putInt(header, SegmentLayout.IDENTITY_CRC, Bytes.crc(header, 0, SegmentLayout.IDENTITY_CRC));
        System.arraycopy(header, 0, header, SegmentLayout.BLOCK_BYTES, SegmentLayout.BLOCK_BYTES);
        disk.overwrite(LogNames.segment(1), 0, header);
        LogVersionException refused = assertThrows(LogVersionException.class, () -> WriteAheadLog.open(disk, plain()));
        assertEquals(2, refused.details().get("found"));
    }

    @Test
    void missingMarksAreDamageOnceThereIsMoreThanTheFirstSegment() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog.create(disk, plain()).close();
        WriteAheadLog.open(disk, plain()).close();
        disk.delete(LogNames.MARKS);
        assertThrows(CorruptLogException.class, () -> WriteAheadLog.open(disk, plain()));
        assertThrows(LogExistsException.class, () -> WriteAheadLog.create(disk, plain()));
    }

    @Test
    void anInterruptedCreationIsSaidAndCanBeRepeated() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog.create(disk, plain()).close();
        disk.delete(LogNames.MARKS);
        LogMissingException refused = assertThrows(LogMissingException.class, () -> WriteAheadLog.open(disk, plain()));
        assertTrue(refused.getMessage().contains("interrupted"));
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 2);
        }
    }

    @Test
    @Tag("S3.49")
    void filesAndDirectoriesAreForTheirOwnerOnly() throws IOException {
        Path directory = temp.resolve("log");
        try (WriteAheadLog log = WriteAheadLog.create(NioStorage.at(directory), plain())) {
            append(log, 1, 600);
            log.checkpoint(600);
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.forEach(path -> assertEquals(
                    Files.isDirectory(path) ? "rwx------" : "rw-------",
                    java.nio.file.attribute.PosixFilePermissions.toString(permissions(path)),
                    path::toString));
        }
    }

    @Test
    void foreignFilesInTheLogsDirectoryAreLeftAloneAndListed() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog.create(disk, plain()).close();
        disk.open("wal/notes.txt", io.duramen.storage.OpenMode.CREATE_NEW).close();
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            assertEquals(List.of("notes.txt"), log.recovery().foreign());
        }
        assertTrue(disk.exists("wal/notes.txt"));
    }

    private static java.util.Set<java.nio.file.attribute.PosixFilePermission> permissions(Path path) {
        try {
            return Files.getPosixFilePermissions(path);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> tree() throws IOException {
        try (Stream<Path> paths = Files.walk(temp)) {
            return paths.filter(path -> !path.equals(temp))
                    .filter(path -> !path.getFileName().toString().startsWith("LOCK"))
                    .map(path -> temp.relativize(path) + " " + path.toFile().length() + " "
                            + path.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Feature;
import io.duramen.base.Support;
import io.duramen.storage.StorageException.Kind;
import io.duramen.storage.nio.NioStorageExtras;
import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class NioStorageTest {
    @TempDir
    Path directory;

    @Test
    void aRootIsMadeWithItsParentsAndEachNameIsSynced() {
        Extras extras = new Extras();
        Storage storage = NioStorage.at(directory.resolve("a/b/c"), extras);

        assertFalse(storage.exists(""));
        storage.createDirectory("");

        assertTrue(storage.exists(""));
        assertEquals(List.of(directory, directory.resolve("a"), directory.resolve("a/b")), extras.synced);
        assertTrue(storage.usableSpace() > 0);
    }

    @Test
    void theSpaceLeftIsKnownBeforeTheRootExists() {
        assertTrue(NioStorage.at(directory.resolve("a/b")).usableSpace() > 0);
    }

    @Test
    void aRelativeRootIsShownInFull() {
        NioStorage storage = NioStorage.at(Path.of("data"));

        assertEquals(Path.of("data").toAbsolutePath(), storage.root());
        assertEquals(Path.of("data", "wal", "1.seg").toAbsolutePath().toString(), storage.describe("wal/1.seg"));
    }

    @Test
    void theExtrasOfTheCallerAreUsed() {
        Extras extras = new Extras();
        NioStorage storage = NioStorage.at(directory, extras);

        storage.syncDirectory("");

        assertSame(extras, storage.extras());
        assertEquals(List.of(directory), extras.synced);
    }

    @Test
    void theBuiltInExtrasAreAlwaysFound() {
        assertTrue(Storages.allExtras().stream().anyMatch(e -> e.name().equals("jdk")));
        assertTrue(Storages.extras().isAvailable());
    }

    @Test
    void whereDirectoriesCannotBeSyncedNothingIsTried() {
        Extras extras = new Extras();
        extras.canSync = false;

        NioStorage.at(directory, extras).syncDirectory("");

        assertEquals(List.of(), extras.synced);
    }

    @Test
    void whereDirectoriesCannotBeSyncedTheProbeSaysSo() {
        String system = System.getProperty("os.name");
        System.setProperty("os.name", "Windows 11");
        try {
            Feature sync = new NioStorageExtras().probe().get(0);

            assertEquals("directory-sync", sync.name());
            assertEquals(Support.DEGRADED, sync.support());
            assertTrue(sync.reason().contains("Windows"), sync::reason);
        } finally {
            System.setProperty("os.name", system);
        }
    }

    @Test
    void aDirectorySyncThatFailsIsReported() {
        Extras extras = new Extras();
        extras.failure = new IOException("Input/output error");

        StorageException e = assertThrows(
                StorageException.class, () -> NioStorage.at(directory, extras).syncDirectory(""));

        assertEquals(Kind.IO, e.kind());
        assertEquals("cannot sync directory " + directory + ": Input/output error", e.getMessage());
    }

    @Test
    void reservedSpaceIsAlsoWritten() {
        Extras extras = new Extras();
        Storage storage = NioStorage.at(directory, extras);
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(new byte[] {1}), 0);
            file.preallocate(3_000_000);
            file.preallocate(2_000_000);
        }

        assertEquals(List.of(directory.resolve("f") + " 3000000"), extras.reserved);
        assertAllocated(directory.resolve("f"), 3_000_000);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "file keys are POSIX; there extras are not asked at all")
    void extrasAreNotAskedForAFileThatWasRenamed() {
        Extras extras = new Extras();
        Storage storage = NioStorage.at(directory, extras);
        try (StorageFile file = storage.open("f", OpenMode.CREATE_NEW)) {
            storage.rename("f", "g");
            storage.open("f", OpenMode.CREATE_NEW).close();
            file.preallocate(10_000);
        }

        assertEquals(List.of(), extras.reserved);
        assertEquals(0, directory.resolve("f").toFile().length());
        assertEquals(10_000, directory.resolve("g").toFile().length());
    }

    @Test
    @Tag("S1.09")
    void aReservationThatDoesNotFitIsAFullDisk() {
        Extras extras = new Extras();
        extras.failure = new IOException("No space left on device");
        try (StorageFile file = NioStorage.at(directory, extras).open("f", OpenMode.CREATE_NEW)) {
            StorageException e = assertThrows(StorageException.class, () -> file.preallocate(10_000));

            assertEquals(Kind.NO_SPACE, e.kind());
            assertEquals(0, file.size());
        }
    }

    /** Documented, not wanted: NIO closes the channel of an interrupted thread. */
    @Test
    void anInterruptedThreadLosesItsFileButNothingElse() throws IOException {
        Storage storage = NioStorage.at(directory);
        StorageFile file = storage.open("f", OpenMode.CREATE_NEW);
        file.writeFully(ByteBuffer.wrap(new byte[] {1, 2, 3}), 0);
        Thread.currentThread().interrupt();

        StorageException e = assertThrows(StorageException.class, () -> file.write(ByteBuffer.wrap(new byte[] {9}), 3));

        assertTrue(Thread.interrupted());
        assertEquals(Kind.IO, e.kind());
        assertTrue(e.getMessage().contains("interrupted"), e::getMessage);
        assertThrows(StorageException.class, () -> file.force(true));
        file.close();
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(directory.resolve("f")));
    }

    @Test
    void aStorageMayLieInAnotherFileSystemWhichNativeExtrasDoNotKnow() throws IOException {
        URI archive = URI.create("jar:" + directory.resolve("a.zip").toUri());
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            NioStorage storage = NioStorage.at(zip.getPath("/"));

            assertEquals("jdk", storage.extras().name());
            storage.createDirectory("d");
            assertEquals(List.of("d/"), storage.list(""));
        }
    }

    private static void assertAllocated(Path file, long size) {
        assertEquals(size, file.toFile().length());
        if (Files.exists(Path.of("/proc"))) { // blocks are told on Linux only
            assertTrue(Blocks.of(file) >= size, () -> file + " has holes: " + Blocks.of(file));
        }
    }

    /** How much of a file is really there. */
    private static final class Blocks {
        static long of(Path file) {
            try {
                Process du = new ProcessBuilder("du", "-B1", file.toString()).start();
                String told = new String(du.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
                return Long.parseLong(told.split("\t", 2)[0]);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private static final class Extras implements StorageExtras {
        final List<Path> synced = new ArrayList<>();
        final List<String> reserved = new ArrayList<>();
        boolean canSync = true;
        IOException failure;

        @Override
        public void syncDirectory(Path path) throws IOException {
            fail();
            synced.add(path);
        }

        @Override
        public boolean preallocate(Path file, long size) throws IOException {
            fail();
            reserved.add(file + " " + size);
            return false;
        }

        private void fail() throws IOException {
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public boolean canSyncDirectories() {
            return canSync;
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public int priority() {
            return BY_NAME;
        }

        @Override
        public boolean isAvailable() {
            return true;
        }

        @Override
        public List<Feature> probe() {
            return List.of();
        }
    }
}

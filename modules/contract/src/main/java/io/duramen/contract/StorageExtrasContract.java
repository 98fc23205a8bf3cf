// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.spi.StorageExtras;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every provider of storage extras must hold, on a real file system. That a synced directory survives the loss of power
 * cannot be seen from here; the crash tests on the simulated disk show what depends on it.
 */
public abstract class StorageExtrasContract {
    private static final int SIZE = 300_000;

    /** For subclasses. */
    protected StorageExtrasContract() {}

    /**
     * Returns the provider to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract StorageExtras extras();

    @Test
    void whatIsAvailableReportsItsFeatures() {
        StorageExtras extras = extras();

        assertTrue(extras.isAvailable(), () -> "not available: " + extras.probe());
        ProbeRules.check(extras);
    }

    @Test
    @Tag("F1")
    void aDirectoryIsSyncedWhateverIsInIt(@TempDir Path directory) throws IOException {
        StorageExtras extras = extras();
        extras.syncDirectory(directory);
        Files.createDirectory(directory.resolve("sub"));
        Files.writeString(directory.resolve("ein Name mit ä, %41 und Leerzeichen"), "x");

        extras.syncDirectory(directory);
        extras.syncDirectory(directory.resolve("sub"));
    }

    @Test
    void aDirectoryWithAnOddNameIsSynced(@TempDir Path directory) throws IOException {
        Path odd = Files.createDirectory(directory.resolve("100%25 #1 ; + & 'x'"));

        extras().syncDirectory(odd);
    }

    @Test
    void aDirectoryThatIsNotThereIsReported(@TempDir Path directory) {
        StorageExtras extras = extras();
        if (extras.canSyncDirectories()) {
            Path missing = directory.resolve("missing");

            NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> extras.syncDirectory(missing));

            assertEquals(missing.toString(), e.getFile());
        }
    }

    @Test
    void reservedSpaceReadsAsZeroBehindWhatWasThere(@TempDir Path directory) throws IOException {
        byte[] old = {1, 2, 3};
        Path file = Files.write(directory.resolve("file"), old);

        boolean reserved = extras().preallocate(file, SIZE);

        assertArrayEquals(reserved ? Arrays.copyOf(old, SIZE) : old, Files.readAllBytes(file));
    }

    @Test
    void reservingLessThanThereIsTakesNothingAway(@TempDir Path directory) throws IOException {
        byte[] old = new byte[SIZE];
        Arrays.fill(old, (byte) 7);
        Path file = Files.write(directory.resolve("file"), old);

        extras().preallocate(file, 100);
        extras().preallocate(file, 0);

        assertArrayEquals(old, Files.readAllBytes(file));
    }

    @Test
    void reservingForAFileThatIsNotThereMakesNone(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing");
        boolean reserved;
        try {
            reserved = extras().preallocate(missing, SIZE);
        } catch (NoSuchFileException expected) {
            reserved = false;
        }

        assertFalse(reserved);
        assertFalse(Files.exists(missing));
        try (var names = Files.list(directory)) {
            assertEquals(0, names.count());
        }
    }

    @Test
    @Tag("S3.42")
    void aHintToWriteBackChangesNothingInTheFile(@TempDir Path directory) throws IOException {
        byte[] bytes = new byte[SIZE];
        Arrays.fill(bytes, (byte) 7);
        Path file = Files.write(directory.resolve("file"), bytes);

        extras().hintWriteBack(file, 0, SIZE);
        extras().hintWriteBack(file, 4096, 4 * SIZE); // more than there is

        assertArrayEquals(bytes, Files.readAllBytes(file));
        assertEquals(SIZE, Files.size(file));
    }

    @Test
    @Tag("S1.15")
    void aFileTakesTheNameOfAnotherInOneStep(@TempDir Path directory) throws IOException {
        Path written = Files.writeString(directory.resolve("state.tmp"), "new");
        Path target = Files.writeString(directory.resolve("state"), "old");

        extras().replace(written, target);

        assertEquals("new", Files.readString(target));
        assertFalse(Files.exists(written));
    }

    @Test
    void aNameThatIsFreeIsTakenByAFileOrADirectory(@TempDir Path directory) throws IOException {
        Files.writeString(Files.createDirectory(directory.resolve("old ä")).resolve("file"), "x");

        extras().replace(directory.resolve("old ä"), directory.resolve("new ü"));

        assertEquals("x", Files.readString(directory.resolve("new ü").resolve("file")));
    }

    @Test
    void whatIsNotThereTakesNoNameAndLeavesTheOther(@TempDir Path directory) throws IOException {
        Path missing = directory.resolve("missing");
        Path target = Files.writeString(directory.resolve("state"), "old");

        NoSuchFileException e = assertThrows(NoSuchFileException.class, () -> extras().replace(missing, target));

        assertEquals(missing.toString(), e.getFile());
        assertEquals("old", Files.readString(target));
    }

    @Test
    void anOrderOfWritesChangesNothingInTheFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "first");

        extras().order(file);
        Files.writeString(file, ", then", StandardOpenOption.APPEND);

        assertEquals("first, then", Files.readString(file));
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.duramen.base.Feature;
import io.duramen.base.Support;
import io.duramen.clock.CpuClocks;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.storage.Storages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What Windows itself answers. */
@EnabledOnOs(OS.WINDOWS)
class WindowsCallsTest {
    private static final byte[] SECRET = {1, 2, 3, 4, 5};

    @TempDir
    Path directory;

    @Test
    @Tag("S1.36")
    @Tag("S1.69")
    void onWindowsTheNativeProvidersAreTheBest() {
        assertEquals("windows-jna", CpuClocks.best().name());
        assertEquals("windows-jna", Storages.extras().name());
        assertEquals("windows-jna", SecretMemories.best().name());
    }

    @Test
    void theCallingThreadHasTheHandleThatStandsForIt() {
        assertEquals(ThreadCounters.CURRENT, Kernel32.GetCurrentThread());
    }

    @Test
    @Tag("S1.39")
    @Tag("S1.69")
    void throughItsHandleAndDirectlyAThreadReadsTheSameTimes() {
        KernelCounters counters = new KernelCounters();
        long handle = counters.open();
        try {
            long before = counters.steps(ThreadCounters.CURRENT);
            long captured = counters.steps(handle);
            long after = counters.steps(ThreadCounters.CURRENT);

            assertTrue(0 <= before && before <= captured && captured <= after, before + " " + captured + " " + after);
            assertTrue(counters.processSteps() >= captured);
        } finally {
            counters.close(handle);
        }
    }

    @Test
    @Tag("S1.41")
    void aHandleThatIsNoneIsAnErrorWithItsNumber() {
        KernelCounters counters = new KernelCounters();

        assertEquals(ThreadCounters.FAILED, counters.steps(0x7ffffff0L));
        assertEquals(WinError.ERROR_INVALID_HANDLE, counters.lastError());
    }

    @Test
    void aDirectoryIsFlushedAndAFileIsNotTakenForOne() throws IOException {
        WindowsStorageExtras extras = new WindowsStorageExtras();
        Path file = Files.createFile(directory.resolve("file"));

        extras.syncDirectory(directory);

        assertThrows(NotDirectoryException.class, () -> extras.syncDirectory(file));
        assertEquals(extras.canSyncDirectories() ? Support.SUPPORTED : Support.DEGRADED, feature(extras.probe()));
    }

    @Test
    void aNameLongerThanTheOldLimitIsRenamedAndFlushed() throws IOException {
        WindowsStorageExtras extras = new WindowsStorageExtras();
        Path deep = directory;
        while (deep.toString().length() < 300) {
            deep = Files.createDirectory(deep.resolve("d".repeat(60)));
        }
        Path from = Files.writeString(deep.resolve("new ä"), "x");

        extras.replace(from, deep.resolve("old"));
        extras.syncDirectory(deep);

        assertEquals("x", Files.readString(deep.resolve("old")));
    }

    @Test
    void manyMoreSecretsAreLockedThanTheUsualWorkingSetHolds() {
        List<LockedPages> secrets = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                secrets.add((LockedPages) new WindowsSecretMemoryProvider().protect(SECRET));
                assertTrue(secrets.get(i).locked(), "secret " + i + ": error number " + Native.getLastError());
            }
        } finally {
            secrets.forEach(LockedPages::close);
        }
    }

    @Test
    void aRefusedLockIsReportedWithTheRemedyAndTheSecretStillKept() {
        WindowsSecretMemoryProvider provider = new WindowsSecretMemoryProvider((address, length) -> false);

        Feature locked = provider.probe().stream()
                .filter(f -> f.name().equals("locked-memory"))
                .findFirst()
                .orElseThrow();

        assertEquals(Support.DEGRADED, locked.support());
        assertTrue(String.valueOf(locked.reason()).contains("VirtualLock"), locked::toString);
        try (SecretMemory memory = provider.protect(SECRET)) {
            assertArrayEquals(SECRET, memory.copy());
        }
    }

    @Test
    void wipingLeavesNothingOfTheSecret() {
        try (LockedPages pages = new LockedPages(SECRET, LockedPages::virtualLock)) {
            Pointer memory = new Pointer(pages.address());
            assertNotEquals(0, memory.getByte(0));

            pages.wipe();

            assertArrayEquals(new byte[SECRET.length], memory.getByteArray(0, SECRET.length));
        }
    }

    private static Support feature(List<Feature> features) {
        return features.stream()
                .filter(f -> f.name().equals("directory-sync"))
                .findFirst()
                .orElseThrow()
                .support();
    }
}

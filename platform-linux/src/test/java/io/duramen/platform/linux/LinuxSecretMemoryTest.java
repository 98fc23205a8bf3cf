// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import io.duramen.base.Feature;
import io.duramen.base.Support;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.spi.SecretMemory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LinuxSecretMemoryTest {
    private static final byte[] SECRET = "a secret of some length".getBytes(StandardCharsets.US_ASCII);

    @Test
    void theKernelConfirmsThatThePagesAreLockedNotDumpedAndWipedOnFork() throws IOException {
        try (LockedPages pages = (LockedPages) new LinuxSecretMemoryProvider().protect(SECRET)) {
            Set<String> flags = kernelFlags(pages.address());

            assertEquals(pages.locked(), flags.contains("lo"), () -> "locked: " + flags);
            assertEquals(!pages.dumpable(), flags.contains("dd"), () -> "do not dump: " + flags);
            assertEquals(!pages.inherited(), flags.contains("wf"), () -> "wipe on fork: " + flags);
            assertTrue(pages.locked(), "not locked: ulimit -l is below one page");
        }
    }

    @Test
    void wipingLeavesNothingOfTheSecret() {
        LockedPages pages = new LockedPages(SECRET, LibC::mlock);
        Pointer memory = new Pointer(pages.address());
        assertArrayEquals(SECRET, memory.getByteArray(0, SECRET.length));

        pages.wipe();

        assertArrayEquals(new byte[SECRET.length], memory.getByteArray(0, SECRET.length));
        pages.close();
    }

    @Test
    void nothingIsLeftMappedAfterManySecrets() throws IOException {
        int before = mappings();
        for (int i = 0; i < 2000; i++) {
            new LockedPages(SECRET, LibC::mlock).close();
        }

        assertTrue(mappings() < before + 1000, before + " mappings became " + mappings());
    }

    @Test
    void aRefusedLockIsReportedWithTheRemedyAndTheSecretStillKept() {
        LinuxSecretMemoryProvider provider = new LinuxSecretMemoryProvider((address, length) -> -1);

        Feature locked = feature(provider.probe(), "locked-memory");

        assertEquals(Support.DEGRADED, locked.support());
        assertTrue(String.valueOf(locked.reason()).contains("RLIMIT_MEMLOCK"), locked::toString);
        assertTrue(String.valueOf(locked.remedy()).contains("ulimit -l"), locked::toString);
        try (SecretMemory memory = provider.protect(SECRET)) {
            assertArrayEquals(SECRET, memory.copy());
        }
    }

    @Test
    void onLinuxItIsTheBest() {
        assertEquals("linux-jna", SecretMemories.best().name());
    }

    private static Feature feature(List<Feature> features, String name) {
        return features.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }

    private static int mappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).size();
    }

    /** Returns what the kernel says of the mapping that begins at an address; see {@code VmFlags} in {@code proc(5)}. */
    private static Set<String> kernelFlags(long address) throws IOException {
        String start = Long.toHexString(address) + "-";
        boolean found = false;
        for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
            found |= line.startsWith(start);
            if (found && line.startsWith("VmFlags:")) {
                return Set.of(line.substring("VmFlags:".length()).strip().split(" "));
            }
        }
        throw new AssertionError("no mapping at " + start);
    }
}

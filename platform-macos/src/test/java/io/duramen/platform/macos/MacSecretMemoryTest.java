// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import io.duramen.base.Feature;
import io.duramen.base.Support;
import io.duramen.crypto.spi.SecretMemory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which calls are made of macOS for a secret, in which order. */
class MacSecretMemoryTest {
    private static final byte[] SECRET = "a secret of some length".getBytes(StandardCharsets.US_ASCII);

    private final RecordedLibSystem system = new RecordedLibSystem();
    private final MacSecretMemoryProvider provider = new MacSecretMemoryProvider(() -> MacSystem.of(system));

    @Test
    void pagesAreProtectedBeforeTheSecretIsInThemAndGivenBack() {
        provider.protect(SECRET).close();

        assertEquals(
                List.of("mmap 16384 3 0x1002 -1", "mlock 16384", "minherit 16384 2", "munlock 16384", "munmap 16384"),
                system.calls());
        assertEquals(0, system.mappings());
    }

    @Test
    void wipingLeavesNothingOfTheSecret() {
        try (LockedPages pages = new LockedPages(system, SECRET)) {
            Pointer memory = new Pointer(pages.address());
            assertArrayEquals(SECRET, memory.getByteArray(0, SECRET.length));

            pages.wipe();

            assertArrayEquals(new byte[SECRET.length], memory.getByteArray(0, SECRET.length));
        }
    }

    @Test
    void aRefusedLockIsReportedWithTheRemedyAndTheSecretStillKept() {
        system.fail("mlock", Errno.EAGAIN);
        system.fail("minherit", Errno.EINVAL);

        assertEquals(Support.DEGRADED, feature("locked-memory").support());
        assertTrue(String.valueOf(feature("locked-memory").remedy()).contains("ulimit -l"));
        assertEquals(Support.DEGRADED, feature("wipe-on-fork").support());
        try (SecretMemory memory = provider.protect(SECRET)) {
            assertArrayEquals(SECRET, memory.copy());
        }
    }

    @Test
    void memoryThatIsNotThereIsSaid() {
        system.fail("mmap", Errno.ENOMEM);

        OutOfMemoryError e = assertThrows(OutOfMemoryError.class, () -> provider.protect(SECRET));

        assertEquals("no 16384 bytes for a secret: mmap: Cannot allocate memory", e.getMessage());
    }

    private Feature feature(String name) {
        return provider.probe().stream()
                .filter(f -> f.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}

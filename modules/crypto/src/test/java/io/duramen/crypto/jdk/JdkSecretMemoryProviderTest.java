// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto.jdk;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Support;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.spi.SecretMemory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JdkSecretMemoryProviderTest {
    private static final byte[] SECRET = {1, 2, 3, 4};

    private final JdkSecretMemoryProvider provider = new JdkSecretMemoryProvider();

    @Test
    void eachCopyIsANewArrayTheReaderMayWipe() {
        try (SecretMemory memory = provider.protect(SECRET)) {
            byte[] copy = memory.copy();
            copy[0] = 0;
            assertNotSame(copy, memory.copy());
            assertArrayEquals(SECRET, memory.copy());
        }
    }

    @Test
    void theCallersArrayIsCopiedAndLeftToHim() {
        byte[] mine = SECRET.clone();
        try (SecretMemory memory = provider.protect(mine)) {
            mine[0] = 9;
            assertArrayEquals(SECRET, memory.copy());
        }
    }

    @Test
    @Tag("S3.51")
    void aClosedSecretGivesNothingAndIsNotPrinted() {
        SecretMemory memory = provider.protect(SECRET);
        assertFalse(memory.toString().contains("1, 2"));
        memory.close();
        memory.close();
        assertThrows(IllegalStateException.class, memory::copy);
    }

    @Test
    void itIsAlwaysFoundAndSaysWhatItCannotDo() {
        assertTrue(SecretMemories.all().stream().anyMatch(found -> found.name().equals("jdk")));
        assertTrue(provider.isAvailable());
        assertTrue(provider.probe().stream()
                .filter(feature -> feature.support() == Support.UNSUPPORTED)
                .allMatch(feature -> feature.remedy() != null));
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelRandomTest {

    @Test
    void everyCallGivesOtherBytesAndOnlyWhereAskedFor() {
        try (KernelRandom random = KernelRandom.open()) {
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < 1000; i++) {
                byte[] target = new byte[24];
                random.nextBytes(target, 8, 8);
                assertTrue(Arrays.equals(target, 0, 8, new byte[8], 0, 8));
                assertTrue(Arrays.equals(target, 16, 24, new byte[8], 0, 8));
                seen.add(Arrays.toString(target));
            }
            assertEquals(1000, seen.size());
        }
    }

    @Test
    void afterCloseThereAreNoBytesInsteadOfOldOnes() {
        KernelRandom random = KernelRandom.open();
        random.close();
        assertThrows(IllegalStateException.class, () -> random.bytes(8));
    }
}

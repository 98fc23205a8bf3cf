// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StorageNamesTest {
    @Test
    void aNameIsSplitAtItsLastSlash() {
        assertEquals("a/b", StorageNames.parent("a/b/c"));
        assertEquals("c", StorageNames.last("a/b/c"));
        assertEquals("", StorageNames.parent("c"));
        assertEquals("c", StorageNames.last("c"));
    }

    @Test
    void theRootIsANameButNotAnEntry() {
        assertEquals("", StorageNames.check(""));
        assertThrows(IllegalArgumentException.class, () -> StorageNames.checkEntry(""));
    }

    @Test
    void dotsWithinANameAreNothingSpecial() {
        for (String name : List.of("...", "..a", "a..", ".a", "wal/1.seg", "state.7.tmp", "ä/日本")) {
            assertEquals(name, StorageNames.check(name));
        }
    }

    @Test
    @Tag("S3.54")
    void aRefusedNameIsShownWithoutItsControlCharacters() {
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> StorageNames.check("x\n2026-01-01 ERROR forged"));

        assertFalse(e.getMessage().contains("\n"));
        assertTrue(e.getMessage().contains("x\\u000a2026"), e::getMessage);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ShortLivedKeyTest {
    private static final byte[] BYTES = {0, 1, 2, 3, 4, 5, 6, 7};

    @Test
    @Tag("S3.51")
    void aDestroyedKeyGivesNothingAnyMore() {
        ShortLivedKey key = new ShortLivedKey("AES", BYTES, 2, 4);
        assertArrayEquals(new byte[] {2, 3, 4, 5}, key.getEncoded());

        key.close();

        assertTrue(key.isDestroyed());
        assertThrows(IllegalStateException.class, key::getEncoded);
    }

    @Test
    @Tag("S3.51")
    void aKeyIsNeitherPrintedNorSerialised() throws Exception {
        try (ShortLivedKey key = new ShortLivedKey("AES", BYTES, 0, 8);
                ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertFalse(key.toString().contains("01"));
            assertThrows(NotSerializableException.class, () -> out.writeObject(key));
        }
    }
}

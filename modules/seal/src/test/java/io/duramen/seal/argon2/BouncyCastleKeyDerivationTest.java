// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.argon2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Support;
import io.duramen.crypto.KeyDerivations;
import io.duramen.crypto.SealException;
import io.duramen.crypto.spi.Argon2Cost;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BouncyCastleKeyDerivationTest {
    private static final byte[] NONE = {};
    private static final Argon2Cost SMALL = new Argon2Cost(32, 3, 4);

    private final BouncyCastleKeyDerivation derivation = new BouncyCastleKeyDerivation();

    @Test
    @Tag("S3.17")
    void theVectorOfRfc9106Passes() {
        byte[] tag = derivation.argon2id(filled(32, 1), filled(16, 2), filled(8, 3), filled(12, 4), SMALL, 32);
        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
                HexFormat.of().formatHex(tag));
    }

    @Test
    @Tag("S3.17")
    void passwordSaltSecretAndPurposeAllChangeTheKey() {
        byte[] key = derivation.argon2id(filled(8, 1), filled(16, 2), NONE, NONE, SMALL, 64);
        assertFalse(Arrays.equals(key, derivation.argon2id(filled(8, 9), filled(16, 2), NONE, NONE, SMALL, 64)));
        assertFalse(Arrays.equals(key, derivation.argon2id(filled(8, 1), filled(16, 9), NONE, NONE, SMALL, 64)));
        assertFalse(
                Arrays.equals(key, derivation.argon2id(filled(8, 1), filled(16, 2), filled(1, 9), NONE, SMALL, 64)));
        assertFalse(
                Arrays.equals(key, derivation.argon2id(filled(8, 1), filled(16, 2), NONE, filled(1, 9), SMALL, 64)));
    }

    @Test
    void theArgumentsAreNotAltered() {
        byte[] password = filled(8, 1);
        byte[] salt = filled(16, 2);
        derivation.argon2id(password, salt, NONE, NONE, SMALL, 32);
        assertArrayEquals(filled(8, 1), password);
        assertArrayEquals(filled(16, 2), salt);
    }

    @Test
    void itIsFoundAvailableAndSupported() {
        assertTrue(derivation.isAvailable());
        assertEquals(Support.SUPPORTED, derivation.probe().get(0).support());
        assertTrue(KeyDerivations.all().stream().anyMatch(p -> p.name().equals("bouncy-castle")));
        assertEquals("bouncy-castle", KeyDerivations.best().orElseThrow().name());
    }

    @Test
    @Tag("S3.56")
    void aCostThatDoesNotFitTheHeapIsRefusedBeforeItIsAllocated() {
        long heapKiB = Runtime.getRuntime().maxMemory() / 1024;
        if (heapKiB >= Argon2Cost.MAX_MEMORY_KIB) {
            return; // every cost within the bounds fits this heap
        }
        Argon2Cost most = new Argon2Cost(Argon2Cost.MAX_MEMORY_KIB, 1, 1);
        SealException refused = assertThrows(
                SealException.class, () -> derivation.argon2id(filled(8, 1), filled(16, 2), NONE, NONE, most, 32));
        assertEquals("KDF_MEMORY", refused.code());
        assertTrue(String.valueOf(refused.hint()).contains("-Xmx"));
    }

    @Test
    void saltsAndKeysThatAreTooShortAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> derivation.argon2id(filled(8, 1), filled(15, 2), NONE, NONE, SMALL, 32));
        assertThrows(
                IllegalArgumentException.class,
                () -> derivation.argon2id(filled(8, 1), filled(16, 2), NONE, NONE, SMALL, 15));
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What every provider of key derivation must hold: the same password gives the same key, whoever derives it. */
public abstract class KeyDerivationContract {
    private static final byte[] NONE = {};
    private static final Argon2Cost SMALL = new Argon2Cost(32, 3, 4);

    /** For subclasses. */
    protected KeyDerivationContract() {}

    /**
     * Returns the provider to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract KeyDerivation provider();

    @Test
    void whatIsAvailableReportsItsFeatures() {
        KeyDerivation provider = provider();

        assertTrue(provider.isAvailable(), () -> "not available: " + provider.probe());
        ProbeRules.check(provider);
    }

    /** RFC 9106, section 5.3. */
    @Test
    @Tag("S3.17")
    void theVectorOfTheStandardPasses() {
        byte[] key = provider().argon2id(filled(32, 1), filled(16, 2), filled(8, 3), filled(12, 4), SMALL, 32);

        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
                HexFormat.of().formatHex(key));
    }

    @Test
    @Tag("S3.17")
    void everyInputChangesTheKey() {
        KeyDerivation provider = provider();
        byte[] password = filled(8, 1);
        byte[] salt = filled(16, 2);
        List<byte[]> keys = List.of(
                provider.argon2id(password, salt, NONE, NONE, SMALL, 32),
                provider.argon2id(filled(8, 9), salt, NONE, NONE, SMALL, 32),
                provider.argon2id(filled(9, 1), salt, NONE, NONE, SMALL, 32),
                provider.argon2id(password, filled(16, 9), NONE, NONE, SMALL, 32),
                provider.argon2id(password, filled(17, 2), NONE, NONE, SMALL, 32),
                provider.argon2id(password, salt, filled(1, 9), NONE, SMALL, 32),
                provider.argon2id(password, salt, NONE, filled(1, 9), SMALL, 32),
                provider.argon2id(password, salt, NONE, NONE, new Argon2Cost(64, 3, 4), 32),
                provider.argon2id(password, salt, NONE, NONE, new Argon2Cost(32, 4, 4), 32),
                provider.argon2id(password, salt, NONE, NONE, new Argon2Cost(32, 3, 2), 32));

        for (byte[] key : keys) {
            assertEquals(
                    1, keys.stream().filter(other -> Arrays.equals(key, other)).count());
        }
    }

    @Test
    void keysOfEveryLengthAreAsLongAsAskedFor() {
        Stream.of(16, 31, 32, 33, 64, 65, 200)
                .forEach(length -> assertEquals(
                        length, provider().argon2id(filled(8, 1), filled(16, 2), NONE, NONE, SMALL, length).length));
    }

    @Test
    void anEmptyPasswordAndALongOneAreTakenAsTheyAre() {
        byte[] empty = provider().argon2id(NONE, filled(16, 2), NONE, NONE, SMALL, 32);
        byte[] zero = provider().argon2id(new byte[1], filled(16, 2), NONE, NONE, SMALL, 32);
        byte[] large = provider().argon2id(filled(5000, 1), filled(16, 2), NONE, NONE, SMALL, 32);

        assertFalse(Arrays.equals(empty, zero));
        assertEquals(32, large.length);
    }

    @Test
    void theArgumentsAreNotAltered() {
        byte[] password = filled(8, 1);
        byte[] salt = filled(16, 2);
        byte[] secret = filled(8, 3);
        byte[] purpose = filled(12, 4);
        provider().argon2id(password, salt, secret, purpose, SMALL, 32);

        assertArrayEquals(filled(8, 1), password);
        assertArrayEquals(filled(16, 2), salt);
        assertArrayEquals(filled(8, 3), secret);
        assertArrayEquals(filled(12, 4), purpose);
    }

    @Test
    void saltsAndKeysThatAreTooShortAreRefused() {
        KeyDerivation provider = provider();

        assertThrows(
                IllegalArgumentException.class,
                () -> provider.argon2id(filled(8, 1), filled(15, 2), NONE, NONE, SMALL, 32));
        assertThrows(
                IllegalArgumentException.class,
                () -> provider.argon2id(filled(8, 1), filled(16, 2), NONE, NONE, SMALL, 15));
    }

    @Test
    void threadsDeriveBesideEachOther() throws Exception {
        KeyDerivation provider = provider();
        byte[] expected = provider.argon2id(filled(8, 1), filled(16, 2), NONE, NONE, SMALL, 32);
        List<FutureTask<byte[]>> tasks = Stream.generate(() ->
                        new FutureTask<>(() -> provider.argon2id(filled(8, 1), filled(16, 2), NONE, NONE, SMALL, 32)))
                .limit(4)
                .toList();
        tasks.forEach(task -> new Thread(task, "deriver").start());

        for (FutureTask<byte[]> task : tasks) {
            assertArrayEquals(expected, task.get());
        }
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}

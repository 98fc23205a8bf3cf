// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.kdf.jna;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Feature;
import io.duramen.crypto.KeyDerivations;
import io.duramen.crypto.SealException;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The C code and the Java code give one key, whatever goes in. */
class NativeKeyDerivationTest {
    private static final int CASES = 500;

    private final KeyDerivation nativeCode = KeyDerivations.named("argon2-jvm").orElseThrow();
    private final KeyDerivation javaCode = KeyDerivations.named("bouncy-castle").orElseThrow();

    @Test
    @Tag("S3.17")
    void bothProvidersGiveTheSameKeyForRandomInputs() {
        long seed = Long.getLong("duramen.seed", 20_261_121L);
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            int lanes = 1 + random.nextInt(4);
            Argon2Cost cost = new Argon2Cost(8 * lanes + random.nextInt(64), 1 + random.nextInt(3), lanes);
            byte[] password = bytes(random, random.nextInt(80));
            byte[] salt = bytes(random, 16 + random.nextInt(48));
            byte[] secret = bytes(random, random.nextInt(3) * 16);
            byte[] bound = bytes(random, random.nextInt(3) * 21);
            int length = 16 + random.nextInt(100);
            assertArrayEquals(
                    javaCode.argon2id(password, salt, secret, bound, cost, length),
                    nativeCode.argon2id(password, salt, secret, bound, cost, length),
                    "case " + i + " of seed " + seed + ", " + cost + "; replay with -Dduramen.seed=" + seed);
        }
    }

    @Test
    void bothGiveTheSameKeyAtTheDefaultCost() {
        byte[] salt = bytes(new Random(1), 32);
        byte[] password = {'d', 'u', 'r', 'a', 'm', 'e', 'n'};
        byte[] none = {};
        assertArrayEquals(
                javaCode.argon2id(password, salt, none, none, Argon2Cost.DEFAULT, 64),
                nativeCode.argon2id(password, salt, none, none, Argon2Cost.DEFAULT, 64));
        assertArrayEquals(new byte[] {'d', 'u', 'r', 'a', 'm', 'e', 'n'}, password, "left as it was");
    }

    @Test
    void itIsTakenOnlyWhenNamed() {
        assertTrue(nativeCode.isAvailable());
        assertEquals("bouncy-castle", KeyDerivations.best().orElseThrow().name());
        assertTrue(KeyDerivations.all().stream()
                .anyMatch(provider -> provider.name().equals("argon2-jvm")));
        assertTrue(KeyDerivations.named("scrypt").isEmpty());
    }

    @Test
    void itTellsWhereItsCodeComesFromAndThatItWasTried() {
        List<Feature> features = nativeCode.probe();
        Feature argon2 = features.get(features.size() - 1);
        assertEquals("argon2id", argon2.name());
        assertTrue(argon2.toString().contains("RFC 9106"), argon2.toString());
        assertTrue(argon2.toString().contains("jna"), "the bundled library is unpacked by JNA: " + argon2);
    }

    @Test
    @Tag("S3.56")
    void memoryThatIsNotThereIsRefusedBeforeItIsAskedFor() {
        Argon2Cost large = new Argon2Cost(2 * 1024 * 1024, 1, 1);
        SealException refused = assertThrows(
                SealException.class,
                () -> nativeCode.argon2id(new byte[1], new byte[16], new byte[0], new byte[0], large, 32));
        assertEquals("KDF_MEMORY", refused.code());
        Argon2Cost ordinary = Argon2Cost.DEFAULT;
        assertThrows(
                SealException.class,
                () -> NativeKeyDerivation.refuseWhatDoesNotFit(ordinary, OptionalLong.of(100 * 1024)));
        NativeKeyDerivation.refuseWhatDoesNotFit(ordinary, OptionalLong.of(128 * 1024));
        NativeKeyDerivation.refuseWhatDoesNotFit(ordinary, OptionalLong.empty());
    }

    @Test
    void availableMemoryIsReadAsLinuxWritesIt() {
        assertEquals(
                OptionalLong.of(1234),
                AvailableMemory.kib(List.of("MemTotal:  9999 kB", "MemAvailable:       1234 kB", "x")));
        assertEquals(OptionalLong.empty(), AvailableMemory.kib(List.of("MemTotal: 9999 kB", "MemAvailable: x kB", "")));
    }

    @Test
    void shortSaltsAndKeysAreRefused() {
        Argon2Cost cost = new Argon2Cost(8, 1, 1);
        byte[] none = {};
        assertThrows(
                IllegalArgumentException.class,
                () -> nativeCode.argon2id(new byte[1], new byte[15], none, none, cost, 32));
        assertThrows(
                IllegalArgumentException.class,
                () -> nativeCode.argon2id(new byte[1], new byte[16], none, none, cost, 15));
    }

    /** What one derivation takes with each provider: run this test alone, on a machine at rest, and read what it reports. */
    @Test
    void theTimesOfBothAreReported(TestReporter reporter) {
        byte[] salt = bytes(new Random(2), 32);
        for (Argon2Cost cost : List.of(Argon2Cost.FLOOR, Argon2Cost.DEFAULT)) {
            for (KeyDerivation provider : List.of(javaCode, nativeCode)) {
                long best = Long.MAX_VALUE;
                String key = "";
                for (int i = 0; i < 3; i++) {
                    long start = System.nanoTime();
                    key = HexFormat.of().formatHex(provider.argon2id(salt, salt, new byte[0], new byte[0], cost, 32));
                    best = Math.min(best, System.nanoTime() - start);
                }
                assertFalse(key.isEmpty());
                reporter.publishEntry(provider.name() + ", " + cost, best / 1_000_000 + " ms, the best of 3");
            }
        }
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}

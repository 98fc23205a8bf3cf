// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.spi.SecretMemory;
import io.duramen.crypto.spi.SecretMemoryProvider;
import java.util.Arrays;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What every provider of memory for secrets must hold. */
public abstract class SecretMemoryContract {

    /** For subclasses. */
    protected SecretMemoryContract() {}

    /**
     * Returns the provider to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract SecretMemoryProvider provider();

    @Test
    void whatIsAvailableReportsItsFeatures() {
        SecretMemoryProvider provider = provider();

        assertTrue(provider.isAvailable(), () -> "not available: " + provider.probe());
        ProbeRules.check(provider);
    }

    @Test
    void aSecretOfAnySizeComesBackByteForByte() {
        for (int size : new int[] {0, 1, 16, 32, 4095, 4096, 4097, 20_000}) {
            byte[] secret = secret(size);
            try (SecretMemory memory = provider().protect(secret)) {
                assertArrayEquals(secret, memory.copy());
            }
        }
    }

    @Test
    void neitherTheCallersArrayNorACopyIsTheSecretItself() {
        byte[] secret = secret(32);
        byte[] expected = secret.clone();
        try (SecretMemory memory = provider().protect(secret)) {
            Arrays.fill(secret, (byte) 0);
            Arrays.fill(memory.copy(), (byte) 0);

            assertArrayEquals(expected, memory.copy());
        }
    }

    @Test
    void secretsDoNotMix() {
        byte[] first = secret(32);
        byte[] second = secret(33);
        try (SecretMemory one = provider().protect(first);
                SecretMemory two = provider().protect(second)) {
            assertArrayEquals(first, one.copy());
            assertArrayEquals(second, two.copy());
        }
    }

    @Test
    void aClosedSecretIsGoneAndMayBeClosedAgain() {
        SecretMemory memory = provider().protect(secret(32));
        memory.close();
        memory.close();

        assertThrows(IllegalStateException.class, memory::copy);
    }

    @Test
    void anotherThreadReadsAndClosesIt() throws Exception {
        byte[] secret = secret(32);
        SecretMemory memory = provider().protect(secret);
        FutureTask<byte[]> task = new FutureTask<>(() -> {
            try (memory) {
                return memory.copy();
            }
        });
        new Thread(task, "reader").start();

        assertArrayEquals(secret, task.get());
        assertThrows(IllegalStateException.class, memory::copy);
    }

    private static byte[] secret(int size) {
        byte[] secret = new byte[size];
        for (int i = 0; i < size; i++) {
            secret[i] = (byte) (i * 31 + size);
        }
        return secret;
    }
}

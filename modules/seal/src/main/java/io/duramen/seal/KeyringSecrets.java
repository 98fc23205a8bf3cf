// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.crypto.spi.SecretMemoryProvider;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The root key and the epoch keys of an open keyring, in protected memory; copies exist only while they are used.
 *
 * <p><b>Thread safety:</b> safe for use from any thread.
 */
final class KeyringSecrets implements AutoCloseable {
    private final SecretMemoryProvider memory;
    private final SecretMemory rootKey;
    private final Map<Integer, SecretMemory> epochKeys = new ConcurrentHashMap<>();

    KeyringSecrets(SecretMemoryProvider memory, byte[] rootKey) {
        this.memory = memory;
        this.rootKey = memory.protect(rootKey);
    }

    void add(int epoch, byte[] key) {
        epochKeys.put(epoch, memory.protect(key));
    }

    <T> T withRootKey(Function<byte[], T> use) {
        return with(rootKey, use);
    }

    <T> T withEpochKey(int epoch, Function<byte[], T> use) {
        SecretMemory key = epochKeys.get(epoch);
        if (key == null) {
            throw unknown(epoch);
        }
        return with(key, use);
    }

    private static <T> T with(SecretMemory secret, Function<byte[], T> use) {
        byte[] copy = secret.copy();
        try {
            return use.apply(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    private SealException unknown(int epoch) {
        return new SealException(
                "EPOCH_UNKNOWN",
                "this was sealed in key epoch " + Integer.toUnsignedString(epoch) + "; the keyring knows epochs 1 to "
                        + epochKeys.size(),
                Map.of("expected", epoch, "found", epochKeys.size()),
                "the keyring is older than the data or belongs to another store; put back the newest copy, then run: duramen verify",
                null);
    }

    @Override
    public void close() {
        rootKey.close();
        epochKeys.values().forEach(SecretMemory::close);
    }

    @Override
    public String toString() {
        return "KeyringSecrets[" + epochKeys.size() + " epochs]";
    }
}

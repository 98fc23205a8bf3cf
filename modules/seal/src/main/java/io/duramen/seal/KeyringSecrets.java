// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.crypto.spi.SecretMemoryProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The root key and the epoch keys of an open keyring, in protected memory; copies exist only while they are used.
 *
 * <p><b>Thread safety:</b> safe for use from any thread.
 */
final class KeyringSecrets implements AutoCloseable {
    private final SecretMemoryProvider memory;
    private final List<SecretMemory> retired = new ArrayList<>(); // root keys before the present one, guarded by itself
    private volatile SecretMemory rootKey;
    private final Map<Integer, SecretMemory> epochKeys = new ConcurrentHashMap<>();
    private final Object going = new Object();

    KeyringSecrets(SecretMemoryProvider memory, byte[] rootKey) {
        this.memory = memory;
        this.rootKey = memory.protect(rootKey);
    }

    void add(int epoch, byte[] key) {
        epochKeys.put(epoch, memory.protect(key));
    }

    boolean knows(int epoch) {
        return epochKeys.containsKey(epoch);
    }

    /** Wipes the key of an epoch that was destroyed. */
    void remove(int epoch) {
        synchronized (going) {
            SecretMemory key = epochKeys.remove(epoch);
            if (key != null) {
                key.close();
            }
        }
    }

    /** Keeps a root key that was replaced, for checking codes. */
    void addRetired(byte[] key) {
        synchronized (retired) {
            retired.add(memory.protect(key));
        }
    }

    /** Puts another root key in place of the present one, which is kept for checking codes. */
    void replaceRoot(byte[] newRootKey) {
        SecretMemory next = memory.protect(newRootKey);
        synchronized (retired) {
            retired.add(rootKey);
            rootKey = next;
        }
    }

    /** Forgets the root keys before the present one. */
    void forgetRetired() {
        synchronized (retired) {
            retired.forEach(SecretMemory::close);
            retired.clear();
        }
    }

    /** Tells whether the present root key or one before it passes a test. */
    boolean anyRootKey(Predicate<byte[]> test) {
        if (withRootKey(test::test)) {
            return true;
        }
        synchronized (retired) { // none is wiped while it is used
            return retired.stream().anyMatch(before -> with(before.copy(), test::test));
        }
    }

    <T> T withRootKey(Function<byte[], T> use) {
        return with(rootKey.copy(), use);
    }

    <T> T withEpochKey(int epoch, Function<byte[], T> use) {
        byte[] copy;
        synchronized (going) { // or the key might be wiped under our hands
            SecretMemory key = epochKeys.get(epoch);
            if (key == null) {
                throw unknown(epoch);
            }
            copy = key.copy();
        }
        return with(copy, use);
    }

    private static <T> T with(byte[] copy, Function<byte[], T> use) {
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
        forgetRetired();
        epochKeys.values().forEach(SecretMemory::close);
    }

    @Override
    public String toString() {
        return "KeyringSecrets[" + epochKeys.size() + " epochs]";
    }
}

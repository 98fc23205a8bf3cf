// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto.jdk;

import io.duramen.base.Feature;
import io.duramen.crypto.spi.SecretMemory;
import io.duramen.crypto.spi.SecretMemoryProvider;
import java.nio.ByteBuffer;
import java.util.List;

/** Keeps secrets in direct memory, out of the garbage collector's reach, and wipes them. Cannot lock them against swapping. */
public final class JdkSecretMemoryProvider implements SecretMemoryProvider {

    /** Creates the provider. */
    public JdkSecretMemoryProvider() {}

    @Override
    public String name() {
        return "jdk";
    }

    @Override
    public int priority() {
        return BUILT_IN;
    }

    @Override
    public boolean isAvailable() {
        return true;
    }

    @Override
    public List<Feature> probe() {
        String why = "plain Java cannot keep memory out of the swap file or a core dump";
        return List.of(
                Feature.supported("wipe-on-close"),
                Feature.unsupported("locked-memory", why, "turn swap off, or encrypt it"),
                Feature.unsupported("no-core-dump", why, "start with -XX:-CreateCoredumpOnCrash"));
    }

    @Override
    public SecretMemory protect(byte[] secret) {
        return new DirectSecret(secret);
    }

    private static final class DirectSecret implements SecretMemory {
        private final ByteBuffer memory;
        private boolean closed;

        DirectSecret(byte[] secret) {
            memory = ByteBuffer.allocateDirect(secret.length);
            memory.put(0, secret);
        }

        @Override
        public synchronized byte[] copy() {
            if (closed) {
                throw new IllegalStateException("the secret was wiped");
            }
            byte[] copy = new byte[memory.capacity()];
            memory.get(0, copy);
            return copy;
        }

        @Override
        public synchronized void close() {
            closed = true;
            memory.put(0, new byte[memory.capacity()]);
        }
    }
}

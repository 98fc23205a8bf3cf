// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import io.duramen.base.Providers;
import io.duramen.crypto.jdk.JdkSecretMemoryProvider;
import io.duramen.crypto.spi.SecretMemoryProvider;
import java.util.List;
import java.util.ServiceLoader;

/** Finds providers of {@link SecretMemoryProvider}. */
public final class SecretMemories {
    private SecretMemories() {}

    /**
     * Returns the best available provider; the built-in one, which can only wipe, is always there.
     *
     * @return the provider
     */
    public static SecretMemoryProvider best() {
        return Providers.<SecretMemoryProvider>best(loader()).orElseGet(JdkSecretMemoryProvider::new);
    }

    /**
     * Returns every provider found, highest priority first.
     *
     * @return the providers, available or not
     */
    public static List<SecretMemoryProvider> all() {
        return Providers.<SecretMemoryProvider>all(loader());
    }

    private static ServiceLoader<SecretMemoryProvider> loader() {
        return ServiceLoader.load(SecretMemoryProvider.class, SecretMemoryProvider.class.getClassLoader());
    }
}

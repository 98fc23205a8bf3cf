// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import io.duramen.base.Providers;
import io.duramen.crypto.spi.KeyDerivation;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds providers of {@link KeyDerivation}. */
public final class KeyDerivations {
    private KeyDerivations() {}

    /**
     * Returns the best available provider.
     *
     * @return the provider, or empty if no module that holds one is there
     */
    public static Optional<KeyDerivation> best() {
        return Providers.<KeyDerivation>best(loader());
    }

    /**
     * Returns the provider of a name, also one that is never the best because it is taken only when named.
     *
     * @param name the name
     * @return the provider, available or not; empty if no module that holds it is there
     */
    public static Optional<KeyDerivation> named(String name) {
        return Providers.<KeyDerivation>named(loader(), name);
    }

    /**
     * Returns every provider found, highest priority first.
     *
     * @return the providers, available or not
     */
    public static List<KeyDerivation> all() {
        return Providers.<KeyDerivation>all(loader());
    }

    private static ServiceLoader<KeyDerivation> loader() {
        return ServiceLoader.load(KeyDerivation.class, KeyDerivation.class.getClassLoader());
    }
}

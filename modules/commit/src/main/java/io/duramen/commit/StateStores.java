// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.base.Providers;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.commit.store.JournalStoreProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds implementations of {@link StateStore}. */
public final class StateStores {
    private StateStores() {}

    /**
     * Returns the best available implementation; the built-in one is always there.
     *
     * @return the provider
     */
    public static StateStoreProvider best() {
        return Providers.<StateStoreProvider>best(loader()).orElseGet(JournalStoreProvider::new);
    }

    /**
     * Returns the implementation of a name.
     *
     * @param name the name, for instance {@code journal}
     * @return the provider, or empty if there is none of that name
     */
    public static Optional<StateStoreProvider> named(String name) {
        return Providers.<StateStoreProvider>named(loader(), name);
    }

    /**
     * Returns every implementation found, highest priority first.
     *
     * @return the providers, available or not
     */
    public static List<StateStoreProvider> all() {
        return Providers.<StateStoreProvider>all(loader());
    }

    private static ServiceLoader<StateStoreProvider> loader() {
        return ServiceLoader.load(StateStoreProvider.class, StateStoreProvider.class.getClassLoader());
    }
}

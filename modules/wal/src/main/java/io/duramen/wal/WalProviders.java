// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import io.duramen.base.Providers;
import io.duramen.wal.segmented.SegmentedWalProvider;
import io.duramen.wal.spi.WalProvider;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** Finds log backends. */
public final class WalProviders {
    private WalProviders() {}

    /**
     * Returns the best available backend; the segmented one is always there.
     *
     * @return the backend
     */
    public static WalProvider best() {
        return Providers.<WalProvider>best(loader()).orElseGet(SegmentedWalProvider::new);
    }

    /**
     * Returns the backend of a name.
     *
     * @param name the name, for instance {@code segmented}
     * @return the backend, or empty if there is none of that name
     */
    public static Optional<WalProvider> named(String name) {
        return Providers.<WalProvider>named(loader(), name);
    }

    /**
     * Returns every backend found, highest priority first.
     *
     * @return the backends, available or not
     */
    public static List<WalProvider> all() {
        return Providers.<WalProvider>all(loader());
    }

    private static ServiceLoader<WalProvider> loader() {
        return ServiceLoader.load(WalProvider.class, WalProvider.class.getClassLoader());
    }
}

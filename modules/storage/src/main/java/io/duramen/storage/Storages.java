// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.storage;

import io.duramen.base.Providers;
import io.duramen.storage.nio.NioStorageExtras;
import io.duramen.storage.spi.StorageExtras;
import java.util.List;
import java.util.ServiceLoader;

/** Finds providers of {@link StorageExtras}. */
public final class Storages {
    private Storages() {}

    /**
     * Returns the best available provider; the built-in one, in plain Java, is always there.
     *
     * @return the provider
     */
    public static StorageExtras extras() {
        return Providers.<StorageExtras>best(loader()).orElseGet(NioStorageExtras::new);
    }

    /**
     * Returns every provider found, highest priority first.
     *
     * @return the providers, available or not
     */
    public static List<StorageExtras> allExtras() {
        return Providers.<StorageExtras>all(loader());
    }

    private static ServiceLoader<StorageExtras> loader() {
        return ServiceLoader.load(StorageExtras.class, StorageExtras.class.getClassLoader());
    }
}

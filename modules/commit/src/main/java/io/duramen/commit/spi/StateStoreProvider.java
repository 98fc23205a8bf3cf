// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.spi;

import io.duramen.base.Provider;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.storage.Storage;

/** An implementation of {@link StateStore}. All promise what that interface says. */
public interface StateStoreProvider extends Provider {

    /**
     * Makes a new, empty store; see {@link StateStore#create(Storage, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open store
     */
    StateStore create(Storage storage, StoreOptions options);

    /**
     * Opens a store; see {@link StateStore#open(Storage, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the open store
     */
    StateStore open(Storage storage, StoreOptions options);

    /**
     * Opens a store for reading without taking its lock or changing anything; see {@link
     * StateStore#openReadOnly(Storage, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return the store as it stands
     */
    ReadableStore openReadOnly(Storage storage, StoreOptions options);
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.spi;

import io.duramen.base.Provider;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.RestorePoint;
import io.duramen.commit.RestoreReport;
import io.duramen.commit.SnapshotCatalog;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.KeyUse;
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

    /**
     * Looks at the snapshots of a store without taking its lock; see {@link StateStore#snapshots(Storage, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return its snapshots
     */
    SnapshotCatalog snapshots(Storage storage, StoreOptions options);

    /**
     * Tells what in a store's directory needs which key; see {@link StateStore#keyUse(Storage, StoreOptions)}.
     *
     * @param storage the directory
     * @param options how
     * @return what needs which
     * @throws UnsupportedOperationException if this store or what seals it cannot rotate keys
     */
    default KeyUse keyUse(Storage storage, StoreOptions options) {
        throw new UnsupportedOperationException("this store cannot rotate keys");
    }

    /**
     * Makes a new store of what another was; see {@link StateStore#restore(Storage, StoreOptions, RestorePoint, Storage,
     * StoreOptions)}.
     *
     * @param source the other's directory
     * @param options how it is opened
     * @param point the moment
     * @param target the new one's directory
     * @param targetOptions how it is made
     * @return what was done
     */
    RestoreReport restore(
            Storage source, StoreOptions options, RestorePoint point, Storage target, StoreOptions targetOptions);
}

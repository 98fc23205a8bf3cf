// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.commit.StateStores;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;

class JournalSnapshotsContractTest extends SnapshotsContract {
    @Override
    protected StateStoreProvider provider() {
        return StateStores.named("journal").orElseThrow();
    }

    @Override
    protected Storage freshStorage() {
        return SimDisk.create();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;

/** A disk that takes fewer bytes than it is offered is allowed. */
class ShortWritingStorageContractTest extends StorageContract {
    @Override
    protected Storage freshStorage() {
        return SimDisk.create(SimOptions.defaults().withShortWrites(true).withSeed(1));
    }
}

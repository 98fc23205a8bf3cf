// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;

class SimDiskStorageContractTest extends StorageContract {
    @Override
    protected Storage freshStorage() {
        return SimDisk.create();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.storage.Storage;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;

/** What watches or disturbs a storage is one itself. */
class WrappedStorageContractTest extends StorageContract {
    @Override
    protected Storage freshStorage() {
        return FaultStorage.over(RecordingStorage.over(SimDisk.create()));
    }
}

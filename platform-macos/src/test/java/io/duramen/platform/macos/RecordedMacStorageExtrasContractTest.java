// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.contract.StorageExtrasContract;
import io.duramen.storage.spi.StorageExtras;

/** The provider over a recorded C library, on any system. */
class RecordedMacStorageExtrasContractTest extends StorageExtrasContract {
    private final MacSystem system = MacSystem.of(new RecordedLibSystem());

    @Override
    protected StorageExtras extras() {
        return new MacStorageExtras(() -> system);
    }
}

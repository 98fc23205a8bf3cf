// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.contract.StorageExtrasContract;
import io.duramen.storage.spi.StorageExtras;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.MAC)
class MacStorageExtrasContractTest extends StorageExtrasContract {
    @Override
    protected StorageExtras extras() {
        return new MacStorageExtras();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.contract.StorageExtrasContract;
import io.duramen.storage.spi.StorageExtras;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.WINDOWS)
class WindowsStorageExtrasContractTest extends StorageExtrasContract {
    @Override
    protected StorageExtras extras() {
        return new WindowsStorageExtras();
    }
}

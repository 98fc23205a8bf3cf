// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.base.Providers;
import io.duramen.storage.Storages;
import io.duramen.storage.spi.StorageExtras;

class JdkStorageExtrasContractTest extends StorageExtrasContract {
    @Override
    protected StorageExtras extras() {
        return Providers.<StorageExtras>named(Storages.allExtras(), "jdk").orElseThrow();
    }
}

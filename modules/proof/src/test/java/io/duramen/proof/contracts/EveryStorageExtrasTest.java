// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.contract.StorageExtrasContract;
import io.duramen.storage.spi.StorageExtras;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#storageExtras")
class EveryStorageExtrasTest extends StorageExtrasContract {
    @Parameter
    private StorageExtras found;

    @Override
    protected StorageExtras extras() {
        return found;
    }
}

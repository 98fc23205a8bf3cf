// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.contract.SnapshotsContract;
import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#stores")
class EverySnapshotsProviderTest extends SnapshotsContract {
    @Parameter
    private StateStoreProvider found;

    @Override
    protected StateStoreProvider provider() {
        return found;
    }

    @Override
    protected Storage freshStorage() {
        return SimDisk.create();
    }
}

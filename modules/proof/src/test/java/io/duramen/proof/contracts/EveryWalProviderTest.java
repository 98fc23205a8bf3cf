// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.contract.WriteAheadLogContract;
import io.duramen.crypto.Sealing;
import io.duramen.proof.TestKeys;
import io.duramen.storage.NioStorage;
import io.duramen.storage.Storage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.spi.WalProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each backend on the simulated disk and on the real one. */
@ParameterizedClass(name = "{0}, real files: {1}")
@MethodSource("backends")
class EveryWalProviderTest extends WriteAheadLogContract {
    private final TestKeys keys = new TestKeys();

    @TempDir
    private Path temp;

    @Parameter(0)
    private WalProvider found;

    @Parameter(1)
    private boolean realFiles;

    static List<Arguments> backends() {
        List<Arguments> backends = new ArrayList<>();
        for (WalProvider provider : FoundProviders.logs()) {
            backends.add(Arguments.of(provider, false));
            backends.add(Arguments.of(provider, true));
        }
        return backends;
    }

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    @Override
    protected WalProvider provider() {
        return found;
    }

    @Override
    protected Storage freshStorage() throws Exception {
        return realFiles ? NioStorage.at(Files.createTempDirectory(temp, "log")) : SimDisk.create();
    }

    @Override
    protected Sealing sealing() {
        return keys.fresh();
    }
}

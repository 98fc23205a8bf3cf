// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.contract.SecretMemoryContract;
import io.duramen.crypto.spi.SecretMemoryProvider;

/** The provider over a recorded C library, on any system. */
class RecordedMacSecretMemoryContractTest extends SecretMemoryContract {
    private final MacSystem system = MacSystem.of(new RecordedLibSystem());

    @Override
    protected SecretMemoryProvider provider() {
        return new MacSecretMemoryProvider(() -> system);
    }
}

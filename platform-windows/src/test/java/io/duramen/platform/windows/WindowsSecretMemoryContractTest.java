// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.contract.SecretMemoryContract;
import io.duramen.crypto.spi.SecretMemoryProvider;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.WINDOWS)
class WindowsSecretMemoryContractTest extends SecretMemoryContract {
    @Override
    protected SecretMemoryProvider provider() {
        return new WindowsSecretMemoryProvider();
    }
}

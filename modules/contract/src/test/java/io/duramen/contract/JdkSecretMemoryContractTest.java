// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.base.Providers;
import io.duramen.crypto.SecretMemories;
import io.duramen.crypto.spi.SecretMemoryProvider;

class JdkSecretMemoryContractTest extends SecretMemoryContract {
    @Override
    protected SecretMemoryProvider provider() {
        return Providers.named(SecretMemories.all(), "jdk").orElseThrow();
    }
}

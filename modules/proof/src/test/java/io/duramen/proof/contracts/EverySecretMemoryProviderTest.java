// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.contract.SecretMemoryContract;
import io.duramen.crypto.spi.SecretMemoryProvider;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#secretMemories")
class EverySecretMemoryProviderTest extends SecretMemoryContract {
    @Parameter
    private SecretMemoryProvider found;

    @Override
    protected SecretMemoryProvider provider() {
        return found;
    }
}

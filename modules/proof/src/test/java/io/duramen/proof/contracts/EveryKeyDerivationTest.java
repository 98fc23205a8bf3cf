// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.contract.KeyDerivationContract;
import io.duramen.crypto.spi.KeyDerivation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#keyDerivations")
class EveryKeyDerivationTest extends KeyDerivationContract {
    @Parameter
    private KeyDerivation found;

    @Override
    protected KeyDerivation provider() {
        return found;
    }
}

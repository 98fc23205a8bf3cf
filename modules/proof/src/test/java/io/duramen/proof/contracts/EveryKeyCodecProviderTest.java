// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.contract.KeyCodecContract;
import io.duramen.views.spi.KeyCodecProvider;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#keyCodecs")
class EveryKeyCodecProviderTest extends KeyCodecContract {
    @Parameter
    private KeyCodecProvider found;

    @Override
    protected KeyCodecProvider provider() {
        return found;
    }
}

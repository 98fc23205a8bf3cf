// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import io.duramen.contract.ValueCodecContract;
import io.duramen.views.spi.ValueCodecProvider;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#valueCodecs")
class EveryValueCodecProviderTest extends ValueCodecContract {
    @Parameter
    private ValueCodecProvider found;

    @Override
    protected ValueCodecProvider provider() {
        return found;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.views.ValueCodecs;
import io.duramen.views.spi.ValueCodecProvider;

class JsonValuesContractTest extends ValueCodecContract {
    @Override
    protected ValueCodecProvider provider() {
        return ValueCodecs.named("json").orElseThrow();
    }
}

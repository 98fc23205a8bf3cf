// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.views.KeyCodecs;
import io.duramen.views.spi.KeyCodecProvider;

class Utf8KeysContractTest extends KeyCodecContract {
    @Override
    protected KeyCodecProvider provider() {
        return KeyCodecs.named("utf-8").orElseThrow();
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import io.duramen.views.KeyCodecs;
import io.duramen.views.spi.KeyCodecProvider;

class SignedLongKeysContractTest extends KeyCodecContract {
    @Override
    protected KeyCodecProvider provider() {
        return KeyCodecs.named("signed-long").orElseThrow();
    }
}

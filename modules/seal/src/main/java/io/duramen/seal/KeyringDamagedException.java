// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** No copy of the keyring can be trusted: each is damaged, altered or missing. Nothing was changed. */
public final class KeyringDamagedException extends SealException {
    private static final long serialVersionUID = 1L;

    KeyringDamagedException(String message, Map<String, ?> details, @Nullable String hint) {
        super("KEYRING_DAMAGED", message, details, hint, null);
    }
}

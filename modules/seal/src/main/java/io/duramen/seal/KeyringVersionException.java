// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keyring was written by a later release. Nothing was changed. */
public final class KeyringVersionException extends SealException {
    private static final long serialVersionUID = 1L;

    KeyringVersionException(String message, Map<String, ?> details, @Nullable String hint) {
        super("KEYRING_VERSION", message, details, hint, null);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** There is no keyring where one was asked for. Nothing was changed. */
public final class KeyringMissingException extends SealException {
    private static final long serialVersionUID = 1L;

    KeyringMissingException(String message, Map<String, ?> details, @Nullable String hint) {
        super("KEYRING_MISSING", message, details, hint, null);
    }
}

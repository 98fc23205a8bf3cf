// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keyring on disk is not the one that was opened: another process changed it, or an earlier change failed half-way. */
public final class KeyringChangedException extends SealException {
    private static final long serialVersionUID = 1L;

    KeyringChangedException(String message, Map<String, ?> details, @Nullable String hint) {
        super("KEYRING_CHANGED", message, details, hint, null);
    }
}

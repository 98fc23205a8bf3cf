// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** There is a keyring where one was to be made; it is left as it is. */
public final class KeyringExistsException extends SealException {
    private static final long serialVersionUID = 1L;

    KeyringExistsException(String message, Map<String, ?> details, @Nullable String hint) {
        super("KEYRING_EXISTS", message, details, hint, null);
    }
}

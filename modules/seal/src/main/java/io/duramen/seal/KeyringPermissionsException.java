// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.SealException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Others than its owner may read or write the keyring, or the owner is somebody else. Nothing was changed. */
public final class KeyringPermissionsException extends SealException {
    private static final long serialVersionUID = 1L;

    KeyringPermissionsException(String message, Map<String, ?> details, @Nullable String hint) {
        super("KEYRING_PERMISSIONS", message, details, hint, null);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * No key that was offered opens what should be opened: the password is wrong or belongs to another keyring, or nobody
 * offered one. One and the same error whatever the reason, so that it teaches an attacker nothing.
 */
public final class KeyRefusedException extends SealException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what happened
     * @param details the facts
     * @param hint what to do next, or {@code null}
     */
    public KeyRefusedException(String message, Map<String, ?> details, @Nullable String hint) {
        super("KEY_REFUSED", message, details, hint, null);
    }
}

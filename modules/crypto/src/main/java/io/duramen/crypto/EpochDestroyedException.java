// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something stands under an epoch whose key was destroyed: nobody can open it any more. */
public final class EpochDestroyedException extends SealException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what happened
     * @param details the facts
     * @param hint what to do next, or {@code null}
     */
    public EpochDestroyedException(String message, Map<String, ?> details, @Nullable String hint) {
        super("EPOCH_DESTROYED", message, details, hint, null);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A segment stands under an epoch that was closed before it: whoever wrote it had an old key and no newer one. Nothing was
 * changed; the file is the evidence.
 */
public final class EpochClosedException extends SealException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what happened
     * @param details the facts
     * @param hint what to do next, or {@code null}
     */
    public EpochClosedException(String message, Map<String, ?> details, @Nullable String hint) {
        super("EPOCH_CLOSED", message, details, hint, null);
    }
}

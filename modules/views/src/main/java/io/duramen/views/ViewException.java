// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import io.duramen.base.DuramenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The root of what views and their codecs throw on their own account; the store throws its own. */
public abstract class ViewException extends DuramenException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param code the kind of failure
     * @param message what happened
     * @param details the facts
     * @param hint what to do next, or {@code null}
     * @param cause what led to this, or {@code null}
     */
    protected ViewException(
            String code, String message, Map<String, ?> details, @Nullable String hint, @Nullable Throwable cause) {
        super(code, message, details, hint, cause);
    }
}

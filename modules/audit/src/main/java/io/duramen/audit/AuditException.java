// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.base.DuramenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The root of what an audit trail throws. */
public abstract class AuditException extends DuramenException {
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
    protected AuditException(
            String code, String message, Map<String, ?> details, @Nullable String hint, @Nullable Throwable cause) {
        super(code, message, details, hint, cause);
    }
}

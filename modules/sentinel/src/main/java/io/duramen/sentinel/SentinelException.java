// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.base.DuramenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The root of what a sentinel throws. */
public abstract class SentinelException extends DuramenException {
    private static final long serialVersionUID = 1L;

    SentinelException(String code, String message, Map<String, ?> details, @Nullable String hint) {
        super(code, message, details, hint, null);
    }
}

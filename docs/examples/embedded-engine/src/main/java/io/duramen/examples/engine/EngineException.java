// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import io.duramen.base.DuramenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The root of what the engine throws by itself; the log and H2 throw their own. */
public abstract class EngineException extends DuramenException {
    private static final long serialVersionUID = 1L;

    EngineException(String code, String message, Map<String, ?> details, String hint, @Nullable Throwable cause) {
        super(code, message, details, hint, cause);
    }
}

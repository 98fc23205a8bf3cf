// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.base.DuramenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The root of what goes wrong with a predecessor's directory. */
public abstract class LegacyException extends DuramenException {
    private static final long serialVersionUID = 1L;

    LegacyException(
            String code, String message, Map<String, ?> details, @Nullable String hint, @Nullable Throwable cause) {
        super(code, message, details, hint, cause);
    }
}

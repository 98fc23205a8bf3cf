// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.Map;

/** There is no audit trail where one was to be opened. Nothing was created. */
public final class AuditMissingException extends AuditException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the directory
     * @param cause what the log said
     */
    public AuditMissingException(String directory, Throwable cause) {
        super(
                "AUDIT_MISSING",
                "no audit trail in " + directory,
                Map.of("directory", directory, "expected", "an audit trail", "found", "none"),
                "check the path, or create one with duramen audit init",
                cause);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.Map;

/** The trail is closed. Nothing was written. */
public final class AuditClosedException extends AuditException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the trail's directory
     */
    public AuditClosedException(String directory) {
        super(
                "AUDIT_CLOSED",
                "the audit trail in " + directory + " is closed",
                Map.of("directory", directory),
                null,
                null);
    }
}

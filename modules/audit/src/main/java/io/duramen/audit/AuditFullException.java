// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.Map;

/**
 * There is no space for an entry. It was not written, and the work that was to be recorded must not go on; the trail goes on
 * once there is space.
 */
public final class AuditFullException extends AuditException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the trail's directory
     * @param cause what the log said
     */
    public AuditFullException(String directory, Throwable cause) {
        super(
                "AUDIT_FULL",
                "no space for an entry of the audit trail in " + directory + "; it was not written: "
                        + cause.getMessage(),
                Map.of("directory", directory),
                "free space on the device, then try again; nothing acknowledged is lost",
                cause);
    }
}

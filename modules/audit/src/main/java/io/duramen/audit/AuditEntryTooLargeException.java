// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.Map;

/** An entry is over the limit, although its long texts and lists were cut. Nothing was written. */
public final class AuditEntryTooLargeException extends AuditException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the trail's directory
     * @param bytes how large it is
     * @param limit how large it may be
     */
    public AuditEntryTooLargeException(String directory, long bytes, long limit) {
        super(
                "AUDIT_ENTRY_TOO_LARGE",
                "an entry of the audit trail in " + directory + " may have " + limit + " bytes, has " + bytes
                        + "; nothing was written",
                Map.of("directory", directory, "expected", limit, "found", bytes),
                null,
                null);
    }
}

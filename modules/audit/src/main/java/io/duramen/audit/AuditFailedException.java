// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The trail has failed for good. An entry whose append throws this may or may not be in it; every entry acknowledged before
 * is. The work that was to be recorded must not go on.
 */
public final class AuditFailedException extends AuditException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the trail's directory
     * @param sequence the last entry acknowledged
     * @param cause the first failure, or {@code null}
     */
    public AuditFailedException(String directory, long sequence, @Nullable Throwable cause) {
        super(
                "AUDIT_FAILED",
                "the audit trail in " + directory + " has failed and takes nothing more; entries up to " + sequence
                        + " are durable" + (cause == null ? "" : ": " + cause.getMessage()),
                Map.of("directory", directory, "sequence", sequence),
                "close it, mend the cause, and open it again to recover",
                cause);
    }
}

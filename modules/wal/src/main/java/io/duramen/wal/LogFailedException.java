// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The log has failed for good. A record whose append throws this may or may not survive; every record acknowledged before is
 * safe. Reopening recovers.
 */
public final class LogFailedException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     * @param durableLsn the last record acknowledged
     * @param cause the first failure, or {@code null}
     */
    public LogFailedException(String directory, long durableLsn, @Nullable Throwable cause) {
        super(
                "LOG_FAILED",
                "the log in " + directory + " has failed and takes nothing more; records up to " + durableLsn
                        + " are durable, the fate of later ones is unknown"
                        + (cause == null ? "" : ": " + cause.getMessage()),
                Map.of("directory", directory, "durableLsn", durableLsn),
                "close it, mend the cause, and open it again to recover",
                cause);
    }
}

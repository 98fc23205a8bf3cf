// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** The log was closed. The record was not written. */
public final class LogClosedException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     */
    public LogClosedException(String directory) {
        super("LOG_CLOSED", "the log in " + directory + " is closed", Map.of("directory", directory), null, null);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** The log, or a tail of it, was closed. A record that was to be appended was not written. */
public final class LogClosedException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     */
    public LogClosedException(String directory) {
        this(directory, "the log in " + directory);
    }

    private LogClosedException(String directory, String what) {
        super("LOG_CLOSED", what + " is closed", Map.of("directory", directory), null, null);
    }

    /**
     * Creates an exception for a tail that was closed while its log may be open.
     *
     * @param directory the log's directory
     * @return the exception
     */
    public static LogClosedException ofTail(String directory) {
        return new LogClosedException(directory, "this tail of the log in " + directory);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** There is no log where one was to be opened. Nothing was created. */
public final class LogMissingException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the directory
     * @param found what is there instead
     */
    public LogMissingException(String directory, String found) {
        super(
                "LOG_MISSING",
                "no log in " + directory + ": " + found,
                Map.of("directory", directory, "found", found),
                "check the path, or create one with duramen init",
                null);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** There is a log where one was to be created. It was not touched. */
public final class LogExistsException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the directory
     */
    public LogExistsException(String directory) {
        super(
                "LOG_EXISTS",
                "there is a log in " + directory + " already; it was not touched",
                Map.of("directory", directory),
                "open it, or choose another directory",
                null);
    }
}

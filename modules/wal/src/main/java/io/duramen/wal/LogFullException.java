// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** There was no space for a new segment. The record was not written; the log goes on once there is space. */
public final class LogFullException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     * @param neededBytes how much space the next segment needs
     * @param cause what the file system said
     */
    public LogFullException(String directory, long neededBytes, Throwable cause) {
        super(
                "LOG_FULL",
                "no space for the next segment of the log in " + directory + ": " + neededBytes + " bytes needed; "
                        + "nothing was written",
                Map.of("directory", directory, "neededBytes", neededBytes),
                "free space on the device or checkpoint the log, then append again",
                cause);
    }
}

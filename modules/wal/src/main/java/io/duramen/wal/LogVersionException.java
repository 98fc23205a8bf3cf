// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** A file was written by a newer release in a format this one does not know. Nothing was changed. */
public final class LogVersionException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param file the file
     * @param found the version it says
     * @param known the newest version known here
     */
    public LogVersionException(String file, int found, int known) {
        super(
                "LOG_VERSION",
                file + " has format version " + found + ", this release reads up to " + known,
                Map.of("file", file, "found", found, "known", known),
                "open it with a newer release of Duramen",
                null);
    }
}

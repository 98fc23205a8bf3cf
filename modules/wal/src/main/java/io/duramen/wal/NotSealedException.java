// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** A keyring was given for a log that is not sealed. Nothing was changed. */
public final class NotSealedException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     */
    public NotSealedException(String directory) {
        super(
                "NOT_SEALED",
                "the log in " + directory + " is not sealed, and a keyring was given",
                Map.of("directory", directory),
                "open it without a keyring, or import its contents into a sealed store",
                null);
    }
}

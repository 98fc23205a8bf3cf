// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import io.duramen.base.Printable;
import java.util.Map;

/** A directory holds something that is not a log. It was not touched. */
public final class ForeignDirectoryException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the directory
     * @param found a file in it that does not belong to a log
     */
    public ForeignDirectoryException(String directory, String found) {
        super(
                "FOREIGN_DIRECTORY",
                directory + " holds something else: expected a log or nothing, found " + Printable.of(found),
                Map.of("directory", directory, "found", found),
                "choose another directory; this one was not touched",
                null);
    }
}

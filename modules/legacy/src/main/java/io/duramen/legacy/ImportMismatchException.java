// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.wal.WalException;
import java.util.Map;

/** The log that an import was to be resumed into holds something else. Nothing was written. */
public final class ImportMismatchException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param lsn the first record of the log that differs
     * @param found how
     */
    public ImportMismatchException(long lsn, String found) {
        super(
                "IMPORT_MISMATCH",
                "record " + lsn + " of the log is not what the file holds there: " + found + "; nothing was written",
                Map.of("lsn", lsn, "found", found),
                "import into a new log",
                null);
    }
}

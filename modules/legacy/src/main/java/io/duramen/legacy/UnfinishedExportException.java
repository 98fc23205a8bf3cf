// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.wal.WalException;
import java.util.Map;

/** A file of lines does not end as a finished export does. Nothing was imported. */
public final class UnfinishedExportException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param file the file
     * @param lastLsn the last whole record in it
     * @param tornBytes how many bytes behind it are not a whole line
     */
    public UnfinishedExportException(String file, long lastLsn, long tornBytes) {
        super(
                "EXPORT_UNFINISHED",
                file + " ends with record " + lastLsn + " and " + tornBytes
                        + " torn bytes: expected the mark of a finished export",
                Map.of("file", file, "lastLsn", lastLsn, "tornBytes", tornBytes),
                "export again, or accept an unfinished file if a crash is known to have left it",
                null);
    }
}

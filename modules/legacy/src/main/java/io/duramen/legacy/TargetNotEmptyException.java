// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.wal.WalException;
import java.util.Map;

/** There are records in the log that was to be imported into. Nothing was written. */
public final class TargetNotEmptyException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param lastLsn the last record there
     */
    public TargetNotEmptyException(long lastLsn) {
        super(
                "TARGET_NOT_EMPTY",
                "expected an empty log to import into, found records up to " + lastLsn + "; nothing was written",
                Map.of("lastLsn", lastLsn),
                "import into a new log, or resume the import if these records came from the same file",
                null);
    }
}

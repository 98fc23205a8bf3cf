// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** A log was to be compacted that no checkpoint was ever taken of: all of it is needed. Nothing was removed. */
public final class NoCheckpointException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param log the log's directory
     * @param records how many records it holds
     */
    public NoCheckpointException(String log, long records) {
        super(
                "NO_CHECKPOINT",
                "no checkpoint says which of the " + records + " records in " + log
                        + " are held elsewhere; nothing was removed",
                Map.of("log", log, "records", records),
                "take one first: StateStore.checkpoint() for a store, WriteAheadLog.checkpoint(lsn) for a log of your own",
                null);
    }
}

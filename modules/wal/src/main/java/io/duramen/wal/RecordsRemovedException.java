// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Map;

/** A record asked for was removed by a checkpoint, or never written. */
public final class RecordsRemovedException extends WalException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param directory the log's directory
     * @param wanted the record asked for
     * @param firstLsn the first record held
     * @param durableLsn the last durable record
     */
    public RecordsRemovedException(String directory, long wanted, long firstLsn, long durableLsn) {
        super(
                "RECORDS_REMOVED",
                "the log in " + directory + " holds records " + firstLsn + " to " + durableLsn + ", asked for "
                        + wanted,
                Map.of("directory", directory, "wanted", wanted, "firstLsn", firstLsn, "durableLsn", durableLsn),
                "begin at a record the log holds; see: duramen log stat",
                null);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.List;
import java.util.UUID;

/**
 * A log that can be read.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public interface ReadableLog extends AutoCloseable {

    /**
     * Returns the log's identity, given to it when it was created.
     *
     * @return the identity
     */
    UUID logId();

    /**
     * Returns the number of the first record still held.
     *
     * @return an LSN from 1; one more than {@link #durableLsn} if the log holds no record
     */
    long firstLsn();

    /**
     * Returns the number of the last record that is durable. Readers stop there. In a log of durability {@code NONE} it moves
     * only with {@link WriteAheadLog#sync} and when a segment is full.
     *
     * @return an LSN, 0 if no record was ever made durable
     */
    long durableLsn();

    /**
     * Opens a reader.
     *
     * @param fromLsn the first record wanted, from {@link #firstLsn} to one more than {@link #durableLsn}
     * @return the reader, to be closed
     * @throws RecordsRemovedException if that record was removed by a checkpoint
     */
    LogReader read(long fromLsn);

    /**
     * Tells what was found when the log was opened.
     *
     * @return the report
     */
    LogRecovery recovery();

    /**
     * Describes the segments the log consists of, oldest first.
     *
     * @return the segments as they are now
     */
    List<SegmentInfo> segments();

    /** Closes the log. Closing twice does nothing. */
    @Override
    void close();
}

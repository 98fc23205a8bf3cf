// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
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
     * Returns the first record still needed, as the last checkpoint said. A replay begins there.
     *
     * @implSpec returns {@link #firstLsn}
     * @return an LSN
     */
    default long checkpointLsn() {
        return firstLsn();
    }

    /**
     * Opens a reader.
     *
     * @param fromLsn the first record wanted, from {@link #firstLsn} to one more than {@link #durableLsn}
     * @return the reader, to be closed
     * @throws RecordsRemovedException if that record was removed by a checkpoint, or lies more than one behind {@link #durableLsn}
     */
    LogReader read(long fromLsn);

    /**
     * Opens a reader of some of the records.
     *
     * @param query which records are wanted
     * @return the reader, to be closed; it ends with the last durable record, or with the last one wanted
     * @throws RecordsRemovedException if the first record asked for was removed by a checkpoint, or lies more than one behind
     *     {@link #durableLsn}
     */
    default LogReader read(LogQuery query) {
        return new FilteredReader(read(query.fromLsn().orElseGet(this::firstLsn)), query);
    }

    /**
     * Opens a cursor, which is the fastest way to go through many records.
     *
     * @param fromLsn the first record wanted, from {@link #firstLsn} to one more than {@link #durableLsn}
     * @return the cursor, to be closed
     * @throws RecordsRemovedException if that record was removed by a checkpoint
     */
    default LogCursor cursor(long fromLsn) {
        return cursor(LogQuery.from(fromLsn));
    }

    /**
     * Opens a cursor over some of the records.
     *
     * @param query which records are wanted
     * @return the cursor, to be closed; it ends with the last durable record, or with the last one wanted
     * @throws RecordsRemovedException if the first record asked for was removed by a checkpoint, or lies more than one behind
     *     {@link #durableLsn}
     */
    default LogCursor cursor(LogQuery query) {
        return new ReaderCursor(read(query));
    }

    /**
     * Opens a cursor that follows the log: it goes on when more becomes durable.
     *
     * @param fromLsn the first record wanted, from {@link #firstLsn} to one more than {@link #durableLsn}
     * @return the tail, to be closed
     * @throws RecordsRemovedException if that record was removed by a checkpoint
     */
    default LogTail tail(long fromLsn) {
        return tail(LogQuery.from(fromLsn));
    }

    /**
     * Opens a cursor that follows the log and shows some of the records.
     *
     * @implSpec asks for {@link #durableLsn} at intervals that grow to 50 ms. It knows that the log was closed because {@link
     *     #read(long)} says so, and does not learn that it failed.
     * @param query which records are wanted. Behind its last one, if it has one, waiting ends with its time only
     * @return the tail, to be closed
     * @throws RecordsRemovedException if the first record asked for was removed by a checkpoint, or lies more than one behind
     *     {@link #durableLsn}
     */
    default LogTail tail(LogQuery query) {
        return new PolledTail(this, query);
    }

    /**
     * Finds the first record, in the order of numbers, whose time is not before a given one. Times are information, not order:
     * if the clock was set back, records behind this one may be earlier again, and an earlier record with a later time is
     * found instead of the one expected. Records without time are passed over.
     *
     * <p>Reads the log from its start the first time; later calls go straight to the segment, for as long as this log is open.
     *
     * @param time the time
     * @return the record's LSN; empty if no durable record has such a time
     */
    default OptionalLong firstLsnAt(Instant time) {
        try (LogCursor records = cursor(LogQuery.builder().since(time).build())) {
            return records.next() ? OptionalLong.of(records.lsn()) : OptionalLong.empty();
        }
    }

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

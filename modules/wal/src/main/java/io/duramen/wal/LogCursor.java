// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The fast way through a log: stands on one record at a time and shows its bytes where they lie, without making an object for
 * each. Goes up to the last record that was durable when it was opened. Takes no lock and never slows an append.
 *
 * <pre>{@code
 * try (LogCursor records = log.cursor(from)) {
 *     while (records.next()) {
 *         apply(records.lsn(), records.type(), records.payload());
 *     }
 * }
 * }</pre>
 *
 * <p>Every byte is verified before it is shown: {@link #next} throws {@link CorruptLogException} at the first record that is
 * not as it was written, and nothing behind it is shown.
 *
 * <p><b>Buffers:</b> what {@link #payload} and {@link #key} return is valid until the next call of {@link #next}; {@link
 * #record} makes a copy that stays. All methods but {@code next} and {@code close} throw {@link IllegalStateException} while
 * the cursor stands on no record.
 *
 * <p><b>Thread safety:</b> none; one thread at a time. An interrupt of that thread may close the cursor, not the log.
 */
public interface LogCursor extends AutoCloseable {

    /** What {@link #timeMicros} returns for a record without time. */
    long NO_TIME = Long.MIN_VALUE;

    /**
     * Goes to the next record.
     *
     * @return whether there is one; {@code false} for ever behind the last, and after {@link #close}
     * @throws CorruptLogException if what comes next is not as it was written
     * @throws RecordsRemovedException if a checkpoint removed the next record since the cursor was opened
     */
    boolean next();

    /**
     * Returns the record's number.
     *
     * @return its LSN
     */
    long lsn();

    /**
     * Returns what the record is.
     *
     * @return its type
     */
    RecordType type();

    /**
     * Returns the transaction the record belongs to.
     *
     * @return its number, 0 for none
     */
    long transactionId();

    /**
     * Returns when the record was appended, by the clock of that moment; never used for ordering.
     *
     * @return microseconds since 1970, {@link #NO_TIME} if it has no time
     */
    long timeMicros();

    /**
     * Returns who caused the record.
     *
     * @return the actor, decoded at each call, or {@code null}
     */
    @Nullable
    String actor();

    /**
     * Returns what the record does.
     *
     * @return the operation, decoded at each call, or {@code null}
     */
    @Nullable
    String operation();

    /**
     * Returns what the record is about.
     *
     * @return the key, read-only and valid until {@link #next}; each call may return the same buffer, positioned anew. {@code
     *     null} if there is none
     */
    @Nullable
    ByteBuffer key();

    /**
     * Returns the incarnation of the actor.
     *
     * @return its number, 0 for none
     */
    long incarnation();

    /**
     * Returns the record's bytes.
     *
     * @return the payload, read-only and valid until {@link #next}; each call may return the same buffer, positioned anew
     */
    ByteBuffer payload();

    /**
     * Returns the record as an object of its own.
     *
     * @return a copy that stays valid
     */
    LogRecord record();

    /** Closes the cursor. Closing twice does nothing. */
    @Override
    void close();
}

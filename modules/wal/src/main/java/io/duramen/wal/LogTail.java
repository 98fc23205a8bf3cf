// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.time.Duration;

/**
 * A cursor that follows a log: it shows each record once it is durable, and waits for those to come.
 *
 * <pre>{@code
 * try (LogTail tail = log.tail(from)) {
 *     while (running) {
 *         if (tail.next(Duration.ofSeconds(1))) {
 *             replicate(tail.lsn(), tail.payload());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>No record is left out, shown twice, or shown before it is durable. In the process that writes the log, a waiting tail is
 * woken when a record becomes durable. A tail of a log opened read-only looks at the files of the process that writes it, at
 * intervals that grow to 50 ms while nothing happens, and shows a record once a later frame says that it is durable: a few
 * milliseconds after its acknowledgement if nothing follows it. It goes on when that process ends and another opens the log.
 *
 * <p><b>Thread safety:</b> one thread at a time, except for {@link #close}, which any thread may call to end a wait.
 */
public interface LogTail extends LogCursor {

    /**
     * Goes to the next record if there is one now.
     *
     * @return whether there is; if not, a later call may find one
     * @throws LogClosedException if this tail was closed, or if the log was and every durable record has been shown
     * @throws LogFailedException if the log has failed and every durable record has been shown
     * @throws RecordsRemovedException if a checkpoint removed the next record before it was read
     * @throws CorruptLogException if what comes next is not as it was written
     */
    @Override
    boolean next();

    /**
     * Goes to the next record, waiting for it if need be.
     *
     * @param timeout how long to wait at most; zero or less looks once
     * @return whether there is one; {@code false} when the time is over
     * @throws InterruptedException if the thread is interrupted before or while it waits. The tail stands on no record then and
     *     may be used on
     * @throws LogClosedException if this tail was closed, or if the log was and every durable record has been shown
     * @throws LogFailedException if the log has failed and every durable record has been shown
     * @throws RecordsRemovedException if a checkpoint removed the next record before it was read
     * @throws CorruptLogException if what comes next is not as it was written
     */
    boolean next(Duration timeout) throws InterruptedException;
}

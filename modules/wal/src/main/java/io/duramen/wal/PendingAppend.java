// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.concurrent.CompletionStage;

/**
 * A record that has its number and is on its way to the device.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread, interrupted or not.
 */
public interface PendingAppend {

    /**
     * Returns the record's number. It is the record's for good only once the append is acknowledged.
     *
     * @return the LSN
     */
    long lsn();

    /**
     * Waits until the record is as durable as the log promises. An interrupt does not end the wait; the thread's interrupt
     * status is kept.
     *
     * @return the LSN
     * @throws LogFailedException if a write or sync failed; whether the record survives is unknown
     * @throws LogFullException if there was no space for it; it was not written
     */
    long await();

    /**
     * Returns a stage that completes when {@link #await} would return. It completes on the log's completion executor, see
     * {@link WalOptions.Builder#completionExecutor}.
     *
     * @return the stage
     */
    CompletionStage<Long> stage();
}

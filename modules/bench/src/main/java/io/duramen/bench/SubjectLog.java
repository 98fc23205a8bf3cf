// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import java.io.IOException;

/**
 * An open log of a subject.
 *
 * <p>The methods throw whatever the library behind them throws: a subject that fails is reported as failed, whatever the reason.
 *
 * <p><b>Thread safety:</b> {@link #append} may be called from as many threads as {@link Subject#mostThreads} says; the others
 * from one thread while nobody appends.
 */
public interface SubjectLog extends AutoCloseable {

    /**
     * Appends one record. Opened for {@link Purpose#DURABLE}, the log must have made it durable when this returns.
     *
     * @param record its bytes; the caller uses the array again
     * @throws Exception if the library does
     */
    void append(byte[] record) throws Exception;

    /**
     * Hands everything appended to the operating system; by a sync where the library has nothing less.
     *
     * @throws Exception if the library does
     */
    void drain() throws Exception;

    /**
     * Reads every record in the order of appending.
     *
     * @param sink takes the records
     * @throws Exception if the library does, or if a checksum is wrong
     */
    void replay(RecordSink sink) throws Exception;

    @Override
    void close() throws IOException;
}

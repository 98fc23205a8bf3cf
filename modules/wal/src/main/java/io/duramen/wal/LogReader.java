// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.util.Iterator;

/**
 * Reads a log's records in order, up to the last one that was durable when the reader was opened. Takes no lock and never
 * slows an append.
 *
 * <p>Every byte is verified on the way: {@link Iterator#next} and {@link Iterator#hasNext} throw {@link
 * CorruptLogException} at the first record that is not as it was written, and nothing behind it is returned.
 *
 * <p><b>Thread safety:</b> none; one thread at a time. An interrupt of that thread may close the reader, not the log.
 */
public interface LogReader extends Iterable<LogRecord>, AutoCloseable {

    /**
     * Returns the records not yet read. There is one iterator; asking again returns the same.
     *
     * @return the iterator
     */
    @Override
    Iterator<LogRecord> iterator();

    /** Closes the reader. Closing twice does nothing. */
    @Override
    void close();
}

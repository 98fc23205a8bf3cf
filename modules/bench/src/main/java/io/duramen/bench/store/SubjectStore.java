// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.store;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An open store of a subject.
 *
 * <p>The methods throw whatever the library behind them throws: a subject that fails is reported as failed, whatever the reason.
 *
 * <p><b>Thread safety:</b> {@link #commit} and {@link #get} may be called from any thread if the store was opened durable, else
 * from one; the others from one thread while nobody commits.
 */
public interface SubjectStore extends AutoCloseable {

    /**
     * Sets some keys, all or none of them, in one transaction.
     *
     * @param keys the keys, each once, in the order of their bytes; the caller does not change them afterwards
     * @param values a value for each, not changed afterwards either
     * @throws Exception if the library does
     */
    void commit(byte[][] keys, byte[][] values) throws Exception;

    /**
     * Looks a key up.
     *
     * @param key the key
     * @return its value, or {@code null} if it is not there
     * @throws Exception if the library does
     */
    byte @Nullable [] get(byte[] key) throws Exception;

    /**
     * Makes what was committed durable.
     *
     * @throws Exception if the library does
     */
    void drain() throws Exception;

    @Override
    void close() throws IOException;
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import org.jspecify.annotations.Nullable;

/**
 * The changes of a transaction in the making. The last change of a key counts.
 *
 * <p><b>Thread safety:</b> none; one thread at a time, and only until the transaction ends.
 */
public interface Changes {

    /**
     * Gives a key a value, whether or not it has one.
     *
     * @param key 1 to 16384 bytes; copied
     * @param value the value, possibly empty; copied
     * @return this
     */
    Changes put(byte[] key, byte[] value);

    /**
     * Removes a key, if it is there.
     *
     * @param key 1 to 16384 bytes; copied
     * @return this
     */
    Changes delete(byte[] key);

    /**
     * Looks a key up as it will be after the changes made so far.
     *
     * @param key the key
     * @return a copy of its value, or {@code null} if it is not there
     */
    byte @Nullable [] get(byte[] key);

    /**
     * Names who makes the changes; recorded in the log with them.
     *
     * @param actor at most 255 bytes of UTF-8
     * @return this
     */
    Changes actor(String actor);

    /**
     * Returns the transaction's number.
     *
     * @return a number from 1 that no other committed transaction of the store has; one that was never committed may be given
     *     again after reopening
     */
    long transactionId();
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto.spi;

/**
 * A secret in protected memory.
 *
 * <p><b>Thread safety:</b> safe for use from any thread.
 */
public interface SecretMemory extends AutoCloseable {

    /**
     * Copies the secret out.
     *
     * @return a new array, which the caller wipes as soon as it is done
     * @throws IllegalStateException if closed
     */
    byte[] copy();

    /** Wipes the secret. Closing twice does nothing. */
    @Override
    void close();
}

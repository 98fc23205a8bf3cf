// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.primitive;

/**
 * Gives random bytes. Tests inject one whose bytes are known.
 *
 * <p><b>Thread safety:</b> safe for use from any thread.
 */
public interface RandomSource extends AutoCloseable {

    /**
     * Fills a part of an array with random bytes never given before.
     *
     * @param target the array
     * @param offset where to start
     * @param length how many bytes
     * @throws io.duramen.crypto.SealException if there are none to be had
     */
    void nextBytes(byte[] target, int offset, int length);

    /**
     * Returns random bytes.
     *
     * @param length how many
     * @return a new array
     */
    default byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        nextBytes(bytes, 0, length);
        return bytes;
    }

    /** Gives back what is held open. */
    @Override
    void close();
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

/**
 * Writes values as bytes, equal values as equal bytes.
 *
 * <p>A codec of one's own keeps what {@code io.duramen.contract.ValueCodecContract} asks of it: what is read is written as the
 * bytes it was read from, else a store's root would depend on more than what it holds.
 *
 * <p><b>Thread safety:</b> codecs are safe for use from any thread.
 *
 * @param <V> the values
 */
public interface ValueCodec<V> {

    /**
     * Says what the bytes are, for messages.
     *
     * @return a few words, for instance {@code UTF-8 text}
     */
    String form();

    /**
     * Writes a value.
     *
     * @param value the value
     * @return its bytes in an array of its own
     * @throws NotEncodableException if it has none
     */
    byte[] encode(V value);

    /**
     * Reads a value.
     *
     * @param bytes what {@link #encode} wrote; not retained
     * @return the value
     * @throws NotDecodableException if no value has these bytes
     */
    V decode(byte[] bytes);
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

import java.util.Comparator;

/**
 * Writes keys as bytes whose order is the keys' own.
 *
 * <p>A codec of one's own keeps what {@code io.duramen.contract.KeyCodecContract} asks of it: each key has one array of bytes and
 * no other is read as it, and {@code order().compare(a, b)} has the sign of comparing {@code encode(a)} and {@code encode(b)} as
 * unsigned bytes.
 *
 * <p><b>Thread safety:</b> codecs are safe for use from any thread.
 *
 * @param <K> the keys
 */
public interface KeyCodec<K> {

    /**
     * Says what the bytes are, for messages.
     *
     * @return a few words, for instance {@code UTF-8 text}
     */
    String form();

    /**
     * Writes a key.
     *
     * @param key the key
     * @return its bytes in an array of its own
     * @throws NotEncodableException if it has none
     */
    byte[] encode(K key);

    /**
     * Reads a key.
     *
     * @param bytes what {@link #encode} wrote; not retained
     * @return the key
     * @throws NotDecodableException if no key has these bytes
     */
    K decode(byte[] bytes);

    /**
     * Returns the order that the bytes keep.
     *
     * @return the order
     */
    Comparator<K> order();

    /**
     * Tells how many bytes every key has, if they are all the same.
     *
     * @return the number of bytes, 0 if it differs from key to key
     */
    default int width() {
        return 0;
    }
}

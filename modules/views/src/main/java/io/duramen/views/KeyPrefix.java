// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views;

/**
 * What the keys of an iteration begin with. Immutable.
 *
 * @param <K> the keys
 */
@SuppressWarnings("UnusedTypeParameter") // it keeps the prefixes of one kind of keys from views of another
public final class KeyPrefix<K> {
    private final byte[] bytes;

    private KeyPrefix(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Text that begins with some text.
     *
     * @param text the text, empty for all
     * @return the prefix
     * @throws NotEncodableException if it holds half a surrogate pair
     */
    public static KeyPrefix<String> text(String text) {
        return new KeyPrefix<>(KeyCodecs.utf8().encode(text));
    }

    /**
     * Keys whose bytes begin with some bytes, for codecs that give this a meaning.
     *
     * @param bytes the bytes, none for all; copied
     * @param <K> the keys
     * @return the prefix
     */
    public static <K> KeyPrefix<K> of(byte[] bytes) {
        return new KeyPrefix<>(bytes.clone());
    }

    byte[] bytes() {
        return bytes;
    }
}

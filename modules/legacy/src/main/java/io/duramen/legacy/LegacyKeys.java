// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy;

import io.duramen.legacy.lines.Wtf8;
import org.jspecify.annotations.Nullable;

/**
 * How the predecessors' keys, which are any text, become a store's keys, which are one byte at least.
 *
 * <p>Text becomes its UTF-8. Half of a surrogate pair, which has none, becomes the three bytes it would have (WTF-8), and the
 * empty text becomes the one byte {@code FF}, which no other text has. No two texts become the same key.
 */
public final class LegacyKeys {
    private static final byte EMPTY = (byte) 0xFF;

    private LegacyKeys() {}

    /**
     * Returns the key of a text.
     *
     * @param text any text
     * @return at least one byte, in a new array
     */
    public static byte[] encode(String text) {
        return text.isEmpty() ? new byte[] {EMPTY} : Wtf8.encode(text);
    }

    /**
     * Returns the text of a key.
     *
     * @param key the key
     * @return the text, or {@code null} if no text has this key
     */
    public static @Nullable String decode(byte[] key) {
        if (key.length == 1 && key[0] == EMPTY) {
            return "";
        }
        return key.length == 0 ? null : Wtf8.decode(key);
    }
}

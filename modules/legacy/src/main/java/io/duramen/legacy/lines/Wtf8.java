// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * UTF-8 that also has bytes for half of a surrogate pair (WTF-8), because ids in JSON may hold one. For all other text it is
 * UTF-8.
 */
public final class Wtf8 {
    private Wtf8() {}

    /**
     * Encodes a text.
     *
     * @param text any text, halves of surrogate pairs included
     * @return its bytes, in a new array
     */
    public static byte[] encode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(c -> {
            if (c < 0x80) {
                bytes.write(c);
                return;
            }
            int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
            int prefix = (0xF0 << (3 - more)) & 0xFF;
            bytes.write(prefix | (c >> (6 * more)));
            while (more > 0) {
                more--;
                bytes.write(0x80 | ((c >> (6 * more)) & 0x3F));
            }
        });
        return bytes.toByteArray();
    }

    /**
     * Decodes bytes.
     *
     * @param bytes any bytes
     * @return the text that {@link #encode} makes exactly these of, or {@code null} if there is none
     */
    public static @Nullable String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        for (int i = 0; i < bytes.length; ) {
            int first = bytes[i++];
            int more = first >= 0 ? 0 : Integer.numberOfLeadingZeros(~(first << 24)) - 1;
            if (more < 0 || more > 3 || i + more > bytes.length || (first < 0 && more == 0)) {
                return null;
            }
            int c = first < 0 ? first & (0x3F >> more) : first;
            for (; more > 0; more--) {
                c = (c << 6) | (bytes[i++] & 0x3F);
            }
            if (c > Character.MAX_CODE_POINT) {
                return null;
            }
            text.appendCodePoint(c);
        }
        String decoded = text.toString();
        return Arrays.equals(encode(decoded), bytes) ? decoded : null;
    }
}

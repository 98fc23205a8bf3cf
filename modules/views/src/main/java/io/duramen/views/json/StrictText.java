// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

import io.duramen.views.NotDecodableException;
import io.duramen.views.ValueCodecs;
import java.nio.charset.StandardCharsets;

/** The text of bytes that must be UTF-8: Jackson itself would guess an encoding and let some wrong bytes pass. */
final class StrictText {
    private StrictText() {}

    static String of(byte[] bytes) throws JsonFault {
        try {
            return ValueCodecs.utf8().decode(bytes);
        } catch (NotDecodableException e) {
            // All bytes before are whole characters.
            int chars = new String(bytes, 0, (int) e.offset(), StandardCharsets.UTF_8).length();
            throw new JsonFault(chars, "", "UTF-8", "bytes that are no character");
        }
    }

    /** Returns the place of a character among the bytes, or -1 if it is not known. */
    static long byteOffset(byte[] bytes, long chars) {
        if (chars < 0) {
            return -1;
        }
        long left = chars;
        int at = 0;
        while (left > 0 && at < bytes.length) {
            int width = (bytes[at] & 0x80) == 0 ? 1 : (bytes[at] & 0x20) == 0 ? 2 : (bytes[at] & 0x10) == 0 ? 3 : 4;
            left -= width == 4 ? 2 : 1; // what takes four bytes takes two chars
            at += width;
        }
        return at;
    }
}

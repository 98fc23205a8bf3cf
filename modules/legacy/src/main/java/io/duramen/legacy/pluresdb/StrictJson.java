// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

import io.duramen.legacy.lines.JsonScanner;
import io.duramen.legacy.lines.JsonScanner.Member;
import io.duramen.legacy.lines.JsonScanner.NotJsonException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON objects as PluresDB's own reader accepts them, which is less than a {@link JsonScanner} does: no {@code NaN} or
 * {@code Infinity}, no half of a surrogate pair in any string, no field twice. What has one of those was not written by it.
 */
final class StrictJson {
    private final String text;
    private int at;

    private StrictJson(String text) {
        this.text = text;
    }

    /** The members of the object that the text is, or {@code null} if it is something else. */
    static @Nullable Map<String, Member> object(String text) {
        try {
            Map<String, Member> members = JsonScanner.object(text);
            return members != null && new StrictJson(text).isStrict(members.size()) ? members : null;
        } catch (NotJsonException e) {
            return null;
        }
    }

    /** Goes through what is known to be JSON. */
    private boolean isStrict(int names) {
        int depth = 0;
        int colons = 0;
        for (at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '{', '[' -> depth++;
                case '}', ']' -> depth--;
                case ':' -> colons += depth == 1 ? 1 : 0;
                case 'N', 'I' -> {
                    return false;
                }
                case '"' -> {
                    if (!isText()) {
                        return false;
                    }
                }
                default -> {}
            }
        }
        return colons == names;
    }

    /** Moves to the end of a string. */
    private boolean isText() {
        at++;
        while (text.charAt(at) != '"') {
            boolean escaped = text.charAt(at) == '\\';
            at += escaped ? 1 : 0;
            if (escaped && text.charAt(at) == 'u' && !isWholeCharacter()) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** Moves to the end of an escaped character, which is one or a pair. */
    private boolean isWholeCharacter() {
        char first = escaped();
        if (!Character.isSurrogate(first)) {
            return true;
        }
        if (Character.isLowSurrogate(first) || !text.startsWith("\\u", at + 1)) {
            return false;
        }
        at += 2;
        return Character.isLowSurrogate(escaped());
    }

    private char escaped() {
        int from = at + 1;
        at += 4;
        return (char) Integer.parseInt(text, from, from + 4, 16);
    }
}

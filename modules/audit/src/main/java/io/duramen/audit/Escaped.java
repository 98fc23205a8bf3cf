// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes text that somebody else chose, so that it stays where it is put: nothing in it ends a line, turns its direction,
 * moves a cursor, or could be taken for the sign that ends it; and two different values are never written alike.
 */
final class Escaped {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_/][A-Za-z0-9_.:@/+-]*");
    private static final Pattern WORD = Pattern.compile("null|true|false");

    private Escaped() {}

    /** Text in quotation marks. */
    static String text(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 8).append('"');
        for (int at = 0; at < text.length(); ) {
            int c = text.codePointAt(at);
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                case '"', '\\' -> safe.append('\\').append((char) c);
                default -> append(safe, c);
            }
            at += Character.charCount(c);
        }
        return safe.append('"').toString();
    }

    /** Text as it is if nothing in it could be mistaken, else in quotation marks. */
    static String name(String text) {
        return PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() ? text : text(text);
    }

    /** A fact's value. */
    static String value(@Nullable Object value) {
        if (value instanceof String text) {
            return name(text);
        }
        if (value instanceof List<?> list) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            list.forEach(item -> items.add(value(item)));
            return items.toString();
        }
        if (value instanceof Map<?, ?> map) {
            StringJoiner items = new StringJoiner(", ", "{", "}");
            map.forEach((name, item) -> items.add(name(String.valueOf(name)) + "=" + value(item)));
            return items.toString();
        }
        return String.valueOf(value);
    }

    /** Appends a sign, or what stands for it: JSON's escape, two of them where a sign takes two chars. */
    static void append(StringBuilder to, int c) {
        if (!isOdd(c)) {
            to.appendCodePoint(c);
            return;
        }
        for (char half : Character.toChars(c)) {
            to.append(String.format("\\u%04x", (int) half));
        }
    }

    private static boolean isOdd(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}

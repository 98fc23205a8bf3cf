// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes JSON as the predecessors do: {@code ", "} and {@code ": "} between parts, ASCII only. */
public final class JsonWriter {
    private JsonWriter() {}

    /**
     * Writes a value.
     *
     * @param value see {@link io.duramen.legacy.Changes.Builder#put}
     * @return its text
     */
    public static String text(@Nullable Object value) {
        StringBuilder into = new StringBuilder();
        write(value, into);
        return into.toString();
    }

    private static void write(@Nullable Object value, StringBuilder into) {
        if (value == null || value instanceof Boolean) {
            into.append(value);
        } else if (value instanceof CharSequence text) {
            quote(text.toString(), into);
        } else if (value instanceof Number number) {
            into.append(number(number));
        } else if (value instanceof Map<?, ?> map) {
            into.append('{');
            String before = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!(entry.getKey() instanceof CharSequence key)) {
                    throw new IllegalArgumentException("a JSON object's names are text, found " + entry.getKey());
                }
                into.append(before);
                quote(key.toString(), into);
                into.append(": ");
                write(entry.getValue(), into);
                before = ", ";
            }
            into.append('}');
        } else if (value instanceof Iterable<?> values) {
            into.append('[');
            String before = "";
            for (Object each : values) {
                into.append(before);
                write(each, into);
                before = ", ";
            }
            into.append(']');
        } else {
            throw new IllegalArgumentException("no JSON for a value of " + value.getClass());
        }
    }

    private static String number(Number number) {
        if (number instanceof BigDecimal
                || number instanceof BigInteger
                || number instanceof Long
                || number instanceof Integer
                || number instanceof Short
                || number instanceof Byte
                || number instanceof Double
                || number instanceof Float) {
            return number.toString(); // Java's words for what is not finite are the predecessors' too
        }
        throw new IllegalArgumentException("no JSON for a number of " + number.getClass());
    }

    /**
     * Writes a string in its quotes.
     *
     * @param text any text, halves of surrogate pairs included
     * @param into receives it
     */
    public static void quote(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> into.append('\\').append(c);
                case '\b' -> into.append("\\b");
                case '\f' -> into.append("\\f");
                case '\n' -> into.append("\\n");
                case '\r' -> into.append("\\r");
                case '\t' -> into.append("\\t");
                default -> {
                    if (c >= ' ' && c < 127) {
                        into.append(c);
                    } else {
                        into.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            into.append(Character.forDigit((c >> shift) & 15, 16));
                        }
                    }
                }
            }
        }
        into.append('"');
    }

    /**
     * Tells whether a text is one JSON value.
     *
     * @param text any text
     * @return {@code true} if it is
     */
    public static boolean isValue(String text) {
        return JsonScanner.isValue(text);
    }
}

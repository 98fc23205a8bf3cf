// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.terminal;

import java.util.regex.Pattern;

/**
 * Writes text that somebody else chose, so that it stays where it is put: no control character, no sign that breaks a line or
 * turns its direction, and no half of a pair reaches the terminal as itself, and a quotation mark inside is told from that at
 * the end.
 */
public final class Quoted {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:@/+-]+");

    private Quoted() {}

    /**
     * Writes text in quotation marks.
     *
     * @param text any text
     * @return for instance {@code "a\nb"}
     */
    public static String text(String text) {
        return '"' + inner(text) + '"';
    }

    /**
     * Writes text as it is if nothing in it could be mistaken, else in quotation marks.
     *
     * @param text any text
     * @return for instance {@code bob} or {@code "bob\u001b[2K"}
     */
    public static String name(String text) {
        return PLAIN.matcher(text).matches() ? text : text(text);
    }

    /**
     * Replaces what could break out of a line of JSON on a terminal by escapes that mean the same.
     *
     * @param json JSON in which control characters below a space are escaped already
     * @return equal JSON
     */
    public static String json(String json) {
        StringBuilder safe = null;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean odd = isOdd(json, i);
            if (odd && safe == null) {
                safe = new StringBuilder(json.length() + 64).append(json, 0, i);
            }
            if (safe != null) {
                append(safe, c, odd);
            }
        }
        return safe == null ? json : safe.toString();
    }

    private static String inner(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                case '"', '\\' -> safe.append('\\').append(c);
                default -> append(safe, c, c < ' ' || isOdd(text, i));
            }
        }
        return safe.toString();
    }

    private static void append(StringBuilder to, char c, boolean odd) {
        if (odd) {
            to.append(String.format("\\u%04x", (int) c));
        } else {
            to.append(c);
        }
    }

    private static boolean isOdd(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        if (Character.isLowSurrogate(c)) {
            return at == 0 || !Character.isHighSurrogate(text.charAt(at - 1));
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c >= 0x7f;
            case Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}

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
        for (int at = 0; at < json.length(); ) {
            int c = json.codePointAt(at);
            if (safe == null && isOdd(c)) {
                safe = new StringBuilder(json.length() + 64).append(json, 0, at);
            }
            if (safe != null) {
                append(safe, c);
            }
            at += Character.charCount(c);
        }
        return safe == null ? json : safe.toString();
    }

    private static String inner(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 8);
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
        return safe.toString();
    }

    /** Appends a sign, or what stands for it: JSON's escape, two of them where a sign takes two chars. */
    private static void append(StringBuilder to, int c) {
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

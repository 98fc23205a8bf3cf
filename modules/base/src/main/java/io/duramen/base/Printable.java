// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

/**
 * Text that stays on its line, whoever made it. Names of files, in which nearly every sign is allowed, go through here before
 * they become part of a message or a report.
 */
public final class Printable {
    private Printable() {}

    /**
     * Replaces what breaks a line, moves the cursor or turns the direction of writing by JSON's escapes; all else stands as it
     * is, also backslashes.
     *
     * @param text any text
     * @return for instance <code>a&#92;u000ab</code>; the text itself if there is nothing to replace
     */
    public static String of(String text) {
        if (text.codePoints().noneMatch(Printable::isOdd)) {
            return text;
        }
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(sign -> append(safe, sign));
        return safe.toString();
    }

    private static void append(StringBuilder to, int sign) {
        if (!isOdd(sign)) {
            to.appendCodePoint(sign);
            return;
        }
        for (char half : Character.toChars(sign)) {
            to.append(String.format("\\u%04x", (int) half));
        }
    }

    private static boolean isOdd(int sign) {
        return switch (Character.getType(sign)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}

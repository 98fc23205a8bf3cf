// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.json;

/** The order of texts by code points, which is not Java's: a surrogate pair comes behind every other character. */
public final class CodePoints {
    private CodePoints() {}

    /**
     * Compares two texts.
     *
     * @param a a text
     * @param b another
     * @return less than, equal to or more than 0
     */
    public static int compare(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                boolean pairInA = endsPair(a, i);
                boolean pairInB = endsPair(b, i);
                // the half of a pair that both have is in one of them the half of none, and less than any pair
                return pairInA != pairInB
                        ? Boolean.compare(pairInA, pairInB)
                        : Integer.compare(a.codePointAt(i), b.codePointAt(i));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static boolean endsPair(String text, int i) {
        return i > 0 && Character.isSurrogatePair(text.charAt(i - 1), text.charAt(i));
    }
}

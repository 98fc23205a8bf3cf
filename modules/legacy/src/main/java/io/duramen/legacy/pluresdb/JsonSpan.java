// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

/**
 * Finds the end of a JSON value in bytes that go on behind it. It knows strings and brackets only: whether what lies in
 * between is JSON is for others to say.
 */
final class JsonSpan {
    private int depth;
    private boolean inString;
    private boolean escaped;

    /** Takes the next byte. Returns whether it is part of the value, and not what separates it from the next. */
    boolean take(int b) {
        if (inString) {
            inString = escaped || b != '"';
            escaped = !escaped && b == '\\';
            return true;
        }
        switch (b) {
            case '"' -> inString = true;
            case '{', '[' -> depth++;
            case '}', ']' -> {
                if (depth == 0) {
                    return false;
                }
                depth--;
            }
            case ',' -> {
                return depth > 0;
            }
            default -> {}
        }
        return true;
    }

    /** The length of the object that the bytes begin with, or 0 if it does not end in them. */
    static int ofObject(byte[] bytes) {
        JsonSpan span = new JsonSpan();
        for (int i = 0; i < bytes.length; i++) {
            span.take(bytes[i]);
            if (span.depth == 0) {
                return i + 1;
            }
        }
        return 0;
    }
}

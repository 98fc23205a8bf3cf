// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

/** A line is not what it should be. */
final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    BadLineException(String reason, String found) {
        super(found, null, false, false);
        this.reason = reason;
    }

    /** Why, in one of the words of {@link io.duramen.legacy.LogTransactions.SkippedLine}. */
    String reason() {
        return reason;
    }

    /** What was found, for people. */
    String found() {
        return String.valueOf(getMessage());
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.lines;

/** A line is not a record. The message says why; the line is known to the caller. */
public final class BadRecordException extends Exception {
    private static final long serialVersionUID = 1L;

    BadRecordException(String why) {
        super(why, null, false, false);
    }

    /**
     * Says what is wrong.
     *
     * @return a few words
     */
    public String why() {
        return String.valueOf(getMessage());
    }
}

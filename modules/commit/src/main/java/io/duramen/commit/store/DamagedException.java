// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

/** A file is not as it was written; the message names it, what was expected and what was found. */
final class DamagedException extends Exception {
    private static final long serialVersionUID = 1L;

    DamagedException(Place where, String expected, String found) {
        this(where.toString(), expected, found);
    }

    DamagedException(String file, String expected, String found) {
        super(file + ": expected " + expected + ", found " + found);
    }

    DamagedException(String message) {
        super(message);
    }

    /** Returns the message, which there always is. */
    String problem() {
        String message = getMessage();
        return message == null ? "damaged" : message;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.views.json;

/** Something is not as it must be; a codec says of what. Nothing in it but the path comes from a value. */
final class JsonFault extends Exception {
    private static final long serialVersionUID = 1L;

    private final long charOffset;
    private final String path;
    private final String expected;
    private final String found;

    /** Takes the place as an index into the text, -1 if it is not known, and as a JSON pointer. */
    JsonFault(long charOffset, String path, String expected, String found) {
        super("expected " + expected + ", found " + found, null, false, false);
        this.charOffset = charOffset;
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    long charOffset() {
        return charOffset;
    }

    String path() {
        return path;
    }

    String expected() {
        return expected;
    }

    String found() {
        return found;
    }
}

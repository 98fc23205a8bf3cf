// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.it;

/** What a JVM is told about native access. */
enum Access {
    /** Nothing. */
    UNTOLD("no flag"),
    /** To refuse it to all but JNA. */
    GRANTED("denied, granted to JNA"),
    /** To refuse it to all. */
    DENIED("denied");

    private final String words;

    Access(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}

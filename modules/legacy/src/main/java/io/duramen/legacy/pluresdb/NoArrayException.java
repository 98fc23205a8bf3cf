// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.pluresdb;

/** What was taken for an array of JSON is none, from some place on. */
final class NoArrayException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long offset;

    NoArrayException(long offset) {
        super("no array of JSON at offset " + offset, null, false, false);
        this.offset = offset;
    }

    /** The place. */
    long offset() {
        return offset;
    }
}

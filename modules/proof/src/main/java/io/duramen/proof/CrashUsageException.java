// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

/** A command line that is wrong. */
public final class CrashUsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is wrong with it
     */
    public CrashUsageException(String message) {
        super(message);
    }
}

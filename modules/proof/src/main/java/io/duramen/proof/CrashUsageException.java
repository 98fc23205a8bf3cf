// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

/** A command line that is wrong. */
final class CrashUsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CrashUsageException(String message) {
        super(message);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

/** Something was opened without complaint and does not hold what was written to it. */
final class WrongContentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongContentException(String message) {
        super(message);
    }
}

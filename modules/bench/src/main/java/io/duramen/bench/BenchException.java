// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench;

import org.jspecify.annotations.Nullable;

/** A measurement could not be made, or showed something that must not be. */
public final class BenchException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Says what happened.
     *
     * @param message what was expected and what was found
     */
    public BenchException(String message) {
        super(message);
    }

    /**
     * Says what happened and why.
     *
     * @param message what was attempted
     * @param cause what it threw
     */
    public BenchException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

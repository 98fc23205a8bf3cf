// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The root of every exception Duramen throws on purpose.
 *
 * <p>The message says what was being done, to which file or object, what was expected and what was found. The same facts
 * stand machine-readable in {@link #details}, the kind of failure in {@link #code}, and what to do next in {@link #hint}.
 * Nothing secret is ever part of an exception.
 *
 * <p>Subclasses are named for what went wrong; catch those. They are unchecked because most callers can only report them.
 */
public abstract class DuramenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final @Nullable String hint;
    private final transient Map<String, Object> details;

    /**
     * Creates an exception.
     *
     * @param code the kind of failure in upper-case words joined by underscores, stable between releases
     * @param message what happened, to what, what was expected and found
     * @param details the facts of the message by name, in the order they should be shown; copied
     * @param hint what the reader can do next, naming a command that exists; {@code null} if there is nothing to do
     * @param cause what led to this; {@code null} if nothing did
     */
    protected DuramenException(
            String code, String message, Map<String, ?> details, @Nullable String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.hint = hint;
        this.details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * Returns the kind of failure.
     *
     * @return upper-case words joined by underscores, stable between releases
     */
    public final String code() {
        return code;
    }

    /**
     * Returns the facts of the message.
     *
     * @return facts by name, unmodifiable, in the order they should be shown; empty after deserialisation
     */
    public final Map<String, Object> details() {
        return details == null ? Map.of() : details;
    }

    /**
     * Returns what the reader can do next.
     *
     * @return one sentence, or {@code null} if there is nothing to do
     */
    public final @Nullable String hint() {
        return hint;
    }
}

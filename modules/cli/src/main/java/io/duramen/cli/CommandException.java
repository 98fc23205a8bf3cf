// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import io.duramen.base.DuramenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A command could not do what was asked, for a reason of its own; what the modules throw is reported as it is. */
public final class CommandException extends DuramenException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * Creates an exception.
     *
     * @param exitCode one of {@link ExitCode}
     * @param code the kind of failure
     * @param message what happened
     * @param details the facts; {@code file}, {@code offset}, {@code expected} and {@code found} are shown on lines of their own
     * @param hint what to do next, or {@code null}
     * @param cause what led to this, or {@code null}
     */
    public CommandException(
            int exitCode,
            String code,
            String message,
            Map<String, ?> details,
            @Nullable String hint,
            @Nullable Throwable cause) {
        super(code, message, details, hint, cause);
        this.exitCode = exitCode;
    }

    /**
     * Creates an exception of exit code 1 without a cause.
     *
     * @param code the kind of failure
     * @param message what happened
     * @param details the facts
     * @param hint what to do next, or {@code null}
     * @return the exception
     */
    public static CommandException failed(String code, String message, Map<String, ?> details, @Nullable String hint) {
        return new CommandException(ExitCode.FAILED, code, message, details, hint, null);
    }

    /**
     * Returns the exit code.
     *
     * @return one of {@link ExitCode}
     */
    public int exitCode() {
        return exitCode;
    }
}

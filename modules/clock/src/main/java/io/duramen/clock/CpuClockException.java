// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock;

import io.duramen.base.DuramenException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A processor clock could not be read. */
public final class CpuClockException extends DuramenException {
    private static final long serialVersionUID = 1L;

    /** Why it could not be read. */
    public enum Kind {
        /** The system or the JVM has no such clock, or does not let this process read it. */
        UNSUPPORTED,
        /** The clock is there, and reading it failed. */
        FAILED
    }

    private final Kind kind;

    /**
     * Creates an exception.
     *
     * @param kind why it could not be read
     * @param clock the provider's name
     * @param operation what was attempted, for instance {@code read the clock of a captured thread}
     * @param found what the system said
     * @param hint what to do next, or {@code null}
     * @param cause the system's own exception, or {@code null}
     */
    public CpuClockException(
            Kind kind, String clock, String operation, String found, @Nullable String hint, @Nullable Throwable cause) {
        super(
                "CLOCK_" + kind,
                "cannot " + operation + " with clock " + clock + ": " + found,
                Map.of("clock", clock, "operation", operation, "found", found),
                hint,
                cause);
        this.kind = kind;
    }

    /**
     * Returns why the clock could not be read.
     *
     * @return the kind of failure
     */
    public Kind kind() {
        return kind;
    }
}

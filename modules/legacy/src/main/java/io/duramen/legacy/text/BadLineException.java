// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.text;

import org.jspecify.annotations.Nullable;

/** A line, or a file of one object, is not what the format says. */
public final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final @Nullable String detail;

    /**
     * Creates an exception.
     *
     * @param reason why, in one of the words of the format, for instance {@code not_json}
     */
    public BadLineException(String reason) {
        this(reason, null);
    }

    /**
     * Creates an exception.
     *
     * @param reason why, in one of the words of the format
     * @param detail what was found, for people, or {@code null}
     */
    public BadLineException(String reason, @Nullable String detail) {
        super(reason, null, false, false);
        this.reason = reason;
        this.detail = detail;
    }

    /**
     * Says why.
     *
     * @return one of the words of the format
     */
    public String reason() {
        return reason;
    }

    /**
     * Says what was found beyond the reason.
     *
     * @return words for people, or {@code null}
     */
    public @Nullable String detail() {
        return detail;
    }

    /**
     * Says what was found.
     *
     * @return the detail, or the reason where there is none
     */
    public String found() {
        return detail == null ? reason : detail;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import org.jspecify.annotations.Nullable;

/** How that ended which an entry tells of. */
public enum AuditOutcome {
    /** It is about to be done; another entry tells how it ended, unless the process did not live to write it. */
    BEGUN(1),
    /** It was done, or it happened. */
    DONE(2),
    /** It was tried and failed. */
    FAILED(3),
    /** It was not allowed. */
    REFUSED(4);

    private final int code;

    AuditOutcome(int code) {
        this.code = code;
    }

    /** The number stored. */
    int code() {
        return code;
    }

    static @Nullable AuditOutcome of(int code) {
        for (AuditOutcome outcome : values()) {
            if (outcome.code == code) {
                return outcome;
            }
        }
        return null;
    }

    /** What the type of an event says: its last word, behind a dot or a hyphen. */
    static AuditOutcome ofEvent(String type) {
        String last = type.substring(1 + Math.max(type.lastIndexOf('.'), type.lastIndexOf('-')));
        return switch (last) {
            case "begun", "started" -> BEGUN;
            case "failed", "failure" -> FAILED;
            case "refused", "refusal" -> REFUSED;
            default -> DONE;
        };
    }
}

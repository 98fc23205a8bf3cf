// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.util.Map;

/** A transaction was refused because its kind is banned for bursts. Nothing was started. */
public final class KindBannedException extends SentinelException {
    private static final long serialVersionUID = 1L;

    private final String kind;
    private final long remainingNanos;

    KindBannedException(String kind, long remainingNanos) {
        super(
                "SENTINEL_KIND_BANNED",
                "transactions of kind " + kind + " are refused for another " + (remainingNanos + 999_999) / 1_000_000
                        + " ms, because earlier ones burned processor time over their threshold",
                Map.of("kind", kind, "remainingNanos", remainingNanos),
                "try later, or call Kind.pardon");
        this.kind = kind;
        this.remainingNanos = remainingNanos;
    }

    /**
     * Returns who is banned.
     *
     * @return the name of the kind
     */
    public String kind() {
        return kind;
    }

    /**
     * Returns how long the ban goes on.
     *
     * @return nanoseconds, positive
     */
    public long remainingNanos() {
        return remainingNanos;
    }
}

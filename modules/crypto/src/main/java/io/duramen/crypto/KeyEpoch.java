// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a span of time, without the key.
 *
 * @param number the epoch's number, from 1, each one more than the last
 * @param state what becomes of its key
 * @param createdAt when it began, to the second
 * @param closedAt when it ended, {@code null} while it is active
 * @param reason why it ended, {@code null} while it is active
 * @param lastSegments for each log that said so, the last segment that may be sealed under it
 */
public record KeyEpoch(
        int number,
        State state,
        Instant createdAt,
        @Nullable Instant closedAt,
        @Nullable String reason,
        Map<UUID, Long> lastSegments) {

    /** What becomes of an epoch's key. */
    public enum State {
        /** What is sealed now gets keys under it. */
        ACTIVE,
        /** Nothing is sealed under it any more; what was, can be read. */
        CLOSED,
        /** The key is gone, and what was still sealed under it with it. */
        DESTROYED
    }

    /** Copies the map. */
    public KeyEpoch {
        lastSegments = Map.copyOf(lastSegments);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A record as read back.
 *
 * @param lsn its number in the log, from 1 without gaps
 * @param type what it is
 * @param transactionId the transaction it belongs to, 0 for none
 * @param time when it was appended, in microseconds, by the clock of that moment; never used for ordering
 * @param actor who caused it, or {@code null}
 * @param operation what it does, or {@code null}
 * @param key what it is about, read-only and with a position of its own at each call, or {@code null}
 * @param incarnation the incarnation of the actor, 0 for none
 * @param payload its bytes, read-only and with a position of its own at each call
 */
public record LogRecord(
        long lsn,
        RecordType type,
        long transactionId,
        @Nullable Instant time,
        @Nullable String actor,
        @Nullable String operation,
        @Nullable ByteBuffer key,
        long incarnation,
        ByteBuffer payload) {

    @Override
    public @Nullable ByteBuffer key() {
        return key == null ? null : key.duplicate();
    }

    @Override
    public ByteBuffer payload() {
        return payload.duplicate();
    }
}

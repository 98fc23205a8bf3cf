// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.wal.RecordType;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A line that was understood. A line with a number and a checksum is Duramen's, one without either a predecessor's.
 *
 * @param oldStyle whether it has no {@code op}
 * @param type what it is as a record
 * @param transactionId its {@code tx_id}
 * @param changes its changes as text, or {@code null}
 * @param payload its payload
 * @param timestamp the text of its time, or {@code null}
 * @param committed what an old-style line says of itself
 * @param extras what the plain format has no place for
 * @param lsn its number, 0 if it has none; of a mark, that of the record before it
 * @param durable the last number that was durable when it was written
 * @param more how many lines follow that are there with it or not at all
 * @param mark what it says about the log, or {@code null}
 */
record Line(
        boolean oldStyle,
        RecordType type,
        String transactionId,
        @Nullable ChangesText changes,
        ByteBuffer payload,
        @Nullable String timestamp,
        boolean committed,
        Extras extras,
        long lsn,
        long durable,
        long more,
        @Nullable Mark mark) {

    /**
     * What the plain format has no place for.
     *
     * @param actor who caused the record, or {@code null}
     * @param operation what it does, or {@code null}
     * @param key its key, or {@code null} if the transaction's id is all there is
     * @param incarnation the incarnation of the actor, 0 for none
     */
    record Extras(
            @Nullable String actor,
            @Nullable String operation,
            @Nullable ByteBuffer key,
            long incarnation) {
        static final Extras NONE = new Extras(null, null, null, 0);
    }

    boolean isChecked() {
        return lsn > 0 || mark != null;
    }

    /** Whether it prepares a transaction whose changes can be read. */
    boolean isEntry() {
        return mark == null && changes != null && (oldStyle || type.equals(RecordType.PREPARE));
    }

    /** Whether it commits a transaction that was prepared in another line. */
    boolean isCommit() {
        return !oldStyle && type.equals(RecordType.COMMIT) && !payload.hasRemaining();
    }
}

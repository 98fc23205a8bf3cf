// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.SegmentLayout.*;

import io.duramen.wal.LogCursor;
import io.duramen.wal.LogQuery;
import io.duramen.wal.RecordType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What a query asks of a record beside its number, compared with the bytes as they stand. Immutable. */
final class RecordFilter {
    private static final long MICROS_PER_SECOND = 1_000_000;

    private final int type;
    private final OptionalLong transactionId;
    private final long since;
    private final long before;
    private final boolean timed;
    private final byte @Nullable [] actor;
    private final byte @Nullable [] operation;
    private final byte @Nullable [] key;

    private RecordFilter(LogQuery query) {
        RecordType wanted = query.type();
        this.type = wanted == null ? 0 : wanted.code();
        this.transactionId = query.transactionId();
        Instant earliest = query.since();
        Instant end = query.before();
        this.timed = earliest != null || end != null;
        this.since = earliest == null ? Long.MIN_VALUE : ceilingMicros(earliest);
        this.before = end == null ? Long.MAX_VALUE : ceilingMicros(end);
        this.actor = utf8(query.actor());
        this.operation = utf8(query.operation());
        this.key = query.key();
    }

    /** The filter of a query, {@code null} if it lets every record through. */
    static @Nullable RecordFilter of(LogQuery query) {
        RecordFilter filter = new RecordFilter(query);
        boolean all = filter.type == 0
                && filter.transactionId.isEmpty()
                && !filter.timed
                && filter.actor == null
                && filter.operation == null
                && filter.key == null;
        return all ? null : filter;
    }

    boolean matches(RecordView record) {
        return (type == 0 || record.typeCode() == type)
                && (transactionId.isEmpty() || record.transactionId() == transactionId.getAsLong())
                && (!timed || matchesTime(record.timeMicros()))
                && (actor == null || record.has(TLV_ACTOR, actor))
                && (operation == null || record.has(TLV_OPERATION, operation))
                && (key == null || record.has(TLV_KEY, key));
    }

    private boolean matchesTime(long micros) {
        return micros != LogCursor.NO_TIME && micros >= since && (micros < before || before == Long.MAX_VALUE);
    }

    /** Whether it matters what times a segment holds. */
    boolean isTimed() {
        return timed;
    }

    /** Whether a record of a segment with such times may match. */
    boolean mayMatch(SegmentTimes.Span times) {
        return times.latest() >= since && (times.earliest() < before || before == Long.MAX_VALUE) && !times.isEmpty();
    }

    /** The first whole microsecond not before a time; the largest and smallest number stand for what lies beyond them. */
    static long ceilingMicros(Instant time) {
        try {
            long micros = Math.multiplyExact(time.getEpochSecond(), MICROS_PER_SECOND);
            return Math.addExact(micros, (time.getNano() + 999) / 1000);
        } catch (ArithmeticException beyond) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static byte @Nullable [] utf8(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}

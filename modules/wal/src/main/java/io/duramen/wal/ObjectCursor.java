// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A cursor that stands on an object, for backends whose readers make objects anyway. */
abstract class ObjectCursor implements LogCursor {
    private @Nullable LogRecord record;

    /** Goes to a record, or to none. Returns whether there is one. */
    final boolean standOn(@Nullable LogRecord found) {
        record = found;
        return found != null;
    }

    @Override
    public final LogRecord record() {
        if (record == null) {
            throw new IllegalStateException("the cursor stands on no record");
        }
        return record;
    }

    @Override
    public final long lsn() {
        return record().lsn();
    }

    @Override
    public final RecordType type() {
        return record().type();
    }

    @Override
    public final long transactionId() {
        return record().transactionId();
    }

    @Override
    public final long timeMicros() {
        return micros(record().time());
    }

    private static long micros(@Nullable Instant time) {
        return time == null ? NO_TIME : ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Override
    public final @Nullable String actor() {
        return record().actor();
    }

    @Override
    public final @Nullable String operation() {
        return record().operation();
    }

    @Override
    public final @Nullable ByteBuffer key() {
        return record().key();
    }

    @Override
    public final long incarnation() {
        return record().incarnation();
    }

    @Override
    public final ByteBuffer payload() {
        return record().payload();
    }
}

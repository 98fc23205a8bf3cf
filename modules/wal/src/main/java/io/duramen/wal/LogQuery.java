// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a log are wanted. Immutable; everything set must hold.
 *
 * <p>A record without an attribute is not wanted if something is asked of that attribute. Times are those the records carry:
 * the clock may have jumped, so that the records of a span of time need not stand beside each other.
 */
public final class LogQuery {
    private static final LogQuery ALL = builder().build();

    private final long fromLsn;
    private final long toLsn;
    private final @Nullable Instant since;
    private final @Nullable Instant before;
    private final @Nullable String actor;
    private final @Nullable String operation;
    private final @Nullable RecordType type;
    private final @Nullable Long transactionId;
    private final byte @Nullable [] key;

    private LogQuery(Builder builder) {
        this.fromLsn = builder.fromLsn;
        this.toLsn = builder.toLsn;
        this.since = builder.since;
        this.before = builder.before;
        this.actor = builder.actor;
        this.operation = builder.operation;
        this.type = builder.type;
        this.transactionId = builder.transactionId;
        this.key = builder.key;
    }

    /**
     * Every record the log holds.
     *
     * @return the query
     */
    public static LogQuery all() {
        return ALL;
    }

    /**
     * Every record from a number on.
     *
     * @param lsn the first record wanted
     * @return the query
     */
    public static LogQuery from(long lsn) {
        return builder().fromLsn(lsn).build();
    }

    /**
     * Starts from {@link #all}.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Returns the first record wanted.
     *
     * @return its LSN; empty for the first one the log holds
     */
    public OptionalLong fromLsn() {
        return fromLsn == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(fromLsn);
    }

    /**
     * Returns the last record wanted.
     *
     * @return its LSN; {@link Long#MAX_VALUE} if there is no such limit
     */
    public long toLsn() {
        return toLsn;
    }

    /**
     * Returns the earliest time wanted.
     *
     * @return the time, itself included, or {@code null}
     */
    public @Nullable Instant since() {
        return since;
    }

    /**
     * Returns the end of the time wanted.
     *
     * @return the first time not wanted any more, or {@code null}
     */
    public @Nullable Instant before() {
        return before;
    }

    /**
     * Returns whose records are wanted.
     *
     * @return the actor, or {@code null} for all
     */
    public @Nullable String actor() {
        return actor;
    }

    /**
     * Returns which operation is wanted.
     *
     * @return the operation, or {@code null} for all
     */
    public @Nullable String operation() {
        return operation;
    }

    /**
     * Returns which type is wanted.
     *
     * @return the type, or {@code null} for all
     */
    public @Nullable RecordType type() {
        return type;
    }

    /**
     * Returns which transaction is wanted.
     *
     * @return its number; 0 for records without transaction; empty for all
     */
    public OptionalLong transactionId() {
        return transactionId == null ? OptionalLong.empty() : OptionalLong.of(transactionId);
    }

    /**
     * Returns which key is wanted.
     *
     * @return a copy of the key, or {@code null} for all
     */
    public byte @Nullable [] key() {
        return key == null ? null : key.clone();
    }

    /**
     * Tells whether a record is wanted.
     *
     * @param record the record
     * @return whether everything set holds for it
     */
    public boolean matches(LogRecord record) {
        return record.lsn() >= fromLsn
                && record.lsn() <= toLsn
                && (type == null || type.equals(record.type()))
                && (transactionId == null || transactionId == record.transactionId())
                && matches(record.time())
                && (actor == null || actor.equals(record.actor()))
                && (operation == null || operation.equals(record.operation()))
                && (key == null || ByteBuffer.wrap(key).equals(record.key()));
    }

    private boolean matches(@Nullable Instant time) {
        if (since == null && before == null) {
            return true;
        }
        return time != null && (since == null || !time.isBefore(since)) && (before == null || time.isBefore(before));
    }

    /** Builds a {@link LogQuery}. */
    public static final class Builder {
        private long fromLsn = Long.MIN_VALUE;
        private long toLsn = Long.MAX_VALUE;
        private @Nullable Instant since;
        private @Nullable Instant before;
        private @Nullable String actor;
        private @Nullable String operation;
        private @Nullable RecordType type;
        private @Nullable Long transactionId;
        private byte @Nullable [] key;

        private Builder() {}

        /**
         * Sets the first record wanted; the first one the log holds unless set.
         *
         * @param lsn its LSN; a log refuses one it does not hold any more
         * @return this builder
         */
        public Builder fromLsn(long lsn) {
            this.fromLsn = lsn;
            return this;
        }

        /**
         * Sets the last record wanted; without limit unless set.
         *
         * @param lsn its LSN, which the log need not have reached
         * @return this builder
         */
        public Builder toLsn(long lsn) {
            this.toLsn = lsn;
            return this;
        }

        /**
         * Sets the earliest time wanted.
         *
         * @param time the time, itself included
         * @return this builder
         */
        public Builder since(Instant time) {
            this.since = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets the end of the time wanted.
         *
         * @param time the first time not wanted any more
         * @return this builder
         */
        public Builder before(Instant time) {
            this.before = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Sets whose records are wanted.
         *
         * @param value the actor, compared byte by byte
         * @return this builder
         */
        public Builder actor(String value) {
            this.actor = Objects.requireNonNull(value, "actor");
            return this;
        }

        /**
         * Sets which operation is wanted.
         *
         * @param value the operation, compared byte by byte
         * @return this builder
         */
        public Builder operation(String value) {
            this.operation = Objects.requireNonNull(value, "operation");
            return this;
        }

        /**
         * Sets which type is wanted.
         *
         * @param value the type
         * @return this builder
         */
        public Builder type(RecordType value) {
            this.type = Objects.requireNonNull(value, "type");
            return this;
        }

        /**
         * Sets which transaction is wanted.
         *
         * @param value its number; 0 for records without transaction
         * @return this builder
         */
        public Builder transactionId(long value) {
            this.transactionId = value;
            return this;
        }

        /**
         * Sets which key is wanted.
         *
         * @param value the whole key; copied
         * @return this builder
         */
        public Builder key(byte[] value) {
            this.key = value.clone();
            return this;
        }

        /**
         * Finishes the query.
         *
         * @return the query
         */
        public LogQuery build() {
            return new LogQuery(this);
        }
    }
}

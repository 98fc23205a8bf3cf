// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record to be appended: a payload and what is to be known about it. Immutable once built; the payload is copied when the
 * entry is appended, not before.
 *
 * <p>The log stores the attributes and returns them; it gives no meaning to them.
 */
public final class LogEntry {

    /** The longest actor or operation, in bytes of UTF-8. */
    public static final int MAX_NAME_BYTES = 255;

    /** The longest key, in bytes. */
    public static final int MAX_KEY_BYTES = 16 * 1024;

    private final ByteBuffer payload;
    private final RecordType type;
    private final long transactionId;
    private final @Nullable Instant time;
    private final @Nullable String actor;
    private final @Nullable String operation;
    private final byte @Nullable [] key;
    private final long incarnation;

    private LogEntry(Builder builder) {
        this.payload = builder.payload;
        this.type = builder.type;
        this.transactionId = builder.transactionId;
        this.time = builder.time;
        this.actor = builder.actor;
        this.operation = builder.operation;
        this.key = builder.key;
        this.incarnation = builder.incarnation;
    }

    /**
     * An entry of type {@link RecordType#DATA} without attributes.
     *
     * @param payload the bytes from position to limit; not copied until appended
     * @return the entry
     */
    public static LogEntry of(ByteBuffer payload) {
        return builder(payload).build();
    }

    /**
     * Starts an entry.
     *
     * @param payload the bytes from position to limit; not copied until appended
     * @return a builder
     */
    public static Builder builder(ByteBuffer payload) {
        return new Builder(payload);
    }

    /**
     * Returns the payload.
     *
     * @return a view of its own; the bytes are shared with the caller of {@link #builder}
     */
    public ByteBuffer payload() {
        return payload.duplicate();
    }

    /**
     * Returns what the record is.
     *
     * @return the type
     */
    public RecordType type() {
        return type;
    }

    /**
     * Returns the transaction the record belongs to.
     *
     * @return its number, 0 for none
     */
    public long transactionId() {
        return transactionId;
    }

    /**
     * Returns the time given to the entry.
     *
     * @return the time, or {@code null} if the log's clock is to be asked
     */
    public @Nullable Instant time() {
        return time;
    }

    /**
     * Returns who caused the record.
     *
     * @return the actor, or {@code null}
     */
    public @Nullable String actor() {
        return actor;
    }

    /**
     * Returns what the record does.
     *
     * @return the operation, or {@code null}
     */
    public @Nullable String operation() {
        return operation;
    }

    /**
     * Returns what the record is about.
     *
     * @return a copy of the key, or {@code null}
     */
    public byte @Nullable [] key() {
        return key == null ? null : key.clone();
    }

    /**
     * Returns the incarnation of the actor.
     *
     * @return a number raised on each restore or clone, 0 for none
     */
    public long incarnation() {
        return incarnation;
    }

    /** Builds a {@link LogEntry}. */
    public static final class Builder {
        private static final Instant EARLIEST = Instant.ofEpochSecond(-9_150_000_000_000L);
        private static final Instant LATEST = Instant.ofEpochSecond(9_150_000_000_000L);

        private final ByteBuffer payload;
        private RecordType type = RecordType.DATA;
        private long transactionId;
        private @Nullable Instant time;
        private @Nullable String actor;
        private @Nullable String operation;
        private byte @Nullable [] key;
        private long incarnation;

        private Builder(ByteBuffer payload) {
            this.payload = payload.duplicate();
        }

        /**
         * Sets what the record is; {@link RecordType#DATA} unless set.
         *
         * @param value the type
         * @return this builder
         */
        public Builder type(RecordType value) {
            this.type = value;
            return this;
        }

        /**
         * Sets the transaction the record belongs to.
         *
         * @param value its number, 0 for none
         * @return this builder
         */
        public Builder transactionId(long value) {
            this.transactionId = value;
            return this;
        }

        /**
         * Sets the time; the log's clock is asked unless set. Kept in microseconds.
         *
         * @param value the time, within 290,000 years of 1970
         * @return this builder
         */
        public Builder time(Instant value) {
            if (value.isBefore(EARLIEST) || value.isAfter(LATEST)) {
                throw new IllegalArgumentException(
                        "a record's time must be from " + EARLIEST + " to " + LATEST + ", is " + value);
            }
            this.time = value;
            return this;
        }

        /**
         * Sets who caused the record.
         *
         * @param value at most {@value LogEntry#MAX_NAME_BYTES} bytes of UTF-8
         * @return this builder
         */
        public Builder actor(String value) {
            this.actor = checkName("actor", value);
            return this;
        }

        /**
         * Sets what the record does, for instance {@code put}.
         *
         * @param value at most {@value LogEntry#MAX_NAME_BYTES} bytes of UTF-8
         * @return this builder
         */
        public Builder operation(String value) {
            this.operation = checkName("operation", value);
            return this;
        }

        /**
         * Sets what the record is about.
         *
         * @param value at most {@value LogEntry#MAX_KEY_BYTES} bytes; copied
         * @return this builder
         */
        public Builder key(byte[] value) {
            if (value.length > MAX_KEY_BYTES) {
                throw new IllegalArgumentException(
                        "a record's key may have " + MAX_KEY_BYTES + " bytes, has " + value.length);
            }
            this.key = Arrays.copyOf(value, value.length);
            return this;
        }

        /**
         * Sets the incarnation of the actor.
         *
         * @param value a number raised on each restore or clone, 0 for none
         * @return this builder
         */
        public Builder incarnation(long value) {
            this.incarnation = value;
            return this;
        }

        /**
         * Finishes the entry.
         *
         * @return the entry
         */
        public LogEntry build() {
            return new LogEntry(this);
        }

        private static String checkName(String what, String value) {
            int bytes = Objects.requireNonNull(value, what).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > MAX_NAME_BYTES) {
                throw new IllegalArgumentException(
                        "a record's " + what + " may have " + MAX_NAME_BYTES + " bytes of UTF-8, has " + bytes);
            }
            return value;
        }
    }
}

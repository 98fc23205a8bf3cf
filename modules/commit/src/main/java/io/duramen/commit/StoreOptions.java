// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.crypto.Sealing;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import org.jspecify.annotations.Nullable;

/**
 * How a store is made and opened. Immutable; the defaults acknowledge only what is durable.
 *
 * <p>Durability, sealing, limits, clock, randomness, progress and events are those of the {@linkplain #wal log's options}.
 */
public final class StoreOptions {

    /** The largest {@link Builder#maxTransactionBytes}: a transaction is held in memory until it is durable. */
    public static final long LARGEST_TRANSACTION_BYTES = 1L << 30;

    private static final StoreOptions DEFAULTS = builder().build();

    private final WalOptions wal;
    private final long checkpointBytes;
    private final long checkpointCommits;
    private final long mergeBytesPerSecond;
    private final long maxTransactionBytes;
    private final StoreMode mode;
    private final @Nullable StateStoreProvider provider;
    private final OnDamage onDamage;
    private final @Nullable Anchor anchor;
    private final long anchorCommits;
    private final boolean acceptRollback;

    private StoreOptions(Builder builder) {
        this.wal = builder.wal;
        this.checkpointBytes = builder.checkpointBytes;
        this.checkpointCommits = builder.checkpointCommits;
        this.mergeBytesPerSecond = builder.mergeBytesPerSecond;
        this.maxTransactionBytes = builder.maxTransactionBytes;
        this.mode = builder.mode;
        this.provider = builder.provider;
        this.onDamage = builder.onDamage;
        this.anchor = builder.anchor;
        this.anchorCommits = builder.anchorCommits;
        this.acceptRollback = builder.acceptRollback;
    }

    /**
     * The log's defaults, not sealed; a checkpoint every 64 MiB or million transactions, transactions of up to 64 MiB, {@link
     * StoreMode#JOURNAL}.
     *
     * @return the defaults
     */
    public static StoreOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults, sealed, and refused where they are older than an anchor says.
     *
     * @param sealing what seals the store, for instance a keyring
     * @param anchor what remembers how far the store had come, for instance {@link Anchor#file}, or {@link Anchor#none}
     * @return the options
     */
    public static StoreOptions sealedBy(Sealing sealing, Anchor anchor) {
        return builder().sealing(sealing).anchor(anchor).build();
    }

    /**
     * Starts from the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Starts from these options.
     *
     * @return a builder
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.wal = wal;
        builder.checkpointBytes = checkpointBytes;
        builder.checkpointCommits = checkpointCommits;
        builder.mergeBytesPerSecond = mergeBytesPerSecond;
        builder.maxTransactionBytes = maxTransactionBytes;
        builder.mode = mode;
        builder.provider = provider;
        builder.onDamage = onDamage;
        builder.anchor = anchor;
        builder.anchorCommits = anchorCommits;
        builder.acceptRollback = acceptRollback;
        return builder;
    }

    /**
     * Returns the options of the log.
     *
     * @return the options
     */
    public WalOptions wal() {
        return wal;
    }

    /**
     * Returns what seals the store.
     *
     * @return the sealing, or {@code null} if the store is not sealed
     */
    public @Nullable Sealing sealing() {
        return wal.sealing();
    }

    /**
     * Returns after how many bytes of transactions a checkpoint is written.
     *
     * @return bytes
     */
    public long checkpointBytes() {
        return checkpointBytes;
    }

    /**
     * Returns after how many transactions a checkpoint is written.
     *
     * @return transactions
     */
    public long checkpointCommits() {
        return checkpointCommits;
    }

    /**
     * Returns how fast the files of checkpoints are merged.
     *
     * @return bytes a second
     */
    public long mergeBytesPerSecond() {
        return mergeBytesPerSecond;
    }

    /**
     * Returns how large a transaction may be. One that fits a record of the log is never too large.
     *
     * @return bytes of keys and values, and 3 to 7 bytes a key
     */
    public long maxTransactionBytes() {
        return maxTransactionBytes;
    }

    /**
     * Returns when a transaction is acknowledged.
     *
     * @return the mode
     */
    public StoreMode mode() {
        return mode;
    }

    /**
     * Returns the implementation: the one set, or else the best available.
     *
     * @return the provider
     */
    public StateStoreProvider provider() {
        return provider != null ? provider : StateStores.best();
    }

    /**
     * Returns what is done with a store that cannot be restored exactly.
     *
     * @return {@link OnDamage#REFUSE} unless set
     */
    public OnDamage onDamage() {
        return onDamage;
    }

    /**
     * Returns what remembers how far the store had come.
     *
     * @return the anchor, or {@code null} if there is none
     */
    public @Nullable Anchor anchor() {
        return anchor == Anchor.none() ? null : anchor;
    }

    /**
     * Returns after how many transactions the anchor is moved on.
     *
     * @return transactions
     */
    public long anchorCommits() {
        return anchorCommits;
    }

    /**
     * Tells whether a store that is older than its anchor is accepted.
     *
     * @return {@code false} unless asked for
     */
    public boolean acceptRollback() {
        return acceptRollback;
    }

    /** Builds {@link StoreOptions}. */
    public static final class Builder {
        private WalOptions wal = WalOptions.defaults();
        private long checkpointBytes = 64L << 20;
        private long checkpointCommits = 1_000_000;
        private long mergeBytesPerSecond = 64L << 20;
        private long maxTransactionBytes = 64L << 20;
        private StoreMode mode = StoreMode.JOURNAL;
        private @Nullable StateStoreProvider provider;
        private OnDamage onDamage = OnDamage.REFUSE;
        private @Nullable Anchor anchor;
        private long anchorCommits = 1000;
        private boolean acceptRollback;

        private Builder() {}

        /**
         * Sets the options of the log; durability {@code NONE} is refused when the store is opened.
         *
         * @param value the options
         * @return this builder
         */
        public Builder wal(WalOptions value) {
            this.wal = value;
            return this;
        }

        /**
         * Seals the store, as {@link io.duramen.wal.WalOptions.Builder#sealing} does for the log; call it after {@link #wal}. A
         * sealed store has to have an {@link #anchor}, or {@link Anchor#none} by name.
         *
         * @param value the sealing, or {@code null} for none
         * @return this builder
         */
        public Builder sealing(@Nullable Sealing value) {
            this.wal = wal.toBuilder()
                    .sealing(value)
                    .anchor(value == null ? null : Anchor.none())
                    .build();
            return this;
        }

        /**
         * Sets after how many bytes of transactions a checkpoint is written by itself; 64 MiB unless set. It bounds the log
         * and the time of a recovery.
         *
         * @param value bytes, at least 1; {@link Long#MAX_VALUE} for never
         * @return this builder
         */
        public Builder checkpointBytes(long value) {
            this.checkpointBytes = atLeastOne("checkpointBytes", value);
            return this;
        }

        /**
         * Sets after how many transactions a checkpoint is written by itself; a million unless set.
         *
         * @param value transactions, at least 1; {@link Long#MAX_VALUE} for never
         * @return this builder
         */
        public Builder checkpointCommits(long value) {
            this.checkpointCommits = atLeastOne("checkpointCommits", value);
            return this;
        }

        /**
         * Sets how fast the files of a checkpoint are merged into one in the background; 64 MiB a second unless set. With the
         * writer mode {@code CALLER} there is no background: whoever asks for a checkpoint merges, as fast as it goes.
         *
         * @param value bytes a second, at least 1; {@link Long#MAX_VALUE} for as fast as it goes
         * @return this builder
         */
        public Builder mergeBytesPerSecond(long value) {
            this.mergeBytesPerSecond = atLeastOne("mergeBytesPerSecond", value);
            return this;
        }

        /**
         * Sets how large a transaction may be; 64 MiB unless set. What does not fit {@link WalOptions#maxRecordBytes} is
         * written as several records of which only the last commits it; meanwhile no other transaction gets its place.
         *
         * @param value bytes, from 1 to {@link StoreOptions#LARGEST_TRANSACTION_BYTES}
         * @return this builder
         */
        public Builder maxTransactionBytes(long value) {
            if (value > LARGEST_TRANSACTION_BYTES) {
                throw new IllegalArgumentException(
                        "maxTransactionBytes must be at most " + LARGEST_TRANSACTION_BYTES + ", is " + value);
            }
            this.maxTransactionBytes = atLeastOne("maxTransactionBytes", value);
            return this;
        }

        /**
         * Sets when a transaction is acknowledged; {@link StoreMode#JOURNAL} unless set. {@link StoreMode#STRICT} with another
         * durability than {@link io.duramen.wal.Durability#FULL} is refused when the store is opened.
         *
         * @param value the mode
         * @return this builder
         */
        public Builder mode(StoreMode value) {
            this.mode = value;
            return this;
        }

        /**
         * Sets the implementation; the best available unless set.
         *
         * @param value the provider
         * @return this builder
         */
        public Builder provider(StateStoreProvider value) {
            this.provider = value;
            return this;
        }

        /**
         * Sets what is done with a store that cannot be restored exactly; {@link OnDamage#REFUSE} unless set.
         *
         * @param value what
         * @return this builder
         */
        public Builder onDamage(OnDamage value) {
            this.onDamage = value;
            return this;
        }

        /**
         * Sets what remembers, outside the store, how far it had come; none unless set. A store that is then found older, or
         * that is another one, is refused. The anchor is moved on when the store is opened, after a checkpoint, every {@link
         * #anchorCommits} transactions, and when the store is closed, never while a transaction waits: what was committed since
         * the last of these can be taken away unnoticed.
         *
         * @param value the anchor, for instance {@link Anchor#file}; {@link Anchor#none} or, if nothing is sealed, {@code null} for
         *     none
         * @return this builder
         */
        public Builder anchor(@Nullable Anchor value) {
            this.anchor = value;
            return this;
        }

        /**
         * Sets after how many transactions the anchor is moved on; 1000 unless set.
         *
         * @param value transactions, at least 1; {@link Long#MAX_VALUE} for never
         * @return this builder
         */
        public Builder anchorCommits(long value) {
            this.anchorCommits = atLeastOne("anchorCommits", value);
            return this;
        }

        /**
         * Sets whether a store that is older than its anchor says, or another one, is accepted, and the anchor put back to it:
         * for the one open after a backup was restored on purpose. The {@link io.duramen.base.EventSink} is told.
         *
         * @param value {@code false} unless set
         * @return this builder
         */
        public Builder acceptRollback(boolean value) {
            this.acceptRollback = value;
            return this;
        }

        /**
         * Finishes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if the store is sealed and no anchor was chosen
         */
        public StoreOptions build() {
            if (wal.sealing() != null && anchor == null) {
                throw new IllegalArgumentException(
                        "a sealed store needs an anchor, else an older copy of all of it, put back,"
                                + " is taken for the newest: set Anchor.file(path), or say Anchor.none()");
            }
            return new StoreOptions(this);
        }

        private static long atLeastOne(String what, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, is " + value);
            }
            return value;
        }
    }
}

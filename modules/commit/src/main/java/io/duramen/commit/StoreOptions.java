// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.crypto.Sealing;
import io.duramen.wal.WalOptions;
import org.jspecify.annotations.Nullable;

/**
 * How a store is made and opened. Immutable; the defaults acknowledge only what is durable.
 *
 * <p>Durability, sealing, limits, clock, randomness, progress and events are those of the {@linkplain #wal log's options}.
 */
public final class StoreOptions {
    private static final StoreOptions DEFAULTS = builder().build();

    private final WalOptions wal;
    private final long checkpointBytes;
    private final long checkpointCommits;
    private final @Nullable StateStoreProvider provider;

    private StoreOptions(Builder builder) {
        this.wal = builder.wal;
        this.checkpointBytes = builder.checkpointBytes;
        this.checkpointCommits = builder.checkpointCommits;
        this.provider = builder.provider;
    }

    /**
     * The log's defaults, not sealed; a checkpoint every 64 MiB or million transactions.
     *
     * @return the defaults
     */
    public static StoreOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults, sealed.
     *
     * @param sealing what seals the store, for instance a keyring
     * @return the options
     */
    public static StoreOptions sealedBy(Sealing sealing) {
        return builder().sealing(sealing).build();
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
        builder.provider = provider;
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
     * Returns the implementation: the one set, or else the best available.
     *
     * @return the provider
     */
    public StateStoreProvider provider() {
        return provider != null ? provider : StateStores.best();
    }

    /** Builds {@link StoreOptions}. */
    public static final class Builder {
        private WalOptions wal = WalOptions.defaults();
        private long checkpointBytes = 64L << 20;
        private long checkpointCommits = 1_000_000;
        private @Nullable StateStoreProvider provider;

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
         * Seals the store, as {@link io.duramen.wal.WalOptions.Builder#sealing} does for the log; call it after {@link #wal}.
         *
         * @param value the sealing, or {@code null} for none
         * @return this builder
         */
        public Builder sealing(@Nullable Sealing value) {
            this.wal = wal.toBuilder().sealing(value).build();
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
         * Finishes the options.
         *
         * @return the options
         */
        public StoreOptions build() {
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

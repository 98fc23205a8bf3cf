// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.audit.spi.AuditDetector;
import io.duramen.audit.spi.AuditSink;
import io.duramen.crypto.Sealing;
import io.duramen.wal.WalOptions;
import io.duramen.wal.spi.Anchor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a trail is made and opened. Immutable, but its detectors and sinks belong to one trail: use the options of a trail with
 * detectors or sinks of its own once.
 *
 * <p>Durability, sealing, limits, clock, randomness and progress are those of the {@linkplain #wal log's options}.
 */
public final class AuditOptions {
    private static final AuditOptions DEFAULTS = builder().build();

    private final WalOptions wal;
    private final String actor;
    private final int maxPendingBytes;
    private final @Nullable List<AuditDetector> detectors;
    private final @Nullable List<AuditSink> sinks;

    private AuditOptions(Builder builder) {
        this.wal = builder.wal;
        this.actor = builder.actor;
        this.maxPendingBytes = builder.maxPendingBytes;
        this.detectors = builder.detectors == null ? null : List.copyOf(builder.detectors);
        this.sinks = builder.sinks == null ? null : List.copyOf(builder.sinks);
    }

    /**
     * The log's defaults, not sealed; a detector and a sink of every provider that does not want to be named.
     *
     * @return the defaults
     */
    public static AuditOptions defaults() {
        return DEFAULTS;
    }

    /**
     * The defaults, sealed.
     *
     * @param sealing what seals the trail, for instance a keyring
     * @return the options
     */
    public static AuditOptions sealedBy(Sealing sealing) {
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
     * Returns the options of the log.
     *
     * @return the options
     */
    public WalOptions wal() {
        return wal;
    }

    /**
     * Returns who acts where an event names nobody.
     *
     * @return the actor
     */
    public String actor() {
        return actor;
    }

    /**
     * Returns how much may wait before an append blocks.
     *
     * @return bytes
     */
    public int maxPendingBytes() {
        return maxPendingBytes;
    }

    /** The detectors set, or else one of every provider. */
    List<AuditDetector> detectors() {
        return detectors != null ? detectors : AuditDetectors.defaults();
    }

    /** The sinks set, or else one of every provider. */
    List<AuditSink> sinks() {
        return sinks != null ? sinks : AuditSinks.defaults();
    }

    /** Builds {@link AuditOptions}. */
    public static final class Builder {
        private WalOptions wal = WalOptions.defaults();
        private String actor = "duramen";
        private int maxPendingBytes = 1 << 20;
        private @Nullable List<AuditDetector> detectors;
        private @Nullable List<AuditSink> sinks;

        private Builder() {}

        /**
         * Sets the options of the log. Its events must not lead back to the trail.
         *
         * @param value the options
         * @return this builder
         */
        public Builder wal(WalOptions value) {
            this.wal = value;
            return this;
        }

        /**
         * Seals the trail, as {@link WalOptions.Builder#sealing} does for the log; call it after {@link #wal}, whose anchor is
         * kept. Without one an older copy of the trail shows against a head kept elsewhere.
         *
         * @param value the sealing, or {@code null} for none
         * @return this builder
         */
        public Builder sealing(@Nullable Sealing value) {
            Anchor anchor = wal.anchor();
            this.wal = wal.toBuilder()
                    .sealing(value)
                    .anchor(anchor == null ? Anchor.none() : anchor)
                    .build();
            return this;
        }

        /**
         * Sets who acts where an event names nobody; {@code duramen} unless set.
         *
         * @param value the actor
         * @return this builder
         */
        public Builder actor(String value) {
            this.actor = value;
            return this;
        }

        /**
         * Sets how much may wait for the device before an append blocks; 1 MiB unless set. One entry is let through whatever
         * its size.
         *
         * @param value bytes, at least 4096
         * @return this builder
         */
        public Builder maxPendingBytes(int value) {
            if (value < 4096) {
                throw new IllegalArgumentException("maxPendingBytes must be at least 4096, is " + value);
            }
            this.maxPendingBytes = value;
            return this;
        }

        /**
         * Adds a detector, and leaves out those detectors and sinks that are found by themselves.
         *
         * @param value the detector
         * @return this builder
         */
        public Builder detector(AuditDetector value) {
            withoutFound();
            detectors = with(detectors, value);
            return this;
        }

        /**
         * Adds a sink, and leaves out those detectors and sinks that are found by themselves.
         *
         * @param value the sink; closed with the trail
         * @return this builder
         */
        public Builder sink(AuditSink value) {
            withoutFound();
            sinks = with(sinks, value);
            return this;
        }

        /**
         * Leaves out the detectors and sinks that are found by themselves.
         *
         * @return this builder
         */
        public Builder withoutFound() {
            detectors = detectors == null ? List.of() : detectors;
            sinks = sinks == null ? List.of() : sinks;
            return this;
        }

        /**
         * Finishes the options.
         *
         * @return the options
         */
        public AuditOptions build() {
            return new AuditOptions(this);
        }

        private static <T> List<T> with(@Nullable List<T> some, T more) {
            List<T> all = some == null ? new ArrayList<>() : new ArrayList<>(some);
            all.add(more);
            return all;
        }
    }
}

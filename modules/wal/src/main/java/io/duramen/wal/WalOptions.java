// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import io.duramen.base.EventSink;
import io.duramen.base.Progress;
import io.duramen.crypto.Sealing;
import io.duramen.wal.spi.Anchor;
import io.duramen.wal.spi.WalProvider;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a log is made and opened. Immutable; {@link #defaults} is the strictest choice that costs one sync a group.
 *
 * <p>What the log's files themselves say (identity, sizes of existing segments, whether it is sealed) is not an option.
 */
public final class WalOptions {

    /** The largest record and the largest body of a frame: 16 MiB. */
    public static final int MAX_RECORD_BYTES = 16 << 20;

    /** The smallest segment: 64 KiB. */
    public static final int MIN_SEGMENT_BYTES = 64 << 10;

    /** The largest segment: 1 GiB. */
    public static final int MAX_SEGMENT_BYTES = 1 << 30;

    private static final WalOptions DEFAULTS = builder().build();

    private final Durability durability;
    private final WriterMode writerMode;
    private final int maxRecordBytes;
    private final int firstSegmentBytes;
    private final int maxSegmentBytes;
    private final int maxPendingBytes;
    private final long maxBytesPerSecond;
    private final @Nullable Sealing sealing;
    private final @Nullable WalProvider provider;
    private final @Nullable Executor completionExecutor;
    private final Clock clock;
    private final RandomGenerator random;
    private final Progress progress;
    private final EventSink events;
    private final Duration slowSync;
    private final boolean mappedReads;
    private final WritePath writePath;
    private final boolean compressRotated;
    private final int recycledSegments;
    private final OpenCheck openCheck;
    private final @Nullable Anchor anchor;
    private final boolean acceptRollback;

    private WalOptions(Builder builder) {
        this.durability = builder.durability;
        this.writerMode = builder.writerMode;
        this.maxRecordBytes = builder.maxRecordBytes;
        this.firstSegmentBytes = Math.min(builder.firstSegmentBytes, builder.maxSegmentBytes);
        this.maxSegmentBytes = builder.maxSegmentBytes;
        this.maxPendingBytes = builder.maxPendingBytes;
        this.maxBytesPerSecond = builder.maxBytesPerSecond;
        this.sealing = builder.sealing;
        this.provider = builder.provider;
        this.completionExecutor = builder.completionExecutor;
        this.clock = builder.clock;
        this.random = builder.random;
        this.progress = builder.progress;
        this.events = builder.events;
        this.slowSync = builder.slowSync;
        this.mappedReads = builder.mappedReads;
        this.writePath = builder.writePath;
        this.compressRotated = builder.compressRotated;
        this.recycledSegments = builder.recycledSegments;
        this.openCheck = builder.openCheck;
        this.anchor = builder.anchor;
        this.acceptRollback = builder.acceptRollback;
    }

    /**
     * Durability {@code WAL}, a writer thread, segments from 1 to 64 MiB, not sealed.
     *
     * @return the defaults
     */
    public static WalOptions defaults() {
        return DEFAULTS;
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
        builder.durability = durability;
        builder.writerMode = writerMode;
        builder.maxRecordBytes = maxRecordBytes;
        builder.firstSegmentBytes = firstSegmentBytes;
        builder.maxSegmentBytes = maxSegmentBytes;
        builder.maxPendingBytes = maxPendingBytes;
        builder.maxBytesPerSecond = maxBytesPerSecond;
        builder.sealing = sealing;
        builder.provider = provider;
        builder.completionExecutor = completionExecutor;
        builder.clock = clock;
        builder.random = random;
        builder.progress = progress;
        builder.events = events;
        builder.slowSync = slowSync;
        builder.mappedReads = mappedReads;
        builder.writePath = writePath;
        builder.compressRotated = compressRotated;
        builder.recycledSegments = recycledSegments;
        builder.openCheck = openCheck;
        builder.anchor = anchor;
        builder.acceptRollback = acceptRollback;
        return builder;
    }

    /**
     * Returns what an acknowledged append has survived.
     *
     * @return the durability
     */
    public Durability durability() {
        return durability;
    }

    /**
     * Returns who writes.
     *
     * @return the mode
     */
    public WriterMode writerMode() {
        return writerMode;
    }

    /**
     * Returns the largest payload.
     *
     * @return bytes
     */
    public int maxRecordBytes() {
        return maxRecordBytes;
    }

    /**
     * Returns the size of the first segment after an open; each next one is twice as large.
     *
     * @return bytes
     */
    public int firstSegmentBytes() {
        return firstSegmentBytes;
    }

    /**
     * Returns the size segments grow to.
     *
     * @return bytes
     */
    public int maxSegmentBytes() {
        return maxSegmentBytes;
    }

    /**
     * Returns how much may be under way before {@link WriteAheadLog#submit} blocks.
     *
     * @return bytes
     */
    public int maxPendingBytes() {
        return maxPendingBytes;
    }

    /**
     * Returns how fast records may come.
     *
     * @return bytes a second as they are stored; 0 for no limit
     */
    public long maxBytesPerSecond() {
        return maxBytesPerSecond;
    }

    /**
     * Returns what seals the log.
     *
     * @return the sealing, or {@code null} if the log is not sealed
     */
    public @Nullable Sealing sealing() {
        return sealing;
    }

    /**
     * Returns the backend: the one set, or else the best available.
     *
     * @return the backend
     */
    public WalProvider provider() {
        return provider != null ? provider : WalProviders.best();
    }

    /**
     * Returns where completions of {@link PendingAppend#stage} run.
     *
     * @return the executor, or {@code null} for a thread of the log's own
     */
    public @Nullable Executor completionExecutor() {
        return completionExecutor;
    }

    /**
     * Returns the clock that gives records their time.
     *
     * @return the clock
     */
    public Clock clock() {
        return clock;
    }

    /**
     * Returns the source of salts and identities.
     *
     * @return the source
     */
    public RandomGenerator random() {
        return random;
    }

    /**
     * Returns who hears how far recovery has come.
     *
     * @return the listener
     */
    public Progress progress() {
        return progress;
    }

    /**
     * Returns who is told of recoveries, failures and slow syncs.
     *
     * @return the sink
     */
    public EventSink events() {
        return events;
    }

    /**
     * Returns how long a sync may take before it is told as slow.
     *
     * @return the duration
     */
    public Duration slowSync() {
        return slowSync;
    }

    /**
     * Tells whether full segments are read through memory mappings.
     *
     * @return {@code false} unless asked for
     */
    public boolean mappedReads() {
        return mappedReads;
    }

    /**
     * Returns how much is verified before the log is open.
     *
     * @return the check
     */
    public OpenCheck openCheck() {
        return openCheck;
    }

    /**
     * Tells whether segments are compressed when they are full.
     *
     * @return {@code false} unless asked for
     */
    public boolean compressRotated() {
        return compressRotated;
    }

    /**
     * Returns how many files of removed segments may wait to be used again.
     *
     * @return 0 unless asked for
     */
    public int recycledSegments() {
        return recycledSegments;
    }

    /**
     * Returns how groups are to be written.
     *
     * @return the path; {@link WritePath#BUFFERED} unless set
     */
    public WritePath writePath() {
        return writePath;
    }

    /**
     * Returns what remembers how far the log had come.
     *
     * @return the anchor, or {@code null} if there is none
     */
    public @Nullable Anchor anchor() {
        return anchor == Anchor.none() ? null : anchor;
    }

    /**
     * Tells whether a log that is older than its anchor is accepted.
     *
     * @return {@code false} unless asked for
     */
    public boolean acceptRollback() {
        return acceptRollback;
    }

    /** Builds {@link WalOptions}. */
    public static final class Builder {
        private Durability durability = Durability.WAL;
        private WriterMode writerMode = WriterMode.THREAD;
        private int maxRecordBytes = 8 << 20;
        private int firstSegmentBytes = 1 << 20;
        private int maxSegmentBytes = 64 << 20;
        private int maxPendingBytes = 2 << 20;
        private long maxBytesPerSecond;
        private @Nullable Sealing sealing;
        private @Nullable WalProvider provider;
        private @Nullable Executor completionExecutor;
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new SecureRandom();
        private Progress progress = Progress.NONE;
        private EventSink events = EventSink.NONE;
        private Duration slowSync = Duration.ofSeconds(1);
        private boolean mappedReads;
        private WritePath writePath = WritePath.BUFFERED;
        private boolean compressRotated;
        private int recycledSegments;
        private OpenCheck openCheck = OpenCheck.EVERYTHING;
        private @Nullable Anchor anchor;
        private boolean acceptRollback;

        private Builder() {}

        /**
         * Sets what an acknowledged append has survived; {@link Durability#WAL} unless set.
         *
         * @param value the durability
         * @return this builder
         */
        public Builder durability(Durability value) {
            this.durability = value;
            return this;
        }

        /**
         * Sets who writes; {@link WriterMode#THREAD} unless set.
         *
         * @param value the mode
         * @return this builder
         */
        public Builder writerMode(WriterMode value) {
            this.writerMode = value;
            return this;
        }

        /**
         * Sets the largest payload; 8 MiB unless set.
         *
         * @param value bytes, from 1 to {@link WalOptions#MAX_RECORD_BYTES} less 64 KiB, which attributes may need
         * @return this builder
         */
        public Builder maxRecordBytes(int value) {
            this.maxRecordBytes = check("maxRecordBytes", value, 1, MAX_RECORD_BYTES - (64 << 10));
            return this;
        }

        /**
         * Sets the size of the first segment after an open; 1 MiB unless set. Each next one is twice as large.
         *
         * @param value bytes, from {@link WalOptions#MIN_SEGMENT_BYTES} to {@link WalOptions#MAX_SEGMENT_BYTES}; rounded up to
         *     a multiple of 4096
         * @return this builder
         */
        public Builder firstSegmentBytes(int value) {
            this.firstSegmentBytes = roundUp(check("firstSegmentBytes", value, MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES));
            return this;
        }

        /**
         * Sets the size segments grow to; 64 MiB unless set. A record that does not fit gets a segment of its own size.
         *
         * @param value bytes, from {@link WalOptions#MIN_SEGMENT_BYTES} to {@link WalOptions#MAX_SEGMENT_BYTES}; rounded up to
         *     a multiple of 4096
         * @return this builder
         */
        public Builder maxSegmentBytes(int value) {
            this.maxSegmentBytes = roundUp(check("maxSegmentBytes", value, MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES));
            return this;
        }

        /**
         * Sets how much may be under way before {@link WriteAheadLog#submit} blocks; 2 MiB unless set, half of it in one group. One record is let
         * through whatever its size.
         *
         * @param value bytes, at least 4096
         * @return this builder
         */
        public Builder maxPendingBytes(int value) {
            this.maxPendingBytes = check("maxPendingBytes", value, 4096, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Limits how fast records may come. Appends beyond it wait for their turn, in the order they asked; what was not used
         * is kept for a tenth of a second. There is no limit unless set.
         *
         * @param value bytes a second as they are stored, attributes and 36 bytes a record included; 0 for no limit
         * @return this builder
         */
        public Builder maxBytesPerSecond(long value) {
            if (value < 0) {
                throw new IllegalArgumentException("maxBytesPerSecond must not be negative, is " + value);
            }
            this.maxBytesPerSecond = value;
            return this;
        }

        /**
         * Seals the log; a log that is sealed can only be opened with the sealing it was made with, and has to have an {@link
         * #anchor}, or {@link Anchor#none} by name.
         *
         * @param value the sealing, for instance a keyring; {@code null} for none
         * @return this builder
         */
        public Builder sealing(@Nullable Sealing value) {
            this.sealing = value;
            return this;
        }

        /**
         * Sets the backend; the best available unless set.
         *
         * @param value the backend
         * @return this builder
         */
        public Builder provider(WalProvider value) {
            this.provider = value;
            return this;
        }

        /**
         * Sets where completions of {@link PendingAppend#stage} run; a thread of the log's own unless set.
         *
         * @param value the executor
         * @return this builder
         */
        public Builder completionExecutor(Executor value) {
            this.completionExecutor = value;
            return this;
        }

        /**
         * Sets the clock that gives records their time; the system's unless set. Nothing is ordered by it.
         *
         * @param value the clock
         * @return this builder
         */
        public Builder clock(Clock value) {
            this.clock = value;
            return this;
        }

        /**
         * Sets the source of salts and identities; the system's secure one unless set. For tests that replay.
         *
         * @param value the source
         * @return this builder
         */
        public Builder random(RandomGenerator value) {
            this.random = value;
            return this;
        }

        /**
         * Sets who hears how far recovery has come.
         *
         * @param value the listener
         * @return this builder
         */
        public Builder progress(Progress value) {
            this.progress = value;
            return this;
        }

        /**
         * Sets who is told of recoveries ({@code log.recovered}), of a failure ({@code log.failed}), of slow syncs ({@code
         * log.slow-sync}) and of a segment that could not be compressed ({@code log.compression-failed}). A sink that throws at
         * a recovery stops the open. The others have happened and cannot be
         * refused: they are told where completions run, so that no append waits for the sink, and what it throws is dropped.
         * The sink must not append to the log.
         *
         * @param value the sink
         * @return this builder
         */
        public Builder events(EventSink value) {
            this.events = value;
            return this;
        }

        /**
         * Sets how long a sync may take before it is counted and told as slow; one second unless set, which no healthy device
         * needs.
         *
         * @param value more than zero; a duration beyond 292 years for never
         * @return this builder
         */
        public Builder slowSync(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException("slowSync must be more than zero, is " + value);
            }
            this.slowSync = value;
            return this;
        }

        /**
         * Reads segments that are full through memory mappings, where the storage can. Saves about a twelfth of a reader's
         * work; a mapping keeps the space of a removed segment until it is collected. Off unless set.
         *
         * @param value whether to
         * @return this builder
         */
        public Builder mappedReads(boolean value) {
            this.mappedReads = value;
            return this;
        }

        /**
         * Sets how much is verified before the log is open.
         *
         * @param value {@link OpenCheck#EVERYTHING} unless set
         * @return this builder
         */
        public Builder openCheck(OpenCheck value) {
            this.openCheck = value;
            return this;
        }

        /**
         * Compresses segments that are full, in a thread of the log's own, one at a time, and no append waits for it; with {@link
         * WriterMode#CALLER} a checkpoint or a compaction does it. A compressed segment is read and verified like any other,
         * whether this is set or not, and never through a mapping; it is not turned back. A segment that would not become an
         * eighth smaller stays as it is. Off unless set; refused for a sealed log, whose bytes do not shrink.
         *
         * @param value whether to
         * @return this builder
         */
        public Builder compressRotated(boolean value) {
            this.compressRotated = value;
            return this;
        }

        /**
         * Sets how many files of segments that a checkpoint or a compaction removed may be kept, to become the next segments without being
         * filled with zeros; 0 unless set. Only files of {@link #maxSegmentBytes} are kept, none when the log is closed, and none with
         * {@link #compressRotated}.
         *
         * <p>What stood in such a file is overwritten little by little: records that were removed can be read in it, and in
         * copies of it, until then, unless they are sealed. And after a power failure, an unfinished write may go without
         * mention in {@link LogRecovery}. Not for logs whose segments somebody else keeps hard links of.
         *
         * @param value files, 0 to 4
         * @return this builder
         */
        public Builder recycledSegments(int value) {
            this.recycledSegments = check("recycledSegments", value, 0, 4);
            return this;
        }

        /**
         * Sets how groups are written; {@link WritePath#BUFFERED} unless set. Segments that are there already stay as they are:
         * a log may have some of each kind.
         *
         * @param value the path; {@link WritePath#DIRECT} not together with {@link Durability#NONE}, since a direct write is a
         *     durable one
         * @return this builder
         */
        public Builder writePath(WritePath value) {
            this.writePath = value;
            return this;
        }

        /**
         * Sets what remembers, outside the log, how far it had come; none unless set. A log that is then found older, or that is
         * another one, is refused with {@link RollbackDetectedException}. The anchor is moved on when the log is opened, at a
         * checkpoint and when the log is closed, never by an append: what was appended since the last of these can be taken away
         * unnoticed.
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
         * Sets whether a log that is older than its anchor says, or another one, is accepted, and the anchor put back to it: for
         * the one open after a backup was restored on purpose. The {@link EventSink} is told.
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
         * @throws IllegalArgumentException if {@link #compressRotated} and {@link #sealing} are both set, or
         *     direct writes and no durability are asked for at once, or if the log is sealed and no anchor was chosen
         */
        public WalOptions build() {
            if (writePath == WritePath.DIRECT && durability == Durability.NONE) {
                throw new IllegalArgumentException(
                        "writePath DIRECT makes every group durable, and durability NONE asks for none;"
                                + " leave one of them out, or choose writePath PROBED");
            }
            if (compressRotated && sealing != null) {
                throw new IllegalArgumentException(
                        "compressRotated cannot be set for a sealed log: what is sealed does not"
                                + " shrink, and what is compressed before it is sealed tells by its length what is in it");
            }
            if (sealing != null && anchor == null) {
                throw new IllegalArgumentException(
                        "what is sealed needs an anchor, else an older copy of all of it, put back,"
                                + " is taken for the newest: set Anchor.file(path), or say Anchor.none()");
            }
            return new WalOptions(this);
        }

        private static int check(String what, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(what + " must be from " + least + " to " + most + ", is " + value);
            }
            return value;
        }

        private static int roundUp(int value) {
            return (value + 4095) & ~4095;
        }
    }
}

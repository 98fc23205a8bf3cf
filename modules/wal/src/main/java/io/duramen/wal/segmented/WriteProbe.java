// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageFile;
import io.duramen.wal.DirectWritesRefusedException;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WritePath;
import io.duramen.wal.WritePathChoice;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Settles, while a log is opened, how its groups are written. What a device, a file system and a hypervisor make of direct
 * writes cannot be known beforehand: some are faster, some slower, some accept the option and refuse the write. So it is tried,
 * in the log's own directory, on a file whose blocks were written before as those of a segment are.
 */
final class WriteProbe {
    static final int MOST_ROUNDS = 64;
    static final long MOST_NANOS = 200_000_000;

    /** Fewer say nothing. */
    static final int LEAST_ROUNDS = 5;

    private static final int BLOCK = SegmentLayout.BLOCK_BYTES;

    private final Storage storage;
    private final WalOptions options;
    private final SegmentFiles files;
    private final LongSupplier nanoTime;

    WriteProbe(Storage storage, WalOptions options, SegmentFiles files, LongSupplier nanoTime) {
        this.storage = storage;
        this.options = options;
        this.files = files;
        this.nanoTime = nanoTime;
    }

    /** What frames of the segments to come start and end at multiples of. */
    static int blockSize(WritePathChoice choice) {
        return choice.isDirect() ? BLOCK : SegmentLayout.ALIGNMENT;
    }

    /** Settles it. Throws if direct writes were asked for and there are none. */
    WritePathChoice choose() {
        WritePath asked = options.writePath();
        if (asked == WritePath.BUFFERED) {
            return WritePathChoice.buffered("as the options say");
        }
        if (options.durability() == Durability.NONE) {
            return WritePathChoice.buffered("groups are not synced, and direct writes would be");
        }
        long begun = nanoTime.getAsLong();
        try (Scratch scratch = new Scratch()) {
            String refused = scratch.tryDirect();
            if (refused == null) {
                return asked == WritePath.DIRECT
                        ? new WritePathChoice(WritePath.DIRECT, "as the options say", 0, Duration.ZERO, Duration.ZERO)
                        : measure(scratch, begun);
            }
            if (asked == WritePath.DIRECT) {
                throw new DirectWritesRefusedException(storage.describe(""), refused, scratch.cause);
            }
            return WritePathChoice.buffered(refused);
        }
    }

    /** Both in turn, each first as often as the other. */
    private WritePathChoice measure(Scratch scratch, long begun) {
        long[] buffered = new long[MOST_ROUNDS];
        long[] direct = new long[MOST_ROUNDS];
        int rounds = 0;
        while (rounds < MOST_ROUNDS && nanoTime.getAsLong() - begun < MOST_NANOS) {
            boolean directFirst = rounds % 2 == 0;
            if (directFirst) {
                direct[rounds] = scratch.timeDirect(rounds);
            }
            buffered[rounds] = scratch.timeBuffered(rounds);
            if (!directFirst) {
                direct[rounds] = scratch.timeDirect(rounds);
            }
            rounds++;
        }
        return decide(rounds, median(buffered, rounds), median(direct, rounds));
    }

    private static WritePathChoice decide(int rounds, long buffered, long direct) {
        String figures =
                " (medians of " + rounds + ": direct " + direct / 1000 + " us, buffered " + buffered / 1000 + " us)";
        boolean enough = rounds >= LEAST_ROUNDS;
        boolean better = enough && direct <= buffered - buffered / 10;
        String reason = better
                ? "direct writes are faster here"
                : enough
                        ? "direct writes are not clearly faster here"
                        : "too slow to be measured in the time there was";
        return new WritePathChoice(
                better ? WritePath.DIRECT : WritePath.BUFFERED,
                reason + figures,
                rounds,
                Duration.ofNanos(buffered),
                Duration.ofNanos(direct));
    }

    private static long median(long[] times, int count) {
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return count == 0 ? 0 : sorted[count / 2];
    }

    /** The file it is tried on; gone when it is closed, and at the next open if a crash came first. */
    private final class Scratch implements AutoCloseable {
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK);
        private final StorageFile file;
        private @Nullable StorageFile synchronous;
        private @Nullable StorageFile direct;
        private @Nullable StorageException cause;

        Scratch() {
            for (int i = 0; i < BLOCK; i++) {
                block.put(i, (byte) (i * 31 + 7));
            }
            files.deleteIfThere(LogNames.PROBE);
            file = storage.open(LogNames.PROBE, OpenMode.CREATE_NEW);
            try {
                file.preallocate(2L * MOST_ROUNDS * BLOCK);
                file.force(true);
                synchronous = files.openSynchronous(LogNames.PROBE);
            } catch (RuntimeException e) {
                SegmentFiles.closeQuietly(this, e);
                throw e;
            }
        }

        /** Writes a block past the cache and reads it through the cache. Returns why that does not do, or {@code null}. */
        @Nullable
        String tryDirect() {
            try {
                StorageFile opened = storage.open(LogNames.PROBE, OpenMode.DIRECT);
                direct = opened;
                if (BLOCK % opened.blockSize() != 0) {
                    return "it takes blocks of " + opened.blockSize() + " bytes, and the log writes " + BLOCK;
                }
                opened.writeFully(block.clear(), 0);
            } catch (StorageException e) {
                cause = e;
                return e.getMessage();
            }
            ByteBuffer found = ByteBuffer.allocate(BLOCK);
            file.readFully(found, 0);
            return found.flip().equals(block.clear()) ? null : "what was written directly is not what is read";
        }

        long timeDirect(int round) {
            StorageFile target = direct;
            if (target == null) {
                throw new IllegalStateException("direct writes were not tried");
            }
            long begun = nanoTime.getAsLong();
            target.writeFully(block.clear(), 2L * round * BLOCK);
            return nanoTime.getAsLong() - begun;
        }

        /** As the log would: in one call where there are writes that are syncs. */
        long timeBuffered(int round) {
            long at = (2L * round + 1) * BLOCK;
            StorageFile target = synchronous;
            long begun = nanoTime.getAsLong();
            if (target == null) {
                file.writeFully(block.clear(), at);
                file.force(false);
            } else {
                target.writeFully(block.clear(), at);
            }
            return nanoTime.getAsLong() - begun;
        }

        @Override
        public void close() {
            try (file) {
                if (synchronous != null) {
                    synchronous.close();
                }
                if (direct != null) {
                    direct.close();
                }
            }
            storage.delete(LogNames.PROBE);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.DuramenException;
import io.duramen.base.Pace;
import io.duramen.commit.CheckpointReceipt;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.StoreOutOfMemoryException;
import io.duramen.wal.WriterMode;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a checkpoint is due and where it is written: on a thread of the store's own, which nobody interrupts, or, if
 * the log has no thread either, on the caller. Deltas are merged on a thread of their own, at a pace, or likewise on the
 * caller, as fast as it goes.
 */
final class CheckpointRunner implements AutoCloseable {
    /**
     * What a changed key keeps of the state before, beside its bytes: its bucket, and what of the way to it other changes do
     * not share. All that may take this part of the heap.
     */
    private static final int KEPT_A_KEY = 1000;

    private static final int PART_OF_HEAP = 8;

    /** So low that whatever is added never comes to a limit. */
    private static final long NOTHING_KEPT = Long.MIN_VALUE;

    private final Checkpoints checkpoints;
    private final String directory;
    private final long everyBytes;
    private final long everyCommits;
    private final @Nullable OwnThread thread;
    private final @Nullable OwnThread mergeThread;
    private final Pace pace;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicLong kept = new AtomicLong();
    private final long mostKept;
    private final AtomicBoolean due = new AtomicBoolean();

    CheckpointRunner(Checkpoints checkpoints, StoreOptions options, String directory, UUID storeId) {
        this(checkpoints, options, directory, storeId, Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** @param mostKept how many bytes of the state of the last checkpoint may be kept that the state now does not share */
    CheckpointRunner(Checkpoints checkpoints, StoreOptions options, String directory, UUID storeId, long mostKept) {
        this.mostKept = mostKept;
        this.checkpoints = checkpoints;
        this.directory = directory;
        this.everyBytes = options.checkpointBytes();
        this.everyCommits = options.checkpointCommits();
        boolean own = options.wal().writerMode() != WriterMode.CALLER;
        String suffix = storeId.toString().substring(0, 8);
        this.thread = own ? new OwnThread("duramen-checkpoint-" + suffix) : null;
        this.mergeThread = own ? new OwnThread("duramen-merge-" + suffix) : null;
        this.pace = new Pace(own ? options.mergeBytesPerSecond() : Long.MAX_VALUE);
    }

    /**
     * Counts a transaction and sees to it that a checkpoint is written if enough have come together, and that the state of the
     * last one goes if keeping it takes too much memory.
     */
    void committed(int size, int operations) {
        long change = size + (long) operations * KEPT_A_KEY;
        if (kept.addAndGet(change) >= mostKept && checkpoints.letGo()) {
            kept.set(NOTHING_KEPT);
        }
        long sumOfBytes = bytes.addAndGet(size);
        long sumOfCommits = commits.incrementAndGet();
        if ((sumOfBytes >= everyBytes || sumOfCommits >= everyCommits) && due.compareAndSet(false, true)) {
            bytes.set(0);
            commits.set(0);
            OwnThread own = thread;
            if (own == null) {
                writeByItself();
            } else {
                boolean unused = own.offer(this::writeByItself); // or closed meanwhile; the log holds everything
            }
        }
    }

    /** What goes wrong here must not fail the transaction that happened to be the last of many. */
    private void writeByItself() {
        due.set(false);
        quietly(this::writeNow);
    }

    /** Runs what nobody waits for. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (StoreFullException | StoreOutOfMemoryException e) {
            System.getLogger("io.duramen.commit").log(System.Logger.Level.WARNING, e.getMessage());
        } catch (DuramenException | Pace.StoppedException e) {
            // the store was closed, or it has failed and tells the next writer
        }
    }

    private CheckpointReceipt writeNow() {
        kept.set(0); // of what is committed meanwhile some is counted in vain
        CheckpointReceipt receipt = checkpoints.write();
        if (checkpoints.isMergeDue()) {
            OwnThread own = mergeThread;
            if (own == null) {
                quietly(() -> checkpoints.merge(pace));
            } else {
                boolean unused = own.offer(() -> quietly(() -> checkpoints.merge(pace)));
            }
        }
        return receipt;
    }

    /** Writes a checkpoint now. */
    CheckpointReceipt write() {
        return call(this::writeNow);
    }

    /** Does something where checkpoints are written, and waits for it. */
    <T> T call(Supplier<T> work) {
        OwnThread own = thread;
        return own == null ? work.get() : own.await(work).orElseThrow(() -> new StoreClosedException(directory));
    }

    /** Waits for a checkpoint being written, gives up a merge, and ends the threads. */
    @Override
    public void close() {
        pace.stop();
        checkpoints.close();
        OwnThread merges = mergeThread;
        if (merges != null) {
            merges.close();
        }
        OwnThread own = thread;
        if (own != null) {
            own.close();
        }
    }
}

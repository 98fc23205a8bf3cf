// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import io.duramen.base.DuramenException;
import io.duramen.commit.CheckpointReceipt;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreFullException;
import io.duramen.commit.StoreOptions;
import io.duramen.wal.WriterMode;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a checkpoint is due and where it is written: on a thread of the store's own, which nobody interrupts, or, if
 * the log has no thread either, on the caller.
 */
final class CheckpointRunner implements AutoCloseable {
    private final Checkpoints checkpoints;
    private final String directory;
    private final long everyBytes;
    private final long everyCommits;
    private final @Nullable ExecutorService thread;
    private volatile @Nullable Thread running;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong commits = new AtomicLong();
    private final AtomicBoolean due = new AtomicBoolean();

    CheckpointRunner(Checkpoints checkpoints, StoreOptions options, String directory, UUID storeId) {
        this.checkpoints = checkpoints;
        this.directory = directory;
        this.everyBytes = options.checkpointBytes();
        this.everyCommits = options.checkpointCommits();
        this.thread = options.wal().writerMode() == WriterMode.CALLER ? null : newThread(storeId);
    }

    private ExecutorService newThread(UUID storeId) {
        String name = "duramen-checkpoint-" + storeId.toString().substring(0, 8);
        return Executors.newSingleThreadExecutor(work -> {
            Thread made = new Thread(work, name);
            made.setDaemon(true);
            running = made;
            return made;
        });
    }

    /** Counts a transaction and sees to it that a checkpoint is written if enough have come together. */
    void committed(int size) {
        long sumOfBytes = bytes.addAndGet(size);
        long sumOfCommits = commits.incrementAndGet();
        if ((sumOfBytes >= everyBytes || sumOfCommits >= everyCommits) && due.compareAndSet(false, true)) {
            bytes.set(0);
            commits.set(0);
            ExecutorService own = thread;
            if (own == null) {
                writeByItself();
            } else {
                try {
                    own.execute(this::writeByItself);
                } catch (RejectedExecutionException e) {
                    // closed meanwhile; the log holds everything
                }
            }
        }
    }

    /** What goes wrong here must not fail the transaction that happened to be the last of many. */
    private void writeByItself() {
        due.set(false);
        try {
            checkpoints.write();
        } catch (StoreFullException e) {
            System.getLogger("io.duramen.commit").log(System.Logger.Level.WARNING, e.getMessage());
        } catch (DuramenException e) {
            // the store was closed, or it has failed and tells the next writer
        }
    }

    /** Writes a checkpoint now. */
    CheckpointReceipt write() {
        ExecutorService own = thread;
        if (own == null) {
            return checkpoints.write();
        }
        try {
            return await(own.submit(checkpoints::write));
        } catch (RejectedExecutionException e) {
            throw new StoreClosedException(directory);
        }
    }

    /** Waits, interrupted or not. */
    private static CheckpointReceipt await(Future<CheckpointReceipt> checkpoint) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return checkpoint.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException("a checkpoint ended in an error", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits for a checkpoint being written and ends the thread. */
    @Override
    public void close() {
        checkpoints.close();
        ExecutorService own = thread;
        if (own == null) {
            return;
        }
        own.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = own.awaitTermination(1, TimeUnit.DAYS);
                Thread last = running;
                if (ended && last != null) {
                    last.join(); // an executor has terminated a moment before its thread is gone
                }
            } catch (InterruptedException e) {
                interrupted = true;
                ended = false;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import io.duramen.wal.PendingAppend;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lines that are written together, between their claim and their acknowledgement. */
final class PendingLines implements PendingAppend, Work {
    private final LineLog log;
    private final long lsn;
    private final NewLines lines;

    private volatile boolean done;
    private @Nullable RuntimeException failure; // written before done, read after it
    private volatile @Nullable Thread waiter;
    private @Nullable CompletableFuture<Long> future; // guarded by this

    PendingLines(LineLog log, long lsn, NewLines lines) {
        this.log = log;
        this.lsn = lsn;
        this.lines = lines;
    }

    @Override
    public long lsn() {
        return lsn;
    }

    NewLines lines() {
        return lines;
    }

    @Override
    public long await() {
        if (!done) {
            log.waitFor(this);
        }
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
        return lsn;
    }

    @Override
    public CompletionStage<Long> stage() {
        CompletableFuture<Long> stage;
        synchronized (this) {
            if (future != null) {
                return future;
            }
            stage = new CompletableFuture<>();
            future = stage;
            if (!done) {
                log.wanted();
                return stage;
            }
        }
        settle(stage);
        return stage;
    }

    boolean isDone() {
        return done;
    }

    /** Parks the calling thread until this is done; of several, the first parks and the others wait for the stage. */
    void park() {
        Thread self = Thread.currentThread();
        synchronized (this) {
            if (waiter == null) {
                waiter = self;
            }
        }
        if (waiter != self) {
            stage().toCompletableFuture().handle((value, failed) -> value).join();
            return;
        }
        boolean interrupted = false;
        while (!done) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            self.interrupt();
        }
    }

    /** Acknowledges, or fails if {@code with} is not {@code null}. What was acknowledged or failed before stays so. */
    void complete(@Nullable RuntimeException with) {
        CompletableFuture<Long> stage;
        synchronized (this) {
            if (done) {
                return;
            }
            failure = with;
            done = true;
            stage = future;
        }
        Thread parked = waiter;
        if (parked != null) {
            LockSupport.unpark(parked);
        }
        if (stage != null) {
            log.completions().execute(() -> settle(stage));
        }
    }

    private void settle(CompletableFuture<Long> stage) {
        RuntimeException failed = failure;
        if (failed != null) {
            stage.completeExceptionally(failed);
        } else {
            stage.complete(lsn);
        }
    }
}

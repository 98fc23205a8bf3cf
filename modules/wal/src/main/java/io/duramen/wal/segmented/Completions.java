// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Where completions run: the caller's executor if there is one, else one thread of the log's own, started when first needed
 * and stopped by {@link #close} after it has run what it was given.
 */
final class Completions implements Executor, AutoCloseable {
    private final String threadName;
    private final @Nullable Executor given;
    private @Nullable ExecutorService own; // guarded by this
    private @Nullable Thread ownThread; // guarded by this
    private boolean closed; // guarded by this

    Completions(@Nullable Executor given, String threadName) {
        this.given = given;
        this.threadName = threadName;
    }

    @Override
    public void execute(Runnable completion) {
        if (given != null) {
            given.execute(completion);
            return;
        }
        ExecutorService executor;
        synchronized (this) {
            executor = closed ? null : own();
        }
        if (executor == null) {
            completion.run(); // nobody is left to run it, and nothing of the log is held here
        } else {
            executor.execute(completion);
        }
    }

    private synchronized ExecutorService own() {
        ExecutorService executor = own;
        if (executor == null) {
            executor = Executors.newSingleThreadExecutor(task -> {
                Thread thread = new Thread(task, threadName);
                thread.setDaemon(true);
                ownThread = thread;
                return thread;
            });
            own = executor;
        }
        return executor;
    }

    @Override
    public void close() {
        ExecutorService executor;
        synchronized (this) {
            closed = true;
            executor = own;
        }
        if (executor == null) {
            return;
        }
        executor.shutdown();
        if (calledByCompletion()) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                if (executor.awaitTermination(1, TimeUnit.MINUTES)) {
                    joinOwnThread(); // which outlives its executor for a moment
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void joinOwnThread() throws InterruptedException {
        Thread thread;
        synchronized (this) {
            thread = ownThread;
        }
        if (thread != null) {
            thread.join();
        }
    }

    /** A completion may close the log; it cannot wait for itself. */
    private synchronized boolean calledByCompletion() {
        return Thread.currentThread() == ownThread;
    }
}

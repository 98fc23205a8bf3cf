// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A thread of a store's own that nobody interrupts: started when first needed, ended by {@link #close}. */
final class OwnThread implements Executor, AutoCloseable {
    private final String name;
    private @Nullable ExecutorService executor; // guarded by this
    private @Nullable Thread thread; // guarded by this
    private boolean closed; // guarded by this

    OwnThread(String name) {
        this.name = name;
    }

    /** Runs a task after those given before; in the calling thread if this is closed. */
    @Override
    public void execute(Runnable task) {
        if (!offer(task)) {
            task.run();
        }
    }

    /** Runs a task after those given before, or never: tells whether it will, which it does not if this is closed. */
    synchronized boolean offer(Runnable task) {
        if (closed) {
            return false;
        }
        executor().execute(task);
        return true;
    }

    /** Does something after the tasks given before and waits for it, interrupted or not. Returns nothing if this is closed. */
    <T> Optional<T> await(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        if (!offer(task)) {
            return Optional.empty();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(task.get());
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException(name + " ended in an error", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized ExecutorService executor() {
        ExecutorService running = executor;
        if (running == null) {
            running = Executors.newSingleThreadExecutor(this::thread);
            executor = running;
        }
        return running;
    }

    private Thread thread(Runnable tasks) {
        Thread made = new Thread(tasks, name);
        made.setDaemon(true);
        synchronized (this) {
            thread = made;
        }
        return made;
    }

    @Override
    public void close() {
        ExecutorService running;
        Thread last;
        synchronized (this) {
            closed = true;
            running = executor;
            last = thread;
        }
        if (running == null) {
            return;
        }
        running.shutdown();
        if (last == null || last == Thread.currentThread()) {
            return; // a task may close the store; it cannot wait for itself
        }
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = running.awaitTermination(1, TimeUnit.DAYS);
                if (ended) {
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

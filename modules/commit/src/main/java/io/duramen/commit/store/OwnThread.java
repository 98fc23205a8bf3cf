// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
        ExecutorService running;
        synchronized (this) {
            running = closed ? null : executor();
            if (running != null) {
                running.execute(task);
            }
        }
        if (running == null) {
            task.run();
        }
    }

    private ExecutorService executor() {
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

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Verifies segments on threads of its own, several at a time. What it found is asked for in the order of the log, so that it
 * does not matter who was done first. Each thread holds one segment's window at a time.
 *
 * <p>Without threads, a segment is verified when it is asked for.
 */
final class Verifiers implements AutoCloseable {
    private static final int TELL_MILLIS = 100;

    private final List<Supplier<SegmentScan.Result>> work;
    private final ScanProgress progress;
    private final List<CompletableFuture<SegmentScan.Result>> results = new ArrayList<>();
    private final AtomicInteger next = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean ended;

    /** {@code most} is how many threads there may be; 1 for none. */
    Verifiers(String log, int most, List<Supplier<SegmentScan.Result>> work, ScanProgress progress) {
        this.work = work;
        this.progress = progress;
        work.forEach(segment -> results.add(new CompletableFuture<>()));
        int wanted = Math.min(most, work.size());
        for (int i = 1; i <= wanted && wanted > 1; i++) {
            Thread thread = new Thread(this::loop, "duramen-verify " + log + " " + i);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
    }

    private void loop() {
        int i = next.getAndIncrement();
        while (!ended && i < work.size()) {
            CompletableFuture<SegmentScan.Result> result = results.get(i);
            try {
                result.complete(work.get(i).get());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
            i = next.getAndIncrement();
        }
    }

    /** What was found in a segment; waits for it, interrupted or not. Throws what verifying it threw. */
    SegmentScan.Result result(int index) {
        if (threads.isEmpty()) {
            return work.get(index).get();
        }
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return results.get(index).get(TELL_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException notYet) {
                    progress.tell();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw rethrown(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static RuntimeException rethrown(ExecutionException failure) {
        if (failure.getCause() instanceof Error error) {
            throw error;
        }
        return failure.getCause() instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }

    /** Ends the threads, each after the segment it is at, and waits for them. */
    @Override
    public void close() {
        ended = true;
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.BenchException;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Threads that append to a log, or commit to a store, as fast as it lets them. */
final class Load implements AutoCloseable {
    private final List<Thread> threads = new ArrayList<>();
    private final LongAdder appends = new LongAdder();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean ending;

    /** Hears of every append, on the thread that made it. */
    interface Watch {
        void appended(long beganNanos, long endedNanos);
    }

    private Load() {}

    static Load on(WriteAheadLog log, int threads, int bytes, Watch watch) {
        return of(
                threads,
                thread -> {
                    byte[] record = record(bytes, thread);
                    return () -> log.append(ByteBuffer.wrap(record));
                },
                watch);
    }

    /** Threads that do again and again what they are given by their number. */
    static Load of(int threads, IntFunction<Runnable> work) {
        return of(threads, work, (began, ended) -> {});
    }

    private static Load of(int threads, IntFunction<Runnable> work, Watch watch) {
        Load load = new Load();
        for (int i = 0; i < threads; i++) {
            Runnable append = work.apply(i);
            Thread thread = new Thread(() -> load.append(append, watch), "load-" + i);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    static Load on(WriteAheadLog log, int threads, int bytes) {
        return on(log, threads, bytes, (began, ended) -> {});
    }

    /** A record that does not compress. */
    static byte[] record(int bytes, long seed) {
        byte[] record = new byte[bytes];
        new SplittableRandom(seed).nextBytes(record);
        return record;
    }

    /** Lets some time pass and returns how many appends a second were acknowledged in it. */
    double rate(double seconds) throws InterruptedException {
        long before = appends.sum();
        long began = System.nanoTime();
        Thread.sleep((long) (seconds * 1000));
        return (appends.sum() - before) / ((System.nanoTime() - began) / 1e9);
    }

    private void append(Runnable append, Watch watch) {
        try {
            while (!ending) {
                long began = System.nanoTime();
                append.run();
                watch.appended(began, System.nanoTime());
                appends.increment();
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    @Override
    public void close() {
        ending = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new BenchException("interrupted", e);
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw new BenchException("an append failed: " + failed, failed);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import io.duramen.bench.BenchException;
import io.duramen.bench.SubjectLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that append as fast as they are let, first to warm up, then to be measured, without a break between the two. */
final class Appenders {
    private final SubjectLog log;
    private final int recordBytes;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile long measureFrom;
    private volatile long measureTo;

    Appenders(SubjectLog log, int recordBytes) {
        this.log = log;
        this.recordBytes = recordBytes;
    }

    /** Returns the latencies of all appends that began and ended within the measured time. */
    Histogram run(int threads, double warmupSeconds, double seconds) throws InterruptedException {
        List<Histogram> histograms = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(threads);
        CountDownLatch go = new CountDownLatch(1);
        for (int i = 0; i < threads; i++) {
            Histogram histogram = new Histogram();
            histograms.add(histogram);
            Records records = new Records(recordBytes, i, 64);
            Thread thread = new Thread(() -> append(records, histogram, ready, go), "appender-" + i);
            running.add(thread);
            thread.start();
        }
        ready.await();
        long start = System.nanoTime();
        measureFrom = start + nanos(warmupSeconds);
        measureTo = measureFrom + nanos(seconds);
        go.countDown();
        long patience = nanos(warmupSeconds + seconds) + TimeUnit.SECONDS.toNanos(60);
        for (Thread thread : running) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(start + patience - System.nanoTime())));
            if (thread.isAlive()) {
                throw new BenchException("an append did not return within a minute");
            }
        }
        if (failure.get() != null) {
            throw new BenchException("an append failed: " + failure.get(), failure.get());
        }
        Histogram all = new Histogram();
        histograms.forEach(all::add);
        return all;
    }

    private void append(Records records, Histogram histogram, CountDownLatch ready, CountDownLatch go) {
        try {
            ready.countDown();
            go.await();
            long number = 0;
            long before = System.nanoTime();
            while (before < measureTo && failure.get() == null) {
                log.append(records.next(number++));
                long after = System.nanoTime();
                if (before >= measureFrom && after <= measureTo) {
                    histogram.add(after - before);
                }
                before = after;
            }
        } catch (Exception e) {
            failure.compareAndSet(null, e);
        }
    }

    private static long nanos(double seconds) {
        return (long) (seconds * 1e9);
    }
}

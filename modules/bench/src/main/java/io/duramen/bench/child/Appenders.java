// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import com.sun.management.OperatingSystemMXBean;
import io.duramen.bench.BenchException;
import io.duramen.bench.SubjectLog;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Threads that append as fast as they are let, first to warm up, then to be measured, without a break between the two. */
final class Appenders {
    private final IntFunction<Append> appends;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile long measureFrom;
    private volatile long measureTo;
    private double processorSeconds;

    /** What one thread does again and again. */
    interface Append {
        void append(long number) throws Exception;
    }

    /** Threads that do what they are given by their number. */
    Appenders(IntFunction<Append> appends) {
        this.appends = appends;
    }

    Appenders(SubjectLog log, int recordBytes) {
        this(thread -> {
            Records records = new Records(recordBytes, thread, 64);
            return number -> log.append(records.next(number));
        });
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
            Append append = appends.apply(i);
            Thread thread = new Thread(() -> append(append, histogram, ready, go), "appender-" + i);
            running.add(thread);
            thread.start();
        }
        ready.await();
        long start = System.nanoTime();
        measureFrom = start + nanos(warmupSeconds);
        measureTo = measureFrom + nanos(seconds);
        go.countDown();
        processorSeconds = processorSeconds();
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

    /** Returns what the whole JVM used of its processors while it was measured. */
    double usedSeconds() {
        return processorSeconds;
    }

    private double processorSeconds() throws InterruptedException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        sleepUntil(measureFrom);
        long before = system.getProcessCpuTime();
        sleepUntil(measureTo);
        return (system.getProcessCpuTime() - before) / 1e9;
    }

    private static void sleepUntil(long nanoTime) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(Math.max(0, nanoTime - System.nanoTime()));
    }

    private void append(Append append, Histogram histogram, CountDownLatch ready, CountDownLatch go) {
        try {
            ready.countDown();
            go.await();
            long number = 0;
            long before = System.nanoTime();
            while (before < measureTo && failure.get() == null) {
                append.append(number++);
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

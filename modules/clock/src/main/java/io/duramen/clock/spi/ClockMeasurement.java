// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock.spi;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.LongSupplier;

/** Finds out what a clock resolves and what a reading costs, by spinning on it. */
public final class ClockMeasurement {
    private static final long SPIN_NANOS = 5_000_000;
    private static final long LONGEST_SPIN_NANOS = 40_000_000;
    private static final int BATCHES = 200;
    private static final long BATCH_NANOS = 50_000;

    private final LongSupplier clock;
    private long stepNanos = CpuClock.UNKNOWN;
    private long readsInSpin;
    private long spunNanos;

    private ClockMeasurement(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Measures a clock for some tens of milliseconds. It is read on a platform thread of its own, so that the result does not
     * depend on the caller's thread; an interrupt is kept for the caller.
     *
     * @param provider the name of the clock's provider
     * @param source what the clock reads
     * @param remoteExact what to say of {@link ClockInfo#remoteExactWhileRunning}, which is known, not measured
     * @param clock reads the calling thread's clock in nanoseconds
     * @return what was found
     */
    public static ClockInfo measure(String provider, String source, boolean remoteExact, LongSupplier clock) {
        FutureTask<ClockInfo> task = new FutureTask<>(() -> {
            ClockMeasurement measurement = new ClockMeasurement(clock);
            measurement.spin();
            return new ClockInfo(provider, source, measurement.stepNanos, measurement.cost(), remoteExact);
        });
        Thread thread = new Thread(task, "duramen-clock-measurement");
        thread.setDaemon(true);
        thread.start();
        return join(task);
    }

    /** Looks for the smallest step, and on the way warms the code up and learns how many readings fit a batch. */
    private void spin() {
        long begin = System.nanoTime();
        long last = clock.getAsLong();
        do {
            long now = clock.getAsLong();
            long step = now - last;
            if (step > 0) {
                last = now;
                stepNanos = stepNanos == CpuClock.UNKNOWN ? step : Math.min(stepNanos, step);
            }
            readsInSpin++;
            spunNanos = System.nanoTime() - begin;
        } while (spunNanos < SPIN_NANOS || (stepNanos == CpuClock.UNKNOWN && spunNanos < LONGEST_SPIN_NANOS));
    }

    /** Returns the tenth percentile of many batches: what a reading costs when nothing else is in the way. */
    private long cost() {
        int reads = (int) Math.max(1, readsInSpin * BATCH_NANOS / spunNanos);
        long[] costs = new long[BATCHES];
        for (int batch = 0; batch < BATCHES; batch++) {
            long begin = System.nanoTime();
            for (int i = 0; i < reads; i++) {
                var unused = clock.getAsLong();
            }
            costs[batch] = (System.nanoTime() - begin) / reads;
        }
        Arrays.sort(costs);
        return Math.max(1, costs[BATCHES / 10]);
    }

    private static ClockInfo join(FutureTask<ClockInfo> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof RuntimeException failure) {
                        throw failure;
                    }
                    throw new IllegalStateException("the clock failed while it was measured", e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

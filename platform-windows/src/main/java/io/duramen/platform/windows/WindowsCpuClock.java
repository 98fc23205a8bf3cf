// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.CpuReading;
import io.duramen.clock.Quality;
import io.duramen.clock.ThreadRef;
import io.duramen.clock.spi.ClockMeasurement;
import io.duramen.clock.spi.VirtualThreads;
import java.lang.ref.Cleaner;
import java.util.function.LongSupplier;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Windows' counters of each thread: its cycles where the system counts them, turned into time at a {@linkplain CycleRate rate}
 * found at the start; else what it is charged at ticks of 10 to 15.6 ms.
 *
 * <p>Each minute of use the rate is held against the charges. Where it no longer holds, a warning is logged once and {@link
 * #reading} gives upper bounds from then on.
 */
final class WindowsCpuClock implements CpuClock {
    /** What {@code GetThreadTimes} counts in. */
    static final long NANOS_PER_STEP = 100;

    private static final System.Logger LOG = System.getLogger("io.duramen.platform.windows");
    private static final long CHECK_NANOS = 60_000_000_000L;
    private static final int MEASUREMENTS = 50;

    private final ThreadCounters counters;
    private final LongSupplier wall;
    private final @Nullable CycleRate rate;
    private final LongUnaryOperator counter;
    private volatile long checked;
    private volatile boolean drifted;
    private @Nullable Cleaner cleaner;
    private @Nullable ClockInfo info;

    WindowsCpuClock(ThreadCounters counters, LongSupplier wall) {
        this.counters = counters;
        this.wall = wall;
        this.rate = CycleRate.measure(counters, wall);
        this.counter = rate != null ? counters::cycles : counters::steps;
        this.checked = wall.getAsLong();
    }

    /** Tells whether cycles are counted here, and so less than a tick is seen. */
    boolean countsCycles() {
        return rate != null;
    }

    @Override
    public long currentNanos() {
        if (VirtualThreads.isVirtual(Thread.currentThread())) {
            return UNKNOWN; // Windows would answer for the thread that carries this one
        }
        long count = counter.applyAsLong(ThreadCounters.CURRENT);
        if (count == ThreadCounters.FAILED) {
            throw failed("read the clock of the calling thread", call(), counters.lastError());
        }
        return nanos(count);
    }

    @Override
    public CpuReading reading() {
        long now = wall.getAsLong();
        if (rate != null && now - checked >= CHECK_NANOS) {
            check(rate, now);
        }
        long thread = Thread.currentThread().getId();
        long nanos = currentNanos();
        return drifted || nanos == UNKNOWN
                ? new CpuReading(thread, now, Quality.UPPER_BOUND)
                : new CpuReading(thread, nanos, Quality.EXACT);
    }

    private void check(CycleRate measured, long now) {
        checked = now;
        if (!drifted && measured.hasDrifted(counters)) {
            drifted = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the processor does not count cycles at the rate it did at the start: processor times are given as "
                            + "upper bounds from now on; choose the clock jdk, which sees ticks only");
        }
    }

    @Override
    public ThreadRef capture() {
        Thread thread = Thread.currentThread();
        if (VirtualThreads.isVirtual(thread)) {
            return new WindowsThreadRef(thread);
        }
        long handle = counters.open();
        if (handle == 0) {
            throw failed("capture the calling thread", "OpenThread", counters.lastError());
        }
        return new WindowsThreadRef(thread, counters, handle, cleaner());
    }

    @Override
    public long nanos(ThreadRef ref) {
        if (!(ref instanceof WindowsThreadRef captured)) {
            throw new IllegalArgumentException("the reference to thread " + ref.threadId() + " is another clock's");
        }
        if (!captured.hasCounters() || !captured.isAlive()) {
            return UNKNOWN;
        }
        long count = captured.read(counter);
        int error = count == ThreadCounters.FAILED ? counters.lastError() : 0;
        if (!captured.isAlive()) {
            return UNKNOWN; // ended or closed meanwhile
        }
        if (count == ThreadCounters.FAILED) {
            throw failed("read the clock of captured thread " + captured.threadId(), call(), error);
        }
        return nanos(count);
    }

    @Override
    public synchronized ClockInfo info() {
        if (info == null) {
            ClockInfo measured = measure();
            // On a loaded machine a thread may be away from the processor for longer than a measurement takes.
            for (int i = 1; i < MEASUREMENTS && measured.stepNanos() == UNKNOWN; i++) {
                measured = measure();
            }
            info = measured;
        }
        return info;
    }

    private ClockInfo measure() {
        // Neither counter is known to count to the moment for a thread that runs elsewhere.
        return ClockMeasurement.measure(
                WindowsCpuClockProvider.NAME,
                rate != null ? "QueryThreadCycleTime at a measured rate" : "GetThreadTimes",
                false,
                this::currentNanos);
    }

    /** Returns the time a count stands for; it was read by {@link #counter}. */
    private long nanos(long count) {
        return rate != null ? rate.nanos(count) : count * NANOS_PER_STEP;
    }

    private String call() {
        return rate != null ? "QueryThreadCycleTime" : "GetThreadTimes";
    }

    /** Closes the handles of references that nobody closed. Made when first needed: it is a thread. */
    private synchronized Cleaner cleaner() {
        if (cleaner == null) {
            cleaner = Cleaner.create();
        }
        return cleaner;
    }

    private static CpuClockException failed(String operation, String call, int error) {
        return new CpuClockException(
                CpuClockException.Kind.FAILED,
                WindowsCpuClockProvider.NAME,
                operation,
                call + ": " + WinError.text(error),
                "choose the clock jdk instead",
                null);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counters as Windows keeps them, fed by the threads of this JVM: cycles of a processor of 3 GHz, or none as under Wine; times in
 * steps of 100 ns. A handle is a number that is never given twice; one that is closed cannot be read, and says so.
 */
final class RecordedCounters implements ThreadCounters {
    private static final long CYCLES_PER_NANO = 3;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Map<Long, Long> open = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong(0x100);
    private final ThreadLocal<Integer> error = ThreadLocal.withInitial(() -> 0);
    private final boolean cycles;

    volatile int failure; // of every reading, 0 for none
    volatile long chargedToProcess; // steps
    volatile long cyclesOfProcess;

    RecordedCounters(boolean cycles) {
        this.cycles = cycles;
    }

    int openHandles() {
        return open.size();
    }

    @Override
    public long open() {
        if (failure != 0) {
            error.set(failure);
            return 0;
        }
        long handle = last.addAndGet(4);
        open.put(handle, Thread.currentThread().getId());
        return handle;
    }

    @Override
    public void close(long thread) {
        if (open.remove(thread) == null) {
            throw new AssertionError("handle " + thread + " closed twice, or not ours");
        }
    }

    @Override
    public long cycles(long thread) {
        if (!cycles) {
            return failed(WinError.ERROR_CALL_NOT_IMPLEMENTED);
        }
        long nanos = nanos(thread);
        return nanos == FAILED ? FAILED : nanos * CYCLES_PER_NANO;
    }

    @Override
    public long steps(long thread) {
        long nanos = nanos(thread);
        return nanos == FAILED ? FAILED : nanos / WindowsCpuClock.NANOS_PER_STEP;
    }

    private long nanos(long thread) {
        if (failure != 0) {
            return failed(failure);
        }
        if (thread == CURRENT) {
            return threads.getCurrentThreadCpuTime();
        }
        Long id = open.get(thread);
        if (id == null) {
            return failed(WinError.ERROR_INVALID_HANDLE);
        }
        // Of a thread that has ended Windows still tells the last count while a handle is open; the JVM does not.
        return Math.max(0, threads.getThreadCpuTime(id));
    }

    @Override
    public long processCycles() {
        return cyclesOfProcess;
    }

    @Override
    public long processSteps() {
        return chargedToProcess;
    }

    @Override
    public int lastError() {
        return error.get();
    }

    private long failed(int number) {
        error.set(number);
        return FAILED;
    }
}

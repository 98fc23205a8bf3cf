// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.windows;

import com.sun.jna.Native;

/** The counters of the system itself. */
final class KernelCounters implements ThreadCounters {
    private final ThreadLocal<Buffers> buffers = ThreadLocal.withInitial(Buffers::new);

    @Override
    public long open() {
        return Kernel32.OpenThread(Win32.THREAD_QUERY_LIMITED_INFORMATION, 0, Kernel32.GetCurrentThreadId());
    }

    @Override
    public void close(long thread) {
        Kernel32.CloseHandle(thread);
    }

    @Override
    public long cycles(long thread) {
        long[] cycles = buffers.get().cycles;
        return Kernel32.QueryThreadCycleTime(thread, cycles) != 0 ? cycles[0] : FAILED;
    }

    @Override
    public long steps(long thread) {
        Buffers b = buffers.get();
        return Kernel32.GetThreadTimes(thread, b.creation, b.exit, b.kernel, b.user) != 0
                ? b.kernel[0] + b.user[0]
                : FAILED;
    }

    @Override
    public long processCycles() {
        long[] cycles = buffers.get().cycles;
        return Kernel32.QueryProcessCycleTime(Kernel32.GetCurrentProcess(), cycles) != 0 ? cycles[0] : FAILED;
    }

    @Override
    public long processSteps() {
        Buffers b = buffers.get();
        return Kernel32.GetProcessTimes(Kernel32.GetCurrentProcess(), b.creation, b.exit, b.kernel, b.user) != 0
                ? b.kernel[0] + b.user[0]
                : FAILED;
    }

    @Override
    public int lastError() {
        return Native.getLastError();
    }

    /** What the system writes to; one a thread, so that a reading allocates nothing. */
    private static final class Buffers {
        final long[] cycles = new long[1];
        final long[] creation = new long[1];
        final long[] exit = new long[1];
        final long[] kernel = new long[1];
        final long[] user = new long[1];
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import com.sun.jna.Native;
import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.ThreadRef;
import io.duramen.clock.spi.ClockMeasurement;
import io.duramen.clock.spi.VirtualThreads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/**
 * The kernel's clock of each thread.
 *
 * <p>The calling thread is read through the JVM, which makes the same system call with less around it than JNA, and by
 * {@code clock_gettime} only where measuring is switched off in the JVM. Captured threads are read by the clock number that
 * {@code pthread_getcpuclockid} gives, which works whatever is switched off. Both count to the moment of the call.
 */
final class LinuxCpuClock implements CpuClock {
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final ThreadMXBean threads;
    private final ThreadLocal<long[]> timespec = ThreadLocal.withInitial(() -> new long[2]);
    private @Nullable ClockInfo info;

    LinuxCpuClock() {
        this(ManagementFactory.getThreadMXBean());
    }

    LinuxCpuClock(ThreadMXBean threads) {
        this.threads = threads;
    }

    @Override
    public long currentNanos() {
        long nanos;
        try {
            nanos = threads.getCurrentThreadCpuTime();
        } catch (UnsupportedOperationException e) {
            nanos = -1;
        }
        return nanos >= 0 ? nanos : currentNanosOfKernel();
    }

    private long currentNanosOfKernel() {
        if (VirtualThreads.isVirtual(Thread.currentThread())) {
            return UNKNOWN; // the kernel would answer for the thread that carries this one
        }
        long nanos = read(LibC.CLOCK_THREAD_CPUTIME_ID, timespec.get());
        if (nanos < 0) {
            throw failed("read the clock of the calling thread", "clock_gettime", Native.getLastError());
        }
        return nanos;
    }

    @Override
    public ThreadRef capture() {
        Thread thread = Thread.currentThread();
        if (VirtualThreads.isVirtual(thread)) {
            return new LinuxThreadRef(thread, LinuxThreadRef.NO_CLOCK);
        }
        int[] clock = new int[1];
        int errno = LibC.pthread_getcpuclockid(LibC.pthread_self(), clock);
        if (errno != 0) {
            throw failed("capture the calling thread", "pthread_getcpuclockid", errno);
        }
        return new LinuxThreadRef(thread, clock[0]);
    }

    @Override
    public long nanos(ThreadRef ref) {
        if (!(ref instanceof LinuxThreadRef captured)) {
            throw new IllegalArgumentException("the reference to thread " + ref.threadId() + " is another clock's");
        }
        if (captured.clock == LinuxThreadRef.NO_CLOCK || !captured.isAlive()) {
            return UNKNOWN;
        }
        long nanos = captured.read();
        int errno = nanos < 0 ? Native.getLastError() : 0;
        // Only a thread that lives after the reading lived during it: what was read is its own, not that of a later
        // thread
        // of the same number.
        if (!captured.isAlive()) {
            return UNKNOWN;
        }
        if (errno != 0) {
            throw failed("read the clock of captured thread " + captured.threadId(), "clock_gettime", errno);
        }
        return nanos;
    }

    @Override
    public synchronized ClockInfo info() {
        if (info == null) {
            info = ClockMeasurement.measure(
                    LinuxCpuClockProvider.NAME,
                    "ThreadMXBean, clock_gettime of pthread_getcpuclockid for captured threads",
                    true,
                    this::currentNanos);
        }
        return info;
    }

    /** Reads a clock into a buffer of the caller's; -1 leaves an error number. */
    static long read(int clock, long[] timespec) {
        return LibC.clock_gettime(clock, timespec) == 0 ? timespec[0] * NANOS_PER_SECOND + timespec[1] : -1;
    }

    private static CpuClockException failed(String operation, String call, int errno) {
        return new CpuClockException(
                CpuClockException.Kind.FAILED,
                LinuxCpuClockProvider.NAME,
                operation,
                call + ": " + Errno.text(errno),
                "choose the clock jdk instead",
                null);
    }
}

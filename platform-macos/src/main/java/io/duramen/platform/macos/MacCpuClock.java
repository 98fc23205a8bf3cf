// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.ThreadRef;
import io.duramen.clock.spi.ClockMeasurement;
import io.duramen.clock.spi.VirtualThreads;
import org.jspecify.annotations.Nullable;

/**
 * The times macOS keeps for each thread.
 *
 * <p>The calling thread is read by {@code clock_gettime_nsec_np}, which counts nanoseconds to the moment of the call; the JVM asks
 * {@code thread_info} even there, which counts microseconds. Captured threads are read by {@code thread_info}: of one that runs at
 * this moment it does not see what has been used since the kernel last looked.
 */
final class MacCpuClock implements CpuClock {
    private final LibSystem system;
    private @Nullable ClockInfo info;

    MacCpuClock(LibSystem system) {
        this.system = system;
    }

    @Override
    public long currentNanos() {
        if (VirtualThreads.isVirtual(Thread.currentThread())) {
            return UNKNOWN; // the kernel would answer for the thread that carries this one
        }
        long nanos = system.clock_gettime_nsec_np(Darwin.CLOCK_THREAD_CPUTIME_ID);
        if (nanos == 0) {
            throw failed(
                    "read the clock of the calling thread", "clock_gettime_nsec_np: " + Errno.text(system.errno()));
        }
        return nanos;
    }

    @Override
    public ThreadRef capture() {
        Thread thread = Thread.currentThread();
        if (VirtualThreads.isVirtual(thread)) {
            return new MacThreadRef(thread, MacThreadRef.NO_PORT);
        }
        int port = system.pthread_mach_thread_np();
        if (port == MacThreadRef.NO_PORT) {
            throw failed("capture the calling thread", "pthread_mach_thread_np: it has no port");
        }
        return new MacThreadRef(thread, port);
    }

    @Override
    public long nanos(ThreadRef ref) {
        if (!(ref instanceof MacThreadRef captured)) {
            throw new IllegalArgumentException("the reference to thread " + ref.threadId() + " is another clock's");
        }
        if (captured.port == MacThreadRef.NO_PORT || !captured.isAlive()) {
            return UNKNOWN;
        }
        long nanos = captured.read(system);
        // Only a thread that lives after the reading lived during it: what was read is its own, not that of a later one
        // with a port of the same name.
        if (!captured.isAlive()) {
            return UNKNOWN;
        }
        if (nanos < 0) {
            throw failed("read the clock of captured thread " + captured.threadId(), "thread_info: " + text(-nanos));
        }
        return nanos;
    }

    @Override
    public synchronized ClockInfo info() {
        if (info == null) {
            info = ClockMeasurement.measure(
                    MacCpuClockProvider.NAME,
                    "clock_gettime_nsec_np, thread_info for captured threads",
                    false,
                    this::currentNanos);
        }
        return info;
    }

    private static String text(long result) {
        if (result == Darwin.KERN_INVALID_ARGUMENT || result == Darwin.MACH_SEND_INVALID_DEST) {
            return "there is no such thread (0x" + Long.toHexString(result) + ")";
        }
        return result == Darwin.KERN_TERMINATED
                ? "the thread is being ended (0x25)"
                : "error number 0x" + Long.toHexString(result);
    }

    private static CpuClockException failed(String operation, String found) {
        return new CpuClockException(
                CpuClockException.Kind.FAILED,
                MacCpuClockProvider.NAME,
                operation,
                found,
                "choose the clock jdk instead",
                null);
    }
}

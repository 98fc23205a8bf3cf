// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock.jdk;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.ThreadRef;
import io.duramen.clock.spi.ClockMeasurement;
import io.duramen.clock.spi.VirtualThreads;
import java.lang.management.ThreadMXBean;
import org.jspecify.annotations.Nullable;

/** The clock of {@link ThreadMXBean}, which answers -1 both for "cannot be known" and for "failed": here they are told apart. */
final class JdkCpuClock implements CpuClock {
    private final ThreadMXBean threads;
    private @Nullable ClockInfo info;

    JdkCpuClock(ThreadMXBean threads) {
        this.threads = threads;
    }

    @Override
    public long currentNanos() {
        long nanos;
        try {
            nanos = threads.getCurrentThreadCpuTime();
        } catch (UnsupportedOperationException e) {
            return unknownOrFailed(Thread.currentThread(), "the calling thread", e);
        }
        return nanos >= 0 ? nanos : unknownOrFailed(Thread.currentThread(), "the calling thread", null);
    }

    @Override
    public ThreadRef capture() {
        return new JdkThreadRef(Thread.currentThread());
    }

    @Override
    public long nanos(ThreadRef ref) {
        if (!(ref instanceof JdkThreadRef captured)) {
            throw new IllegalArgumentException("the reference to thread " + ref.threadId() + " is another clock's");
        }
        Thread thread = captured.thread();
        if (thread == null || !thread.isAlive()) {
            return UNKNOWN;
        }
        long nanos;
        try {
            nanos = threads.getThreadCpuTime(captured.threadId());
        } catch (UnsupportedOperationException e) {
            return unknownOrFailed(thread, "captured thread " + captured.threadId(), e);
        }
        // Only a thread that lives after the reading lived during it: what was read is its own, not that of a later
        // thread
        // of the same number.
        if (!thread.isAlive()) {
            return UNKNOWN;
        }
        return nanos >= 0 ? nanos : unknownOrFailed(thread, "captured thread " + captured.threadId(), null);
    }

    @Override
    public synchronized ClockInfo info() {
        if (info == null) {
            // HotSpot asks Linux for another thread's clock by a call that counts to the moment; elsewhere by one that
            // need not.
            boolean remoteExact = "Linux".equals(System.getProperty("os.name"));
            info = ClockMeasurement.measure("jdk", "ThreadMXBean", remoteExact, this::currentNanos);
        }
        return info;
    }

    private long unknownOrFailed(Thread thread, String which, @Nullable UnsupportedOperationException cause) {
        if (VirtualThreads.isVirtual(thread)) {
            return UNKNOWN;
        }
        if (cause != null) {
            throw new CpuClockException(
                    CpuClockException.Kind.UNSUPPORTED,
                    "jdk",
                    "read the clock of " + which,
                    "this JVM does not measure it",
                    null,
                    cause);
        }
        boolean enabled = threads.isThreadCpuTimeEnabled();
        throw new CpuClockException(
                CpuClockException.Kind.FAILED,
                "jdk",
                "read the clock of " + which,
                enabled ? "the JVM answered -1" : "measuring is switched off in this JVM",
                enabled ? null : "call ThreadMXBean.setThreadCpuTimeEnabled(true), also possible by JMX",
                null);
    }
}

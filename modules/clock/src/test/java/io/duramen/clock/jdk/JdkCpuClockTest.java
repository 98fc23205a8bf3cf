// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.clock.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Support;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.ThreadRef;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class JdkCpuClockTest {

    @Test
    @Tag("S1.41")
    @Tag("F14")
    void minusOneFromTheJvmIsAFailureAndNotATime() {
        CpuClock clock = new JdkCpuClock(
                bean(Map.of("getCurrentThreadCpuTime", -1L, "getThreadCpuTime", -1L, "isThreadCpuTimeEnabled", true)));

        CpuClockException own = assertThrows(CpuClockException.class, clock::currentNanos);
        CpuClockException remote = assertThrows(CpuClockException.class, () -> readSelf(clock));

        assertEquals(CpuClockException.Kind.FAILED, own.kind());
        assertEquals(CpuClockException.Kind.FAILED, remote.kind());
        assertTrue(own.getMessage().contains("-1"), own::getMessage);
        assertThrows(CpuClockException.class, clock::reading);
        assertThrows(CpuClockException.class, clock::info);
    }

    @Test
    @Tag("S1.41")
    @Tag("F14")
    void measuringThatIsSwitchedOffIsSaidWithTheRemedy() {
        CpuClock clock = new JdkCpuClock(bean(Map.of("getCurrentThreadCpuTime", -1L, "isThreadCpuTimeEnabled", false)));

        CpuClockException e = assertThrows(CpuClockException.class, clock::currentNanos);

        assertTrue(e.getMessage().contains("switched off"), e::getMessage);
        assertTrue(String.valueOf(e.hint()).contains("setThreadCpuTimeEnabled(true)"), e::hint);
    }

    @Test
    @Tag("S1.42")
    @Tag("F14")
    void aJvmThatCannotMeasureThrowsAndIsNotAvailable() {
        ThreadMXBean none = bean(Map.of("isThreadCpuTimeSupported", false));
        JdkCpuClockProvider provider = new JdkCpuClockProvider(none);

        assertFalse(provider.isAvailable());
        assertEquals(Support.UNSUPPORTED, provider.probe().get(0).support());
        assertEquals(
                CpuClockException.Kind.UNSUPPORTED,
                assertThrows(CpuClockException.class, provider::open).kind());
        CpuClock clock = new JdkCpuClock(none);
        assertEquals(
                CpuClockException.Kind.UNSUPPORTED,
                assertThrows(CpuClockException.class, clock::currentNanos).kind());
        assertEquals(
                CpuClockException.Kind.UNSUPPORTED,
                assertThrows(CpuClockException.class, () -> readSelf(clock)).kind());
    }

    @Test
    @Tag("F14")
    void aThreadThatEndsDuringTheReadingIsUnknownWhateverWasRead() throws Exception {
        Thread[] captured = new Thread[1];
        ThreadRef[] ref = new ThreadRef[1];
        Object go = new Object();
        // The JVM answers with the time of whoever has the number now, while the thread that had it ends.
        CpuClock clock = new JdkCpuClock((ThreadMXBean) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ThreadMXBean.class}, (proxy, method, args) -> {
                    captured[0].interrupt();
                    captured[0].join();
                    return 123_456L;
                }));
        captured[0] = new Thread(() -> {
            ref[0] = clock.capture();
            synchronized (go) {
                go.notifyAll();
                try {
                    while (true) {
                        go.wait();
                    }
                } catch (InterruptedException end) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        synchronized (go) {
            captured[0].start();
            while (ref[0] == null) {
                go.wait();
            }
        }

        assertEquals(CpuClock.UNKNOWN, clock.nanos(ref[0]));
    }

    @Test
    void readingTheCallingThreadsClockAllocatesNothing() throws Exception {
        CpuClock clock = new JdkCpuClockProvider().open();
        int reads = 100_000;
        long allocated = allocatedBytes();
        for (int i = 0; i < reads; i++) {
            clock.currentNanos();
        }
        long perRead = (allocatedBytes() - allocated) / reads;

        assertEquals(0, perRead);
    }

    private static long readSelf(CpuClock clock) {
        try (ThreadRef self = clock.capture()) {
            return clock.nanos(self);
        }
    }

    /** Returns what this thread has allocated so far; asking costs some kilobytes of it. */
    private static long allocatedBytes() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        return (long) server.invoke(
                new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                "getThreadAllocatedBytes",
                new Object[] {Thread.currentThread().getId()},
                new String[] {"long"});
    }

    /** A JVM that gives these answers and otherwise says that it has no such thing. */
    private static ThreadMXBean bean(Map<String, Object> answers) {
        return (ThreadMXBean) Proxy.newProxyInstance(
                JdkCpuClockTest.class.getClassLoader(), new Class<?>[] {ThreadMXBean.class}, (proxy, method, args) -> {
                    Object answer = answers.get(method.getName());
                    if (answer == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answer;
                });
    }
}

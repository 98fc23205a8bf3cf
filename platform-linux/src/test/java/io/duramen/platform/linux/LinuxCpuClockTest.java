// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.CpuClocks;
import io.duramen.clock.ThreadRef;
import io.duramen.natives.NativeAccess;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.ObjectName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class LinuxCpuClockTest {
    private static final int NO_CLOCK_OF_ANY_KIND = 12_345;

    @Test
    @Tag("S1.36")
    void onLinuxTheNativeClockIsTheBest() {
        assertEquals("linux-jna", CpuClocks.best().name());
    }

    @Test
    @Tag("S1.38")
    void theClockOfACapturedThreadIsThatOfItsThreadNumber() throws IOException {
        try (ThreadRef ref = new LinuxCpuClock().capture()) {
            // CPUCLOCK_PERTHREAD_MASK | CPUCLOCK_SCHED, see include/linux/posix-timers.h of the kernel.
            assertEquals((~ownThreadNumber() << 3) | 6, ((LinuxThreadRef) ref).clock);
        }
    }

    @Test
    @Tag("S1.38")
    void throughTheJvmAndThroughTheCLibraryTheSameClockIsRead() {
        CpuClock jdk = CpuClocks.named("jdk").orElseThrow().open();
        CpuClock linux = new LinuxCpuClock();
        try (ThreadRef ref = linux.capture()) {
            for (int i = 0; i < 1000; i++) {
                long before = jdk.currentNanos();
                long captured = linux.nanos(ref);
                long own = LinuxCpuClock.read(LibC.CLOCK_THREAD_CPUTIME_ID, new long[2]);
                long after = jdk.currentNanos();

                assertTrue(
                        before <= captured && captured <= own && own <= after,
                        before + " <= " + captured + " <= " + own + " <= " + after);
            }
        }
    }

    @Test
    @Tag("S1.41")
    void whereTheJvmDoesNotMeasureTheKernelIsAsked() {
        ThreadMXBean switchedOff = (ThreadMXBean) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ThreadMXBean.class}, (proxy, method, args) -> -1L);
        ThreadMXBean none = (ThreadMXBean) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ThreadMXBean.class}, (proxy, method, args) -> {
                    throw new UnsupportedOperationException();
                });
        CpuClock jdk = CpuClocks.named("jdk").orElseThrow().open();
        for (ThreadMXBean bean : new ThreadMXBean[] {switchedOff, none}) {
            long before = jdk.currentNanos();
            long kernel = new LinuxCpuClock(bean).currentNanos();

            assertTrue(before <= kernel && kernel <= jdk.currentNanos(), before + " then " + kernel);
        }
    }

    @Test
    @Tag("S1.38")
    @Tag("S1.41")
    @Tag("F14")
    void anErrorOfTheKernelIsThrownWithItsTextAndIsNeverZero() {
        CpuClock clock = new LinuxCpuClock();
        ThreadRef broken = new LinuxThreadRef(Thread.currentThread(), NO_CLOCK_OF_ANY_KIND);

        CpuClockException e = assertThrows(CpuClockException.class, () -> clock.nanos(broken));

        assertEquals(CpuClockException.Kind.FAILED, e.kind());
        assertTrue(e.getMessage().contains("clock_gettime: Invalid argument"), e::getMessage);
    }

    @Test
    @Tag("F14")
    void aThreadNumberThatAnotherThreadNowHasIsNotReadAsTheFirst() throws Exception {
        CpuClock clock = new LinuxCpuClock();
        ThreadRef[] captured = new ThreadRef[1];
        Thread ended = new Thread(() -> captured[0] = clock.capture());
        ended.start();
        ended.join();
        try (ThreadRef own = clock.capture()) {
            // As if the kernel had given the ended thread's number to this one.
            ThreadRef reused = new LinuxThreadRef(ended, ((LinuxThreadRef) own).clock);

            assertEquals(CpuClock.UNKNOWN, clock.nanos(reused));
            assertEquals(CpuClock.UNKNOWN, clock.nanos(captured[0]));
        }
    }

    @Test
    void readingAllocatesNothingNeitherOwnNorCaptured() throws Exception {
        CpuClock clock = new LinuxCpuClock();
        int reads = 100_000;
        try (ThreadRef ref = clock.capture()) {
            clock.nanos(ref);
            long allocated = allocatedBytes();
            for (int i = 0; i < reads; i++) {
                clock.currentNanos();
                clock.nanos(ref);
            }

            assertEquals(0, (allocatedBytes() - allocated) / reads);
        }
    }

    @Test
    @Tag("S1.42")
    void onAnotherSystemItSaysSo() {
        for (String other : new String[] {"Windows 11", "Mac OS X", "SunOS"}) {
            NativeAccess.Refused refused = assertInstanceOf(NativeAccess.Refused.class, LinuxAccess.find(other));

            assertEquals("this is " + other + ", not Linux", refused.reason());
        }
    }

    /** Returns the kernel's number of the calling thread, as the process file system shows it. */
    private static int ownThreadNumber() throws IOException {
        Path self = Files.readSymbolicLink(Path.of("/proc/thread-self"));
        return Integer.parseInt(self.getFileName().toString());
    }

    /** Returns what this thread has allocated so far; asking costs some kilobytes of it. */
    private static long allocatedBytes() throws Exception {
        return (long) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME),
                        "getThreadAllocatedBytes",
                        new Object[] {Thread.currentThread().getId()},
                        new String[] {"long"});
    }
}

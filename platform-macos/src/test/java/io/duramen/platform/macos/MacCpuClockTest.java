// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.platform.macos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClockException;
import io.duramen.clock.ThreadRef;
import io.duramen.natives.NativeAccess;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the clock makes of what macOS answers, on any system. */
class MacCpuClockTest {
    private final RecordedLibSystem system = new RecordedLibSystem();
    private final CpuClock clock = new MacCpuClock(system);

    @Test
    @Tag("S1.40")
    void userAndSystemTimeOfABasicInfoAreAdded() {
        long[][] vectors = {
            // user s, us, system s, us, nanoseconds
            {0, 0, 0, 0, 0},
            {0, 1, 0, 0, 1_000},
            {0, 0, 0, 1, 1_000},
            {1, 999_999, 2, 1, 4_000_000_000L},
            {4_000_000, 0, 0, 999_999, 4_000_000_999_999_000L},
            {Integer.MAX_VALUE, 999_999, Integer.MAX_VALUE, 999_999, 4_294_967_295_999_998_000L},
        };
        for (long[] vector : vectors) {
            ByteBuffer bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
            for (int i = 0; i < 4; i++) {
                bytes.putInt(i * 4, (int) vector[i]);
            }
            bytes.putInt(16, 77)
                    .putInt(24, 1)
                    .putInt(36, 9); // cpu_usage, run_state, sleep_time: none of them is a time used
            int[] info = new int[10];
            bytes.asIntBuffer().get(info);

            assertEquals(vector[4], BasicInfo.nanos(info));
        }
    }

    @Test
    @Tag("S1.40")
    @Tag("S1.41")
    @Tag("F14")
    void anErrorIsThrownWithItsNumberAndIsNeverZero() {
        try (ThreadRef ref = clock.capture()) {
            for (int result : new int[] {4, 0x10000003, 37, -301}) {
                system.fail("thread_info", result);

                CpuClockException e = assertThrows(CpuClockException.class, () -> clock.nanos(ref));

                assertEquals(CpuClockException.Kind.FAILED, e.kind());
                assertTrue(e.getMessage().contains("0x" + Integer.toHexString(result)), e::getMessage);
            }
        }
        system.fail("clock_gettime_nsec_np", 22);

        CpuClockException e = assertThrows(CpuClockException.class, clock::currentNanos);

        assertTrue(e.getMessage().endsWith("clock_gettime_nsec_np: Invalid argument"), e::getMessage);
    }

    @Test
    @Tag("F14")
    void aPortThatAnotherThreadNowHasIsNotReadAsTheFirst() throws Exception {
        Thread ended = new Thread(() -> {});
        ended.start();
        ended.join();
        try (ThreadRef own = clock.capture()) {
            // As if the kernel had given the ended thread's name of a port to this one.
            ThreadRef reused = new MacThreadRef(ended, ((MacThreadRef) own).port);

            assertEquals(CpuClock.UNKNOWN, clock.nanos(reused));
        }
    }

    @Test
    @Tag("S1.42")
    void onAnotherSystemItSaysSo() {
        for (String other : new String[] {"Linux", "Windows 11", "SunOS"}) {
            MacSystem found = MacSystem.find(other);
            NativeAccess.Refused refused = assertInstanceOf(NativeAccess.Refused.class, found.access());
            MacCpuClockProvider provider = new MacCpuClockProvider(() -> found);

            assertEquals("this is " + other + ", not macOS", refused.reason());
            assertFalse(provider.isAvailable());
            assertEquals(refused.features(), provider.probe());
            assertEquals(
                    CpuClockException.Kind.UNSUPPORTED,
                    assertThrows(CpuClockException.class, provider::open).kind());
        }
    }

    @Test
    void everyReportSaysThatNobodyHasRunItOnMacOs() {
        MacSystem found = MacSystem.of(system);

        assertTrue(new MacCpuClockProvider(() -> found)
                .probe().stream()
                        .anyMatch(f -> String.valueOf(f.reason()).startsWith("layout-verified, never executed")));
        assertTrue(new MacStorageExtras(() -> found)
                .probe().stream()
                        .anyMatch(f -> String.valueOf(f.reason()).startsWith("layout-verified, never executed")));
        assertTrue(new MacSecretMemoryProvider(() -> found)
                .probe().stream()
                        .anyMatch(f -> String.valueOf(f.reason()).startsWith("layout-verified, never executed")));
    }
}

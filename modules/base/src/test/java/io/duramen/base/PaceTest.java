// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final List<Long> waits = new ArrayList<>();

    private Pace pace(long bytesPerSecond) {
        return new Pace(bytesPerSecond, now::get, nanos -> {
            waits.add(nanos);
            now.addAndGet(nanos);
        });
    }

    @Test
    void eachWriteWaitsUntilTheOneBeforeHasHadItsTime() {
        Pace pace = pace(1_000);
        pace.before(10);
        pace.before(500);
        now.addAndGet(200_000_000); // the device took part of the time itself
        pace.before(1);

        assertEquals(List.of(10_000_000L, 300_000_000L), waits);
    }

    @Test
    void timeThatWasNotUsedIsNotKept() {
        Pace pace = pace(1_000);
        pace.before(10);
        now.addAndGet(3_600_000_000_000L);
        pace.before(10);
        pace.before(10);

        assertEquals(List.of(10_000_000L), waits);
    }

    @Test
    void withoutALimitNothingWaits() {
        Pace pace = pace(Long.MAX_VALUE);
        pace.before(Integer.MAX_VALUE);
        pace.before(Integer.MAX_VALUE);

        assertEquals(List.of(), waits);
    }

    @Test
    void oneThatIsStoppedLetsNothingMoreBeWrittenAndNobodyWait() {
        Pace[] pace = new Pace[1];
        pace[0] = new Pace(1, now::get, nanos -> {
            waits.add(nanos);
            pace[0].stop();
        });
        pace[0].before(1);

        assertThrows(Pace.StoppedException.class, () -> pace[0].before(1));
        assertThrows(Pace.StoppedException.class, () -> pace[0].before(1));
        assertEquals(1, waits.size());
    }

    @Test
    void aWaitThatEndsEarlyIsGoneOnWithAndAnInterruptIsKept() {
        Pace pace = new Pace(1_000, now::get, nanos -> {
            waits.add(nanos);
            now.addAndGet(Math.min(nanos, 6_000_000));
        });
        pace.before(10);
        assertFalse(Thread.currentThread().isInterrupted());
        Thread.currentThread().interrupt();
        pace.before(10);

        assertTrue(Thread.interrupted());
        assertEquals(List.of(10_000_000L, 4_000_000L), waits);
    }

    @Test
    void oneThatSomebodyElseKeepsTellsWhatIsAboutToBeWritten() {
        List<Long> told = new ArrayList<>();
        Pace pace = Pace.telling(told::add);
        pace.before(70_000);
        pace.before(1);
        assertEquals(List.of(70_000L, 1L), told);
    }
}

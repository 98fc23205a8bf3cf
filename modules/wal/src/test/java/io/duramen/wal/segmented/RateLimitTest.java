// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000;

    private long now = 5 * SECOND;
    private final List<Long> waits = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private final RateLimit limit = new RateLimit(
            1000,
            () -> now,
            nanos -> {
                waits.add(nanos);
                now += nanos;
            },
            told::add);

    private boolean acquire(long bytes) {
        return limit.acquire(bytes, Long.MAX_VALUE);
    }

    @Test
    @Tag("S3.55")
    void noMoreThanTheRateComesThroughWhateverIsAsked() {
        long begun = now;
        long bytes = 0;
        for (int i = 0; i < 200; i++) {
            acquire(10 + i % 7);
            bytes += 10 + i % 7;
        }
        assertTrue(now - begun >= (bytes - 100 - 16) * (SECOND / 1000), "at most a tenth of a second ahead");
        assertTrue(now - begun <= bytes * (SECOND / 1000), "and never slower than the rate");
    }

    @Test
    void timeNotUsedIsKeptForATenthOfASecondOnly() {
        now += 3600 * SECOND;
        acquire(100);
        assertEquals(List.of(), waits);
        acquire(50);
        assertEquals(List.of(), waits);
        acquire(1);
        assertEquals(List.of(50_000_000L), waits);
    }

    @Test
    @Tag("S3.55")
    void whoAsksFirstIsServedFirstHoweverMuchOthersAskFor() {
        acquire(10_000); // ten seconds
        long begun = now;
        acquire(1);
        assertEquals(begun + 10 * SECOND - 100_000_000, now);
        acquire(1);
        assertEquals(begun + 10 * SECOND - 99_000_000, now);
    }

    @Test
    void whoseTurnWouldComeTooLateTakesNothing() {
        acquire(1000);
        assertFalse(limit.acquire(500, now + SECOND / 2));
        assertTrue(limit.acquire(500, now + SECOND));
        assertEquals(List.of(900_000_000L), waits);
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorGetsLost() {
        acquire(1000);
        Thread.currentThread().interrupt();
        acquire(1);
        assertTrue(Thread.interrupted());
        assertEquals(List.of(900_000_000L), waits);
    }

    @Test
    @Tag("S3.27")
    void everyWaitIsToldWithItsLengthAndNoOther() {
        acquire(50);
        acquire(50);
        assertEquals(List.of(), told);
        acquire(1000);
        acquire(10);
        acquire(10);
        assertEquals(waits, told);
        assertEquals(2, told.size());
    }
}

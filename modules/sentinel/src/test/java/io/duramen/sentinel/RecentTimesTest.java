// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mean, deviation and score over a window, at one price. */
class RecentTimesTest {

    @Test
    void theyAreThoseOfTheLastOnesExactly() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        int window = 2 + random.nextInt(100);
        RecentTimes times = new RecentTimes(window);
        Deque<Long> last = new ArrayDeque<>();
        for (int i = 0; i < 10_000; i++) {
            long micros = random.nextInt(1 << (1 + random.nextInt(25)));
            times.add(1000 * micros);
            last.add(micros);
            if (last.size() > window) {
                last.remove();
            }
            double mean = last.stream().mapToLong(x -> x).average().orElseThrow();
            double variance = last.stream()
                    .mapToDouble(x -> (x - mean) * (x - mean))
                    .average()
                    .orElseThrow();
            String where = "seed " + seed + ", at " + i;
            assertEquals(1000 * mean, times.mean(), 1e-3, where);
            assertEquals(1000 * Math.sqrt(variance), times.deviation(), 1 + 1e-6 * 1000 * Math.sqrt(variance), where);
        }
    }

    @Test
    @Tag("F16")
    void addingCostsTheSameAtTheTenthAndAtTheMillionth() {
        RecentTimes times = new RecentTimes(1000);
        long before = 0;
        for (int i = 1; i <= 1_000_000; i++) {
            times.add(i);
            long touched = times.cells() - before;
            before = times.cells();
            assertEquals(i <= 1000 ? 1 : 2, touched, "at " + i);
        }
    }

    @Test
    void theLongestThereAreDoNotOverflowTheSums() {
        RecentTimes times = new RecentTimes(RecentTimes.MAX_WINDOW);
        for (int i = 0; i < 2 * RecentTimes.MAX_WINDOW; i++) {
            times.add(Long.MAX_VALUE - 500);
        }
        assertEquals(0, times.deviation());
        assertEquals(1000.0 * ((1 << 25) - 1), times.mean());
    }

    @Test
    void aScoreIsHowManyDeviationsAboveTheMean() {
        RecentTimes times = new RecentTimes(4);
        for (int i = 0; i < 3; i++) {
            times.add(i % 2 == 0 ? 10_000 : 30_000);
            assertEquals(0, times.score(1_000_000), "not enough to say");
        }
        times.add(30_000);
        assertEquals(20_000, times.mean());
        assertEquals(10_000, times.deviation());
        assertEquals(3, times.score(50_000));
        assertEquals(0, times.score(1_000));
    }

    @Test
    void amongEqualOnesAMicrosecondIsTheLeastDeviation() {
        RecentTimes times = new RecentTimes(2);
        times.add(5_000);
        times.add(5_000);
        assertEquals(2, times.score(7_000));
        assertTrue(times.score(5_100) < 1);
    }
}

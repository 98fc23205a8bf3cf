// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SeedsTest {
    @Test
    void aTestRunsWithEachSeedOnceAndTheSameWayEveryTime() {
        List<Long> first = draws(20);

        assertEquals(20, first.size());
        assertEquals(20, first.stream().distinct().count());
        assertEquals(first, draws(20));
    }

    @Test
    void aFailureNamesItsSeedAndThatSeedRunsAlone() {
        long failing = new SplittableRandom(7).nextLong();
        AssertionError found = assertThrows(
                AssertionError.class,
                () -> Seeds.run(20, random -> {
                    assertTrue(random.nextLong() != failing, "found it");
                }));
        assertTrue(found.getMessage().startsWith("seed 7 failed: "), found::getMessage);
        assertTrue(found.getMessage().contains("-Dduramen.seed=7"), found::getMessage);

        assertEquals(List.of(failing), with(Seeds.ONE, "7"));
    }

    @Test
    void moreSeedsOrOthersRunWhenAskedFor() {
        assertEquals(40, with(Seeds.COUNT, "40").size());
        assertEquals(draws(20).subList(5, 20), with(Seeds.FIRST, "5").subList(0, 15));
    }

    private static List<Long> with(String property, String value) {
        String before = System.getProperty(property);
        System.setProperty(property, value);
        try {
            return draws(20);
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    private static List<Long> draws(int count) {
        List<Long> found = new ArrayList<>();
        Seeds.run(count, random -> found.add(random.nextLong()));
        return found;
    }

    @Test
    void inParallelEverySeedRunsOnceAndTheLowestFailureIsTold() {
        java.util.Set<Long> drawn = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Seeds.inParallel(100, 50, random -> drawn.add(random.nextLong()));
        java.util.Set<Long> expected = new java.util.HashSet<>();
        for (long seed = 100; seed < 150; seed++) {
            expected.add(new java.util.SplittableRandom(seed).nextLong());
        }
        assertEquals(expected, drawn);

        AssertionError failed = org.junit.jupiter.api.Assertions.assertThrows(
                AssertionError.class,
                () -> Seeds.inParallel(30, random -> {
                    throw new IllegalStateException("each of them");
                }));
        org.junit.jupiter.api.Assertions.assertTrue(
                failed.getMessage().startsWith("seed 0 failed"), failed::getMessage);
    }
}

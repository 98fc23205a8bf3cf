// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntervalTest {

    @Test
    void sixValuesAreTheFewestThatGiveAnIntervalOfNinetyFivePercent() {
        assertTrue(Interval.of(values(5)).coverage() < 0.95);
        assertTrue(Interval.of(values(6)).coverage() > 0.95);
        assertEquals(new Interval(1, 3.5, 6, 1 - 2.0 / 64), Interval.of(values(6)));
    }

    @Test
    void withMoreValuesTheOutermostAreLeftOut() {
        // the tables of order statistics have 2 and 8 for nine values, 6 and 15 for twenty
        assertEquals(2, Interval.of(values(9)).low());
        assertEquals(8, Interval.of(values(9)).high());
        assertEquals(6, Interval.of(values(20)).low());
        assertEquals(15, Interval.of(values(20)).high());
    }

    @Test
    void theTrueMedianIsInsideAsOftenAsItIsSaidToBe() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        int inside = 0;
        int trials = 20_000;
        for (int i = 0; i < trials; i++) {
            List<Double> drawn = new ArrayList<>();
            for (int k = 0; k < 9; k++) {
                drawn.add(Math.exp(random.nextGaussian()));
            }
            Interval interval = Interval.of(drawn);
            inside += interval.low() <= 1 && 1 <= interval.high() ? 1 : 0;
        }
        double expected = Interval.of(values(9)).coverage();
        assertEquals(expected, inside / (double) trials, 0.01, "seed " + seed);
    }

    @Test
    void intervalsThatTouchOverlap() {
        Interval left = new Interval(1, 2, 3, 0.95);
        assertTrue(left.overlaps(new Interval(3, 4, 5, 0.95)));
        assertFalse(left.overlaps(new Interval(3.01, 4, 5, 0.95)));
    }

    private static List<Double> values(int n) {
        return IntStream.rangeClosed(1, n).mapToObj(value -> (double) value).toList();
    }
}

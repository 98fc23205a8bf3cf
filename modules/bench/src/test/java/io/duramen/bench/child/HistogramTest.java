// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.child;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramTest {

    @Test
    void percentilesAreWithinASixtyFourthOfTheSortedValues() {
        long seed = 7;
        SplittableRandom random = new SplittableRandom(seed);
        long[] values = new long[100_000];
        Histogram histogram = new Histogram();
        for (int i = 0; i < values.length; i++) {
            values[i] = (long) Math.exp(random.nextDouble(0, 25));
            histogram.add(values[i]);
        }
        Arrays.sort(values);
        for (double percentile : new double[] {0, 1, 50, 90, 99, 99.9, 99.99, 100}) {
            long exact = values[(int) Math.max(1, Math.ceil(values.length * percentile / 100)) - 1];
            assertTrue(
                    Math.abs(exact - histogram.at(percentile)) <= exact / 64 + 1,
                    "seed " + seed + " percentile " + percentile);
        }
    }

    @Test
    void addedHistogramsCountAsOne() {
        Histogram left = new Histogram();
        Histogram right = new Histogram();
        left.add(10);
        right.add(20);
        right.add(30);
        left.add(right);
        assertEquals(3, left.total());
        assertEquals(20, left.at(50));
    }

    @Test
    void theLongestTimeThereIsHasABucket() {
        Histogram histogram = new Histogram();
        histogram.add(Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, histogram.at(100));
    }
}

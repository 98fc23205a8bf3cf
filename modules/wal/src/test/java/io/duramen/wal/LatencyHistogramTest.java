// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

class LatencyHistogramTest {

    private static LatencyHistogram of(long... nanos) {
        LatencyRecorder recorder = new LatencyRecorder();
        Arrays.stream(nanos).forEach(recorder::record);
        return recorder.snapshot();
    }

    @Test
    void everyDurationHasOneBucketAndTheBucketsLeaveNoGap() {
        long next = 0;
        for (int bucket = 0; bucket < LatencyHistogram.BUCKETS; bucket++) {
            long longest = LatencyHistogram.longest(bucket);
            assertEquals(bucket, LatencyHistogram.bucket(next));
            assertEquals(bucket, LatencyHistogram.bucket(longest));
            assertTrue(longest - next <= next / 16, "from " + next + " to " + longest);
            next = longest + 1;
        }
        assertEquals(Long.MIN_VALUE, next, "the last one ends with the largest number there is");
    }

    @Test
    void aPercentileIsNeverBelowWhatWasRecordedAndLessThanASixteenthAboveIt(TestReporter reporter) {
        long seed = new SplittableRandom().nextLong();
        reporter.publishEntry("seed", Long.toString(seed));
        SplittableRandom random = new SplittableRandom(seed);
        long[] recorded = new long[1000];
        for (int i = 0; i < recorded.length; i++) {
            recorded[i] = random.nextLong(1L << random.nextInt(1, 45));
        }
        LatencyHistogram histogram = of(recorded);
        Arrays.sort(recorded);
        for (int i = 1; i <= recorded.length; i++) {
            long exact = recorded[i - 1];
            long told = histogram.percentileNanos(i / 10.0);
            assertTrue(told >= exact && told <= exact + exact / 16, exact + " was told as " + told + ", seed " + seed);
        }
        assertEquals(recorded[999], histogram.percentileNanos(100));
        assertEquals(recorded[999], histogram.maxNanos());
        assertEquals(Arrays.stream(recorded).sum(), histogram.sumNanos());
        assertEquals(histogram.sumNanos() / 1000.0, histogram.meanNanos());
    }

    @Test
    void theOrderOfShortDurationsIsExact() {
        LatencyHistogram histogram = of(5, 1, 3, 2, 4);
        assertEquals(1, histogram.percentileNanos(0));
        assertEquals(3, histogram.percentileNanos(50));
        assertEquals(4, histogram.percentileNanos(80));
        assertEquals(5, histogram.percentileNanos(80.1));
        assertEquals("count 5, mean 3 ns, p50 3 ns, p99 5 ns, max 5 ns", histogram.toString());
    }

    @Test
    void aPercentileThatIsARankIsThatRankHoweverItIsRounded() {
        for (int count = 1; count <= 31; count++) {
            LatencyHistogram histogram = of(LongStream.range(0, count).toArray());
            for (int rank = 1; rank <= count; rank++) {
                assertEquals(rank - 1, histogram.percentileNanos(100.0 * rank / count), rank + " of " + count);
            }
        }
    }

    @Test
    void anEmptyOneTellsZeroAndAPercentileOutsideAHundredIsRefused() {
        assertEquals(LatencyHistogram.EMPTY, of());
        assertEquals(0, of().percentileNanos(99));
        assertEquals(0, of().meanNanos());
        assertThrows(IllegalArgumentException.class, () -> of(1).percentileNanos(-0.1));
        assertThrows(IllegalArgumentException.class, () -> of(1).percentileNanos(100.1));
        assertThrows(IllegalArgumentException.class, () -> of(1).percentileNanos(Double.NaN));
    }

    @Test
    void aClockThatWentBackCountsAsNoTime() {
        assertEquals(of(0), of(-1));
        assertEquals(Long.MAX_VALUE, of(Long.MAX_VALUE).percentileNanos(50));
    }

    @Test
    void twoAddedAreWhatBothRecorded() {
        assertEquals(of(1, 20, 300, 4_000_000), of(20, 300).plus(of(1, 4_000_000)));
        assertEquals(of(1, 20), of(1, 20).plus(LatencyHistogram.EMPTY));
    }

    @Test
    void whatAnEarlierOneHeldCanBeTakenAway() {
        LatencyHistogram earlier = of(20, 5_000_000);
        LatencyHistogram later = of(20, 5_000_000, 20, 1000);
        LatencyHistogram between = later.since(earlier);
        assertEquals(2, between.count());
        assertEquals(1020, between.sumNanos());
        assertEquals(20, between.percentileNanos(50));
        assertEquals(1023, between.maxNanos(), "read from its bucket, for the maximum is an earlier one");
        assertEquals(9_000_000, of(1, 9_000_000).since(of(1)).maxNanos());
        assertEquals(LatencyHistogram.EMPTY, later.since(later));
        assertThrows(IllegalArgumentException.class, () -> earlier.since(later));
        assertThrows(IllegalArgumentException.class, () -> of(1).since(of(1_000_000)));
    }

    @Test
    @Tag("S3.26")
    void aRecorderIsOfOneSizeWhateverIsRecordedAndLosesNothingToOthers() throws Exception {
        LatencyRecorder recorder = new LatencyRecorder();
        int threads = 4;
        int each = 50_000;
        Thread[] running = new Thread[threads];
        for (int t = 0; t < threads; t++) {
            long start = t;
            running[t] = new Thread(() -> {
                for (long i = 0; i < each; i++) {
                    recorder.record(start + i * threads);
                }
            });
            running[t].start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        long all = (long) threads * each;
        assertEquals(all, recorder.snapshot().count());
        assertEquals(all * (all - 1) / 2, recorder.snapshot().sumNanos());
        assertEquals(all - 1, recorder.snapshot().maxNanos());
    }
}

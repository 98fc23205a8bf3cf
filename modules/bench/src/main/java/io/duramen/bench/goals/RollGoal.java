// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.bench.child.Histogram;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The slowest appends around the change to a new segment, beside those of all other times. */
final class RollGoal implements Goal {
    private static final int APPENDERS = 16;
    private static final int BYTES = 1024;
    private static final int SEGMENT_BYTES = 8 << 20;
    private static final int TIMES = 3; // a roll is rare
    private static final long WINDOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final double PERCENTILE = 99.9;

    private final Histogram near = new Histogram();
    private final Histogram far = new Histogram();
    private volatile boolean measuring;
    private volatile long rolledNanos = Long.MIN_VALUE / 2;

    @Override
    public String name() {
        return "roll";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        WalOptions options = WalOptions.builder()
                .firstSegmentBytes(SEGMENT_BYTES)
                .maxSegmentBytes(SEGMENT_BYTES)
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            long rolls;
            try (Load load = Load.on(log, APPENDERS, BYTES, this::count)) {
                load.rate(effort.seconds());
                long before = log.statistics().rolls();
                measuring = true;
                watchRolls(log, TIMES * effort.seconds());
                measuring = false;
                rolls = log.statistics().rolls() - before;
            }
            double window = near.at(PERCENTILE) / 1e3;
            double steady = far.at(PERCENTILE) / 1e3;
            return Map.of(
                    "rolls",
                    (double) rolls,
                    "window p99.9 us",
                    window,
                    "steady p99.9 us",
                    steady,
                    "times",
                    window / steady);
        }
    }

    /** Looks every half millisecond whether a new segment was begun; a roll it hears of late is still within its window. */
    private void watchRolls(WriteAheadLog log, double seconds) throws InterruptedException {
        long end = System.nanoTime() + (long) (seconds * 1e9);
        long seen = log.statistics().rolls();
        while (System.nanoTime() < end) {
            TimeUnit.MICROSECONDS.sleep(500);
            long rolls = log.statistics().rolls();
            if (rolls != seen) {
                seen = rolls;
                rolledNanos = System.nanoTime();
            }
        }
    }

    private synchronized void count(long began, long ended) {
        if (measuring) {
            (ended - rolledNanos < WINDOW_NANOS ? near : far).add(ended - began);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClocks;
import io.duramen.sentinel.Kind;
import io.duramen.sentinel.Sentinel;
import io.duramen.sentinel.Verdict;
import io.duramen.sentinel.Watch;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to watch a transaction that does nothing, beside the clocks it is made of. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SentinelBenchmark {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final CpuClock clock = CpuClocks.best().open();
    private Sentinel gated;
    private Sentinel precise;
    private Kind ofGated;
    private Kind ofPrecise;

    /** Makes the sentinels. */
    @Setup
    public void build() {
        gated = Sentinel.builder().clock(clock).build();
        precise = Sentinel.builder()
                .clock(clock)
                .mode(io.duramen.sentinel.Mode.PRECISE)
                .build();
        ofGated = gated.kind("orders");
        ofPrecise = precise.kind("orders");
    }

    /** Closes them. */
    @TearDown
    public void close() {
        gated.close();
        precise.close();
    }

    /**
     * Starts and ends a transaction as most do.
     *
     * @return that it is clean
     */
    @Benchmark
    public Verdict gatedPair() {
        Watch watch = ofGated.start();
        return watch.end();
    }

    /**
     * Starts and ends one inside another.
     *
     * @return that it is clean
     */
    @Benchmark
    public Verdict gatedPairInside() {
        Watch outer = ofGated.start();
        Watch inner = ofGated.start();
        Verdict verdict = inner.end();
        outer.end();
        return verdict;
    }

    /**
     * Starts and ends a transaction measured at both ends.
     *
     * @return that it is clean
     */
    @Benchmark
    public Verdict precisePair() {
        Watch watch = ofPrecise.start();
        return watch.end();
    }

    /**
     * Reads the wall clock twice.
     *
     * @return the difference
     */
    @Benchmark
    public long wallPair() {
        long start = System.nanoTime();
        return System.nanoTime() - start;
    }

    /**
     * Reads the thread's clock twice through the JDK.
     *
     * @return the difference
     */
    @Benchmark
    public long jdkPair() {
        long start = threads.getCurrentThreadCpuTime();
        return threads.getCurrentThreadCpuTime() - start;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One record read back and verified. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ReadBenchmark {
    private static final int RECORDS = 10_000;

    /** Records to read; they are written anew for each iteration, because the log was emptied after the last. */
    @State(Scope.Benchmark)
    public static class Filled {

        /**
         * Fills the log.
         *
         * @param open the log
         */
        @Setup(Level.Iteration)
        public void fill(OpenLog open) {
            for (int i = 0; i < RECORDS; i++) {
                open.log.append(open.record.duplicate());
            }
            open.log.sync();
        }
    }

    /**
     * Reads all records.
     *
     * @param open the log
     * @param filled says that there are records
     * @return bytes read
     */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public long read(OpenLog open, Filled filled) {
        long bytes = 0;
        try (LogReader reader = open.log.read(open.log.durableLsn() - RECORDS + 1)) {
            for (LogRecord record : reader) {
                bytes += record.payload().remaining();
            }
        }
        return bytes;
    }
}

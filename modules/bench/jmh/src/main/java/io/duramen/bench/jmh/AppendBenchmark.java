// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.jmh;

import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** One append: encoded, checksummed, claimed, copied. The checksum alone stands beside it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class AppendBenchmark {

    /**
     * Appends one record by one thread.
     *
     * @param open the log
     * @return its number
     */
    @Benchmark
    public long append(OpenLog open) {
        return open.log.append(open.record.duplicate());
    }

    /**
     * Appends one record by each of four threads.
     *
     * @param open the log
     * @return its number
     */
    @Benchmark
    @Threads(4)
    public long appendByFour(OpenLog open) {
        return open.log.append(open.record.duplicate());
    }

    /**
     * Makes the checksum of one record: what an append cannot do without.
     *
     * @param open the record
     * @return the checksum
     */
    @Benchmark
    public long checksum(OpenLog open) {
        CRC32C crc = new CRC32C();
        crc.update(open.record.duplicate());
        return crc.getValue();
    }
}

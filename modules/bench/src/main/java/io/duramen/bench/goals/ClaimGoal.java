// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import com.sun.management.ThreadMXBean;
import io.duramen.bench.child.Histogram;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** Appends that wait for no sync: what one costs its caller, in time and in memory. */
final class ClaimGoal implements Goal {
    private static final int BYTES = 256;

    @Override
    public String name() {
        return "claim";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuffer record = ByteBuffer.wrap(Load.record(BYTES, 1));
        Histogram latencies = new Histogram();
        WalOptions options = WalOptions.builder().durability(Durability.NONE).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            for (long i = 0; i < effort.records() / 4; i++) {
                log.append(record.duplicate());
            }
            log.sync();
            long before = threads.getCurrentThreadAllocatedBytes();
            long began = System.nanoTime();
            long last = began;
            for (long i = 0; i < effort.records(); i++) {
                log.append(record.rewind());
                long now = System.nanoTime();
                latencies.add(now - last);
                last = now;
            }
            double seconds = (last - began) / 1e9;
            double allocated = threads.getCurrentThreadAllocatedBytes() - before;
            return Map.of(
                    "a second", effort.records() / seconds,
                    "p50 us", latencies.at(50) / 1e3,
                    "p99 us", latencies.at(99) / 1e3,
                    "bytes allocated a record", allocated / effort.records());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import com.sun.management.OperatingSystemMXBean;
import io.duramen.wal.Durability;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/** Opening a log, 1 GiB for a million records: how fast it is verified, and what a checkpoint saves. */
final class OpenGoal implements Goal {
    private static final int BYTES = 1024;

    @Override
    public String name() {
        return "open";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) {
        long last;
        try (WriteAheadLog log = WriteAheadLog.create(
                directory, WalOptions.builder().durability(Durability.NONE).build())) {
            ByteBuffer record = ByteBuffer.wrap(Load.record(BYTES, 1));
            for (int i = 0; i < effort.records(); i++) {
                log.append(record.rewind());
            }
            last = log.sync();
        }
        Opened cold = opened(() -> WriteAheadLog.openReadOnly(directory, WalOptions.defaults()));
        Opened whole = opened(() -> WriteAheadLog.open(directory, WalOptions.defaults()));
        try (WriteAheadLog log = WriteAheadLog.open(directory, WalOptions.defaults())) {
            log.checkpoint(last - last / 50);
        }
        Opened briefly = opened(() -> WriteAheadLog.open(directory, WalOptions.defaults()));
        return Map.of(
                "first open s", cold.seconds(),
                "open s", whole.seconds(),
                "open with checkpoint s", briefly.seconds(),
                "GB a core second", whole.bytes() / 1e9 / whole.processorSeconds(),
                "GB", whole.bytes() / 1e9);
    }

    private record Opened(double seconds, double processorSeconds, double bytes) {}

    private static Opened opened(Supplier<ReadableLog> open) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long processor = system.getProcessCpuTime();
        long began = System.nanoTime();
        try (ReadableLog log = open.get()) {
            double seconds = (System.nanoTime() - began) / 1e9;
            double used = (system.getProcessCpuTime() - processor) / 1e9;
            return new Opened(
                    seconds,
                    used,
                    log.segments().stream().mapToLong(SegmentInfo::usedBytes).sum());
        }
    }
}

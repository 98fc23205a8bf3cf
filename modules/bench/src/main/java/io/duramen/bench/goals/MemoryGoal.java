// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.goals;

import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** The memory an open log keeps: for itself, and for each record it holds. */
final class MemoryGoal implements Goal {
    private static final int BYTES = 256;
    private static final int FEW = 1000;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Map<String, Double> measure(Path directory, Effort effort) throws Exception {
        double heapBefore = heap();
        double directBefore = direct();
        WalOptions options = WalOptions.builder().durability(Durability.NONE).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            ByteBuffer record = ByteBuffer.wrap(Load.record(BYTES, 1));
            append(log, record, FEW);
            double few = heap();
            double fewDirect = direct();
            append(log, record, effort.records());
            double many = heap();
            append(log, record, effort.records());
            return Map.of(
                    "heap KiB", (few - heapBefore) / 1024,
                    "heap KiB after all", (many - heapBefore) / 1024,
                    "direct KiB", (fewDirect - directBefore) / 1024,
                    "direct KiB after all", (direct() - directBefore) / 1024,
                    "heap bytes a record", (heap() - many) / effort.records());
        }
    }

    private static void append(WriteAheadLog log, ByteBuffer record, int count) {
        for (int i = 0; i < count; i++) {
            log.append(record.rewind());
        }
        log.sync();
    }

    private static double heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(50);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }
}

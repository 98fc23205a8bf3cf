// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.EventSink;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LatencyHistogram;
import io.duramen.wal.WalMetrics;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the guide. */
class MonitoringExamplesTest {

    @Test
    void whatHappenedBetweenTwoSnapshots() {
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), WalOptions.defaults())) {
            Runnable workload = () -> log.append(ByteBuffer.wrap(new byte[100]));

            WalMetrics before = log.metrics();
            workload.run();
            WalMetrics after = log.metrics();

            double perSecond = after.recordsPerSecondSince(before);
            LatencyHistogram syncs = after.latencies().since(before.latencies()).sync();
            long slowestOfThousand = syncs.percentileNanos(99.9);
            if (after.failure() != null) {
                throw after.failure();
            }

            assertTrue(perSecond > 0);
            assertEquals(1, syncs.count());
            assertEquals(syncs.maxNanos(), slowestOfThousand);
        }
    }

    @Test
    void aRegistryShowsTheLog() {
        MeterRegistry registry = new SimpleMeterRegistry();
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), WalOptions.defaults())) {
            WalMetricsBinder binder = new WalMetricsBinder(log, Tags.of("log", "orders"));
            binder.bindTo(registry);

            assertEquals(0, registry.get("duramen.wal.failed").gauge().value());
            binder.close(); // takes the meters out again, once the log is closed
        }
        assertTrue(registry.getMeters().isEmpty());
    }

    @Test
    void aSinkIsTold() {
        List<String> audit = new ArrayList<>();
        EventSink sink = event -> audit.add(event.type() + " " + event.details());
        WalOptions options = WalOptions.builder()
                .events(sink)
                .slowSync(Duration.ofMillis(200))
                .build();

        SimDisk disk = SimDisk.create();
        WriteAheadLog.create(disk, options).close();
        WriteAheadLog.open(disk, options).close();
        assertTrue(audit.get(0).startsWith("log.recovered {log="), audit::toString);
    }
}

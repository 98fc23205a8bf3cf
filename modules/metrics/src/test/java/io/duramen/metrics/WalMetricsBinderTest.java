// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.ManualClock;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LatencyHistogram;
import io.duramen.wal.LatencyRecorder;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.WalCompression;
import io.duramen.wal.WalLatencies;
import io.duramen.wal.WalMetrics;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.search.RequiredSearch;
import io.micrometer.core.instrument.simple.SimpleConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WalMetricsBinderTest {
    private static final WalOptions OPTIONS = WalOptions.builder()
            .writerMode(WriterMode.CALLER)
            .durability(Durability.FULL)
            .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
            .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
            .build();

    private final ManualClock time = ManualClock.startingAt(Instant.parse("2026-01-02T03:04:05Z"));
    private final MeterRegistry registry = new SimpleMeterRegistry(SimpleConfig.DEFAULT, new Clock() {
        @Override
        public long wallTime() {
            return time.millis();
        }

        @Override
        public long monotonicTime() {
            return time.nanoTime();
        }
    });

    private static void append(WriteAheadLog log, int count) {
        for (int i = 0; i < count; i++) {
            log.append(ByteBuffer.wrap(new byte[100]));
        }
    }

    @Test
    @Tag("S3.27")
    void memorySegmentsCompactionRecoveryAndThroughputOfALogAreShown() {
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), OPTIONS);
                WalMetricsBinder binder = new WalMetricsBinder(log, Tags.of("log", "orders"))) {
            binder.bindTo(registry);
            append(log, 2000);
            log.checkpoint(1900);
            time.advance(Looks.FRESH);

            WalMetrics told = log.metrics();
            assertEquals(2000, counter("records"));
            assertEquals(200_000, counter("payload"));
            assertEquals(told.statistics().frames(), counter("frames"));
            assertEquals(told.statistics().frameBytes(), counter("written"));
            assertEquals(told.statistics().syncs(), counter("syncs"));
            assertEquals(told.statistics().markSyncs(), counter("syncs.marks"));
            assertEquals(told.statistics().writes(), counter("writes"));
            assertEquals(told.statistics().rolls(), counter("rolls"));
            assertEquals(0, counter("syncs.slow"));
            assertTrue(told.removedSegments() > 2);
            assertEquals(told.removedSegments(), counter("removed.segments"));
            assertEquals(told.removedBytes(), counter("removed"));
            assertEquals(0, counter("compressed.segments"));
            assertTrue(told.madeSegments() > 2);
            assertEquals(told.madeSegments(), counter("made.segments"));
            assertEquals(0, counter("recycled.segments"));
            assertEquals(0, gauge("segments.waiting"));
            assertEquals(2000, gauge("lsn.durable"));
            assertEquals(told.segments(), gauge("segments"));
            assertEquals(told.armedSegments(), gauge("segments.armed"));
            assertEquals(told.diskBytes(), gauge("disk"));
            assertEquals(told.bufferBytes(), gauge("buffer"));
            assertTrue(told.bufferBytes() > 0);
            assertEquals(0, gauge("pending"));
            assertEquals(0, gauge("pending.size"));
            assertEquals(0, gauge("failed"));
            // Micrometer keeps seconds as a floating-point number
            assertEquals(
                    told.recovery().toNanos(),
                    Math.round(find("recovery").timeGauge().value(TimeUnit.NANOSECONDS)));
            FunctionTimer sync = find("stage").tag("stage", "sync").functionTimer();
            assertEquals(told.latencies().sync().count(), (long) sync.count());
            assertEquals(told.latencies().sync().sumNanos(), Math.round(sync.totalTime(TimeUnit.NANOSECONDS)));
            assertEquals(
                    2000, find("stage").tag("stage", "marks").functionTimer().count());
        }
    }

    @Test
    void whatCompressionSavedIsShown() {
        WalOptions options = OPTIONS.toBuilder().compressRotated(true).build();
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), options);
                WalMetricsBinder binder = new WalMetricsBinder(log, Tags.empty())) {
            binder.bindTo(registry);
            append(log, 2000);
            log.checkpoint(1);
            time.advance(Looks.FRESH);

            WalCompression told = log.metrics().compression();
            assertTrue(told.segments() > 2);
            assertTrue(told.storedBytes() < told.plainBytes());
            assertEquals(told.segments(), counter("compressed.segments"));
            assertEquals(told.plainBytes(), counter("compressed.plain"));
            assertEquals(told.storedBytes(), counter("compressed"));
        }
    }

    @Test
    void everyMeterHasItsUnitAndTheTagsGiven() {
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), OPTIONS);
                WalMetricsBinder binder = new WalMetricsBinder(log, Tags.of("log", "orders"))) {
            binder.bindTo(registry);
            Map<String, String> units = new TreeMap<>();
            registry.forEachMeter(meter -> {
                assertEquals("orders", meter.getId().getTag("log"));
                units.put(meter.getId().getName(), meter.getId().getBaseUnit());
            });
            assertEquals(MonitoringGuideTest.unitsInTheGuide(), units);
        }
    }

    @Test
    void aFailedLogShowsOne() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(disk, OPTIONS);
        new WalMetricsBinder(log, Tags.empty()).bindTo(registry);
        assertEquals(0, gauge("failed"));
        disk.failForce(disk.count(Kind.FORCE), ForceFailure.KEEP);
        assertThrows(LogFailedException.class, () -> append(log, 1));
        time.advance(Looks.FRESH);
        assertEquals(1, gauge("failed"));
        log.close();
    }

    @Test
    void closingTakesTheMetersOutAndLeavesThoseOfOthers() {
        registry.counter("mine").increment();
        try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), OPTIONS)) {
            WalMetricsBinder binder = new WalMetricsBinder(log, Tags.empty());
            binder.bindTo(registry);
            assertTrue(registry.getMeters().size() > 40);
            binder.close();
            binder.close();
            assertEquals(1, registry.getMeters().size());
        }
    }

    @Test
    void oneLookServesAllThatIsReadWithinASecond() {
        int[] looks = new int[1];
        new WalMetricsBinder(
                        () -> {
                            looks[0]++;
                            return metrics(WalLatencies.EMPTY);
                        },
                        Tags.empty())
                .bindTo(registry);
        registry.forEachMeter(meter -> meter.measure().forEach(m -> m.getValue()));
        assertEquals(1, looks[0]);
        time.advance(Looks.FRESH.minusNanos(1));
        registry.forEachMeter(meter -> meter.measure().forEach(m -> m.getValue()));
        assertEquals(1, looks[0]);
        time.advance(Duration.ofNanos(1));
        registry.forEachMeter(meter -> meter.measure().forEach(m -> m.getValue()));
        assertEquals(2, looks[0]);
    }

    @Test
    void percentilesForgetWhatIsMoreThanTwoMinutesOldAndSumsDoNot() {
        LatencyRecorder syncs = new LatencyRecorder();
        for (int i = 0; i < 1000; i++) {
            syncs.record(1_000);
        }
        new WalMetricsBinder(() -> metrics(ofSyncs(syncs.snapshot())), Tags.empty()).bindTo(registry);
        assertEquals(Double.NaN, percentile("0.5"), "nothing was recorded since");
        syncs.record(5_000_000);
        for (int seconds = 0; seconds < 60; seconds++) {
            time.advance(Duration.ofSeconds(1));
            assertEquals(5_000_000, percentile("0.5"));
            assertEquals(5_000_000, max());
        }
        syncs.record(20);
        for (int seconds = 0; seconds < 60; seconds++) {
            time.advance(Duration.ofSeconds(1));
            assertEquals(5_000_000, percentile("0.999"));
        }
        time.advance(Duration.ofSeconds(1));
        assertEquals(20, percentile("0.999"));
        time.advance(Looks.WINDOW);
        time.advance(Looks.WINDOW);
        percentile("0.999");
        time.advance(Looks.WINDOW);
        assertEquals(Double.NaN, percentile("0.999"));
        assertEquals(Double.NaN, max());
        FunctionTimer timer = find("stage").tag("stage", "sync").functionTimer();
        assertEquals(1002, timer.count());
        assertEquals(6_000_020, timer.totalTime(TimeUnit.NANOSECONDS));
    }

    private double percentile(String phi) {
        TimeGauge gauge =
                find("stage.percentile").tags("stage", "sync", "phi", phi).timeGauge();
        return gauge.value(TimeUnit.NANOSECONDS);
    }

    private double max() {
        return find("stage.max").tag("stage", "sync").timeGauge().value(TimeUnit.NANOSECONDS);
    }

    private static WalLatencies ofSyncs(LatencyHistogram sync) {
        LatencyHistogram none = LatencyHistogram.EMPTY;
        return new WalLatencies(none, none, none, sync, none, none, none);
    }

    private static WalMetrics metrics(WalLatencies latencies) {
        return new WalMetrics(
                Duration.ZERO,
                new WalStatistics(0, 0, 0, 0, 0, 0, 0, 0),
                latencies,
                0,
                0,
                0,
                0,
                0,
                1,
                0,
                0,
                0,
                0,
                Duration.ZERO,
                null);
    }

    private RequiredSearch find(String name) {
        return registry.get("duramen.wal." + name);
    }

    private long counter(String name) {
        FunctionCounter counter = find(name).functionCounter();
        return (long) counter.count();
    }

    private long gauge(String name) {
        Gauge gauge = find(name).gauge();
        return (long) gauge.value();
    }
}

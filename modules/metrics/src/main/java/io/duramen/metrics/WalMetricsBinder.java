// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.metrics;

import io.duramen.wal.LatencyHistogram;
import io.duramen.wal.WalLatencies;
import io.duramen.wal.WalMetrics;
import io.duramen.wal.WriteAheadLog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * Shows the figures of a log in a registry of Micrometer, under names that begin with {@code duramen.wal}. The guide to
 * monitoring lists them with their units and what they mean.
 *
 * <p>A log counts and times by itself, so binding it costs the log nothing; each time a registry is read the log is looked at
 * once. Stages are function timers, whose counts and sums are exact and can be added over many logs; beside them stand
 * percentiles and maxima of the last minute or two, which cannot.
 *
 * <pre>{@code
 * WalMetricsBinder binder = new WalMetricsBinder(log, Tags.of("log", "orders"));
 * binder.bindTo(registry);
 * }</pre>
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class WalMetricsBinder implements MeterBinder, AutoCloseable {
    private static final double[] PHIS = {0.5, 0.99, 0.999};

    private final Supplier<WalMetrics> source;
    private final Iterable<Tag> tags;
    private final List<Bound> bound = new CopyOnWriteArrayList<>();

    /**
     * Creates a binder for a log.
     *
     * @param log the log; it may be closed before the binder is
     * @param tags set it apart from other logs of the registry; two logs with the same tags are one to it, and the second is
     *     not seen
     */
    public WalMetricsBinder(WriteAheadLog log, Iterable<Tag> tags) {
        this(log::metrics, tags);
    }

    /**
     * Creates a binder for whatever has a log.
     *
     * @param source tells how the log fares
     * @param tags as above
     */
    public WalMetricsBinder(Supplier<WalMetrics> source, Iterable<Tag> tags) {
        this.source = source;
        this.tags = Tags.of(tags);
    }

    private record Bound(MeterRegistry registry, Meter meter) {}

    @Override
    public void bindTo(MeterRegistry registry) {
        Looks looks = new Looks(source, registry.config().clock()::monotonicTime);
        Meters meters = new Meters(registry, looks);
        meters.counters();
        meters.gauges();
        meters.stage("claim-wait", WalLatencies::claimWait);
        meters.stage("gather", WalLatencies::gather);
        meters.stage("write", WalLatencies::write);
        meters.stage("sync", WalLatencies::sync);
        meters.stage("marks", WalLatencies::marks);
        meters.stage("roll", WalLatencies::roll);
        meters.stage("wake", WalLatencies::wake);
    }

    /** Takes the meters out of every registry they were bound to. */
    @Override
    public void close() {
        bound.forEach(one -> one.registry().remove(one.meter()));
        bound.clear();
    }

    /** The meters of one registry. */
    private final class Meters {
        private final MeterRegistry registry;
        private final Looks looks;

        Meters(MeterRegistry registry, Looks looks) {
            this.registry = registry;
            this.looks = looks;
        }

        void counters() {
            counter(
                    "records",
                    "records",
                    "Records acknowledged",
                    m -> m.statistics().records());
            counter(
                    "payload",
                    "bytes",
                    "Bytes of their payloads",
                    m -> m.statistics().payloadBytes());
            counter(
                    "frames",
                    "frames",
                    "Frames written, one a group",
                    m -> m.statistics().frames());
            counter(
                    "written",
                    "bytes",
                    "Bytes of frames written",
                    m -> m.statistics().frameBytes());
            counter(
                    "writes",
                    "calls",
                    "Write calls for frames",
                    m -> m.statistics().writes());
            counter(
                    "syncs",
                    "calls",
                    "Data syncs of segments",
                    m -> m.statistics().syncs());
            counter("syncs.slow", "calls", "Syncs over the limit of the log's options", WalMetrics::slowSyncs);
            counter(
                    "syncs.marks",
                    "calls",
                    "Syncs of the marks file",
                    m -> m.statistics().markSyncs());
            counter("rolls", "segments", "Segments begun", m -> m.statistics().rolls());
            counter("removed.segments", "segments", "Segments removed", WalMetrics::removedSegments);
            counter("removed", "bytes", "Bytes of segments removed", WalMetrics::removedBytes);
            counter("made.segments", "segments", "Segments made in new files", WalMetrics::madeSegments);
            counter(
                    "recycled.segments",
                    "segments",
                    "Segments made in files of removed ones",
                    WalMetrics::recycledSegments);
            counter(
                    "compressed.segments",
                    "segments",
                    "Segments compressed",
                    m -> m.compression().segments());
            counter(
                    "compressed.plain",
                    "bytes",
                    "Bytes they took before",
                    m -> m.compression().plainBytes());
            counter(
                    "compressed",
                    "bytes",
                    "Bytes they took then",
                    m -> m.compression().storedBytes());
        }

        void gauges() {
            gauge("lsn.durable", "records", "The last durable record", WalMetrics::durableLsn);
            gauge("pending", "records", "Records not yet acknowledged", WalMetrics::pendingRecords);
            gauge("pending.size", "bytes", "Bytes of records not yet acknowledged", WalMetrics::pendingBytes);
            gauge("buffer", "bytes", "Memory for records under way", WalMetrics::bufferBytes);
            gauge("segments", "segments", "Segments of the log", WalMetrics::segments);
            gauge("segments.armed", "segments", "Segments ready to be used next", WalMetrics::armedSegments);
            gauge(
                    "segments.waiting",
                    "files",
                    "Files of removed segments that wait to be used again",
                    WalMetrics::waitingSegments);
            gauge("disk", "bytes", "Bytes of all three on disk", WalMetrics::diskBytes);
            gauge("failed", "boolean", "1 once the log has failed, else 0", m -> m.failure() == null ? 0 : 1);
            time(
                    "recovery",
                    "How long the last open took",
                    Tags.empty(),
                    of -> of.latest().recovery().toNanos());
        }

        void stage(String name, Function<WalLatencies, LatencyHistogram> stage) {
            Tags stageTag = Tags.of("stage", name);
            note(FunctionTimer.builder(
                            "duramen.wal.stage",
                            looks,
                            of -> stage.apply(of.latest().latencies()).count(),
                            of -> stage.apply(of.latest().latencies()).sumNanos(),
                            TimeUnit.NANOSECONDS)
                    .description("How long each stage of an append took")
                    .tags(tags)
                    .tags(stageTag)
                    .register(registry));
            for (double phi : PHIS) {
                time(
                        "stage.percentile",
                        "What so many did not exceed in the last minute or two",
                        stageTag.and("phi", Double.toString(phi)),
                        of -> known(stage.apply(of.window()), histogram -> histogram.percentileNanos(100 * phi)));
            }
            time(
                    "stage.max",
                    "The longest of the last minute or two",
                    stageTag,
                    of -> known(stage.apply(of.window()), LatencyHistogram::maxNanos));
        }

        /** What was not recorded took no time, and not zero. */
        private double known(LatencyHistogram histogram, ToLongFunction<LatencyHistogram> figure) {
            return histogram.count() == 0 ? Double.NaN : figure.applyAsLong(histogram);
        }

        private void counter(String name, String unit, String description, ToDoubleFunction<WalMetrics> figure) {
            note(FunctionCounter.builder("duramen.wal." + name, looks, of -> figure.applyAsDouble(of.latest()))
                    .baseUnit(unit)
                    .description(description)
                    .tags(tags)
                    .register(registry));
        }

        private void gauge(String name, String unit, String description, ToDoubleFunction<WalMetrics> figure) {
            note(Gauge.builder("duramen.wal." + name, looks, of -> figure.applyAsDouble(of.latest()))
                    .baseUnit(unit)
                    .description(description)
                    .tags(tags)
                    .strongReference(true) // for all: the counters hold it weakly
                    .register(registry));
        }

        private void time(String name, String description, Tags more, ToDoubleFunction<Looks> nanos) {
            note(TimeGauge.builder("duramen.wal." + name, looks, TimeUnit.NANOSECONDS, nanos)
                    .description(description)
                    .tags(tags)
                    .tags(more)
                    .strongReference(true)
                    .register(registry));
        }

        private void note(Meter meter) {
            bound.add(new Bound(registry, meter));
        }
    }
}

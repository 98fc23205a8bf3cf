// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.ClockInfo;
import java.lang.System.Logger.Level;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Finds transactions that burn more processor time than they may.
 *
 * <p>A thread cannot use more processor time than passes, so a transaction that took less wall time than its threshold needs
 * no further look: two readings of {@link System#nanoTime}, and nothing is made. Only what took longer costs a reading of the
 * thread's clock, which tells the one that worked from the one that waited.
 *
 * <pre>{@code
 * try (Sentinel sentinel = Sentinel.builder().threshold(Duration.ofNanos(500_000)).build();
 *         Watch watch = sentinel.kind("orders").start("tx-17")) {
 *     work();
 * }
 * }</pre>
 *
 * <p>What cannot be known is never taken for little: see {@link Verdict} and {@link Unmeasurable}.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class Sentinel implements AutoCloseable {
    /** The kind of transactions of which none is named. */
    public static final String UNNAMED = "unnamed";

    /** The kind of all whose names come after {@link #MAX_KINDS} others, so that names made up by clients fill no memory. */
    public static final String OTHERS = "others";

    /** How many kinds there can be. */
    public static final int MAX_KINDS = 4096;

    private static final System.Logger LOG = System.getLogger(Sentinel.class.getName());

    private final SentinelBuilder options;
    private final Notices notices;
    private final Telemetry telemetry;
    private final Crises crises;
    private final Judge judge;
    private final ConcurrentHashMap<String, Kind> kinds = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<Kind> byIndex = new AtomicReferenceArray<>(MAX_KINDS + 2);
    private final Kind unnamed;
    private final Kind others;
    private final long keepNanos;
    private final @Nullable ScheduledFuture<?> ticking;
    private int made; // guarded by byIndex
    private long kept; // guarded by this

    Sentinel(SentinelBuilder options, ClockInfo clock) {
        this.options = options;
        this.notices = new Notices(options.listeners, options.notifierOrOwn());
        this.telemetry = new Telemetry(options.records, byIndex::get);
        Flights flights = new Flights();
        this.crises = new Crises(options, notices, flights);
        this.judge = new Judge(options, clock, notices, telemetry, flights, crises);
        this.unnamed = make(UNNAMED);
        this.others = make(OTHERS);
        this.keepNanos = Math.max(1, options.crisis.window().toNanos() / 10);
        this.kept = options.nanoTime.getAsLong();
        this.ticking = tick();
    }

    /**
     * Starts to build a sentinel.
     *
     * @return a builder with half a millisecond as threshold
     */
    public static SentinelBuilder builder() {
        return new SentinelBuilder();
    }

    /**
     * Returns the kind of a name, and makes it at the first call. The name decides which threshold applies.
     *
     * @param name the name; once there are {@link #MAX_KINDS}, a new one stands for {@link #OTHERS}
     * @return the kind
     */
    public Kind kind(String name) {
        Kind kind = kinds.get(name);
        return kind != null ? kind : make(name);
    }

    /**
     * Starts a transaction of the kind {@link #UNNAMED}.
     *
     * @param label which one, for violations
     * @return what to end when it ends
     * @throws UnmeasurableThreadException if this thread cannot be measured and the sentinel refuses such
     */
    public Watch start(String label) {
        return unnamed.start(label);
    }

    /**
     * Returns the crisis that is on.
     *
     * @return the crisis, or {@code null}
     */
    public @Nullable Crisis crisis() {
        return crises.current();
    }

    /**
     * Returns the ring of the last violations.
     *
     * @return the telemetry
     */
    public Telemetry telemetry() {
        return telemetry;
    }

    /**
     * Tells somebody more.
     *
     * @param listener who is told from now on
     */
    public void addListener(SentinelListener listener) {
        notices.add(listener);
    }

    /**
     * Tells somebody no more.
     *
     * @param listener who was told
     */
    public void removeListener(SentinelListener listener) {
        notices.remove(listener);
    }

    /**
     * Returns how the sentinel fares.
     *
     * @return the figures now
     */
    public SentinelStatistics statistics() {
        List<KindStatistics> all = kinds.values().stream()
                .map(Kind::statistics)
                .sorted(Comparator.comparing(KindStatistics::kind))
                .toList();
        return new SentinelStatistics(
                all,
                judge.clockFailures(),
                notices.lost.sum(),
                notices.failed.sum(),
                telemetry.overwritten(),
                crises.begun());
    }

    /**
     * Does what time demands: looks at transactions that go on if the mode is {@link Mode#SAMPLED}, lets warnings and bans run
     * out, and ends a crisis. The timer calls it; call it yourself if there is {@linkplain SentinelBuilder#withoutTimer none}.
     */
    public void poll() {
        judge.sample();
        synchronized (this) {
            long now = options.nanoTime.getAsLong();
            if (now - kept < keepNanos) {
                return;
            }
            kept = now;
            crises.passed(kinds.values());
        }
        kinds.values().forEach(Kind::expire);
    }

    /** A timer never calls again what threw something. */
    private void pollByTimer() {
        try {
            poll();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the sentinel could not look after its transactions, and tries again", e);
        }
    }

    /** Stops the timer. What is under way may still be ended; nothing more can be started. */
    @Override
    public void close() {
        judge.close();
        if (ticking != null) {
            ticking.cancel(false);
        }
        options.stopOwn();
    }

    private Kind make(String name) {
        synchronized (byIndex) {
            Kind there = kinds.get(name);
            if (there != null) {
                return there;
            }
            if (made == byIndex.length()) {
                return others;
            }
            Kind kind = new Kind(judge, options, notices, name, made);
            byIndex.set(made++, kind); // before anybody can record it
            kinds.put(name, kind);
            return kind;
        }
    }

    private @Nullable ScheduledFuture<?> tick() {
        long every = options.mode == Mode.SAMPLED ? options.sampleNanos : keepNanos;
        return options.timer == null
                ? null
                : options.timer.scheduleWithFixedDelay(this::pollByTimer, every, every, TimeUnit.NANOSECONDS);
    }
}

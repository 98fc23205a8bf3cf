// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.ClockInfo;
import io.duramen.clock.CpuClock;
import io.duramen.clock.CpuClocks;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** How a sentinel is built. Not thread-safe; used once. */
public final class SentinelBuilder {
    /** How many steps of the clock a threshold must have. */
    public static final int STEPS = 4;

    private Threshold threshold = Threshold.fixed(Duration.ofNanos(500_000));
    private final Map<String, Threshold> thresholds = new HashMap<>();
    final Set<String> allowed = new HashSet<>();
    final List<SentinelListener> listeners = new ArrayList<>();
    Mode mode = Mode.GATED;
    Unmeasurable unmeasurable = Unmeasurable.REFUSE;
    EscalationRules escalation = EscalationRules.defaults();
    CrisisRules crisis = CrisisRules.defaults();

    @Nullable
    AnomalyRules anomaly;

    int records = 4096;
    int processors = Runtime.getRuntime().availableProcessors();
    long sampleNanos = 1_000_000;
    LongSupplier nanoTime = System::nanoTime;
    Clock time = Clock.systemUTC();

    @Nullable
    ScheduledExecutorService timer;

    private @Nullable CpuClock clock;
    private @Nullable Executor notifier;
    private final List<ExecutorService> own = new ArrayList<>();
    private boolean ownTimer = true;
    private boolean built;

    SentinelBuilder() {}

    /**
     * Sets a fixed threshold for all kinds that have none of their own.
     *
     * @param processorTime at which processor time a transaction is a burst; at least four steps of the clock
     * @return this
     */
    public SentinelBuilder threshold(Duration processorTime) {
        return threshold(Threshold.fixed(processorTime));
    }

    /**
     * Sets the threshold for all kinds that have none of their own.
     *
     * @param forAll the threshold
     * @return this
     */
    public SentinelBuilder threshold(Threshold forAll) {
        threshold = forAll;
        return this;
    }

    /**
     * Sets the threshold of one kind.
     *
     * @param kind its name
     * @param own the threshold
     * @return this
     */
    public SentinelBuilder threshold(String kind, Threshold own) {
        thresholds.put(kind, own);
        return this;
    }

    /**
     * Sets when clocks are read.
     *
     * @param when the mode; {@link Mode#GATED} if not set
     * @return this
     */
    public SentinelBuilder mode(Mode when) {
        mode = when;
        return this;
    }

    /**
     * Sets how often transactions that go on are looked at in the mode {@link Mode#SAMPLED}.
     *
     * @param period the time between two looks, positive; a millisecond if not set
     * @return this
     */
    public SentinelBuilder sampleEvery(Duration period) {
        if (period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("samples every " + period);
        }
        sampleNanos = period.toNanos();
        return this;
    }

    /**
     * Sets what to do where processor time cannot be known.
     *
     * @param what {@link Unmeasurable#REFUSE} if not set
     * @return this
     */
    public SentinelBuilder unmeasurable(Unmeasurable what) {
        unmeasurable = what;
        return this;
    }

    /**
     * Lets a kind burn: its bursts are told and counted, and bring neither warnings nor a crisis.
     *
     * @param kind its name
     * @return this
     */
    public SentinelBuilder allow(String kind) {
        allowed.add(kind);
        return this;
    }

    /**
     * Sets what bursts bring upon a kind.
     *
     * @param rules the rules; {@link EscalationRules#defaults} if not set
     * @return this
     */
    public SentinelBuilder escalation(EscalationRules rules) {
        escalation = rules;
        return this;
    }

    /**
     * Sets when a crisis begins.
     *
     * @param rules the rules; {@link CrisisRules#defaults} if not set
     * @return this
     */
    public SentinelBuilder crisis(CrisisRules rules) {
        crisis = rules;
        return this;
    }

    /**
     * Tells of unusual transactions, which takes a lock of its kind for every one that ends.
     *
     * @param rules which are unusual; none if not set
     * @return this
     */
    public SentinelBuilder anomalies(AnomalyRules rules) {
        anomaly = rules;
        return this;
    }

    /**
     * Adds somebody to be told.
     *
     * @param listener who
     * @return this
     */
    public SentinelBuilder listener(SentinelListener listener) {
        listeners.add(listener);
        return this;
    }

    /**
     * Sets who tells listeners.
     *
     * @param executor the executor; {@code Runnable::run} tells them on the thread that found something. A daemon thread of the
     *     sentinel's own, for which 1024 notices may wait, if not set
     * @return this
     */
    public SentinelBuilder notifier(Executor executor) {
        notifier = executor;
        return this;
    }

    /**
     * Sets how many violations the telemetry holds.
     *
     * @param count the number, positive; 4096 if not set, at 56 bytes each
     * @return this
     */
    public SentinelBuilder telemetry(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("a ring of " + count + " records");
        }
        records = count;
        return this;
    }

    /**
     * Sets the clock of threads.
     *
     * @param cpu the clock; the best found here if not set
     * @return this
     */
    public SentinelBuilder clock(CpuClock cpu) {
        clock = cpu;
        return this;
    }

    /**
     * Sets the time that only passes, and the time of day.
     *
     * @param passing nanoseconds as of {@link System#nanoTime}
     * @param ofDay what violations are dated by
     * @return this
     */
    public SentinelBuilder time(LongSupplier passing, Clock ofDay) {
        nanoTime = passing;
        time = ofDay;
        return this;
    }

    /**
     * Sets what calls {@link Sentinel#poll}.
     *
     * @param scheduler the scheduler, which is not shut down; a daemon thread of the sentinel's own if not set
     * @return this
     */
    public SentinelBuilder timer(ScheduledExecutorService scheduler) {
        timer = scheduler;
        ownTimer = false;
        return this;
    }

    /**
     * Leaves it to the caller to call {@link Sentinel#poll}.
     *
     * @return this
     */
    public SentinelBuilder withoutTimer() {
        timer = null;
        ownTimer = false;
        return this;
    }

    /**
     * Sets of how many processors a share is a share.
     *
     * @param count the number, positive; those of the JVM if not set
     * @return this
     */
    public SentinelBuilder processors(int count) {
        if (count < 1) {
            throw new IllegalArgumentException(count + " processors");
        }
        processors = count;
        return this;
    }

    /**
     * Builds the sentinel. Close it: it has a thread. The first one measures the clock, which takes some tens of milliseconds.
     *
     * @return the sentinel
     * @throws ThresholdTooFineException if the clock cannot resolve a threshold, and {@link Unmeasurable#BOUND} was not taken
     * @throws io.duramen.clock.CpuClockException if there is no clock, or it fails
     * @throws IllegalStateException if this builder has built one
     */
    public Sentinel build() {
        if (built) {
            throw new IllegalStateException("a builder builds one sentinel");
        }
        ClockInfo info = openClock().info();
        if (unmeasurable == Unmeasurable.REFUSE) {
            refuseTooFine("all kinds", threshold, info);
            thresholds.forEach((kind, own) -> refuseTooFine("kind " + kind, own, info));
        }
        built = true;
        if (ownTimer) {
            ScheduledExecutorService made = Threads.timer();
            own.add(made);
            timer = made;
        }
        return new Sentinel(this, info);
    }

    private static void refuseTooFine(String whose, Threshold threshold, ClockInfo clock) {
        boolean moves = clock.stepNanos() != CpuClock.UNKNOWN;
        if (!moves || threshold.leastNanos() < STEPS * clock.stepNanos()) {
            throw new ThresholdTooFineException(whose, threshold.leastNanos(), clock, moves);
        }
    }

    CpuClock openClock() {
        CpuClock opened = clock;
        if (opened == null) {
            opened = CpuClocks.best().open();
            clock = opened;
        }
        return opened;
    }

    Threshold thresholdOf(String kind) {
        return thresholds.getOrDefault(kind, threshold);
    }

    Executor notifierOrOwn() {
        Executor given = notifier;
        if (given != null) {
            return given;
        }
        ExecutorService made = Threads.notifier();
        own.add(made);
        return made;
    }

    void stopOwn() {
        own.forEach(ExecutorService::shutdown);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What transactions have in common: the service that is called, the bundle that calls, the path of a request. It has the
 * threshold, and stands for its bursts. Made by {@link Sentinel#kind}; keep it, or look it up again.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread.
 */
public final class Kind {
    private final Judge judge;
    private final String name;
    private final int index;
    private final Threshold threshold;
    private final boolean allowed;
    private final Notices notices;
    private final LongSupplier nanoTime;
    private final @Nullable AnomalyRules anomaly;
    private final @Nullable RecentTimes recent; // guarded by itself
    private final Escalation escalation; // guarded by itself
    private final LongAdder transactions = new LongAdder();
    private final LongAdder leastCpu = new LongAdder();
    private final LongAdder anomalies = new LongAdder();
    private final LongAdder refused = new LongAdder();
    final LongAdder suspicions = new LongAdder();
    final LongAdder bursts = new LongAdder();
    private volatile long thresholdNanos;
    private volatile Standing standing = Standing.NORMAL;
    private long burnedBefore; // of the thread that lets time pass

    Kind(Judge judge, SentinelBuilder options, Notices notices, String name, int index) {
        this.judge = judge;
        this.name = name;
        this.index = index;
        this.threshold = options.thresholdOf(name);
        this.allowed = options.allowed.contains(name);
        this.notices = notices;
        this.nanoTime = options.nanoTime;
        this.anomaly = options.anomaly;
        this.recent = recent(options.anomaly, threshold);
        this.escalation = new Escalation(name, options.escalation);
        this.thresholdNanos = threshold.mostNanos();
    }

    private static @Nullable RecentTimes recent(@Nullable AnomalyRules anomaly, Threshold threshold) {
        if (anomaly != null) {
            return new RecentTimes(anomaly.window());
        }
        return threshold.isAdaptive() ? new RecentTimes(AnomalyRules.defaults().window()) : null;
    }

    /**
     * Starts a transaction.
     *
     * @return what to end when it ends
     * @throws KindBannedException if the kind is banned
     * @throws UnmeasurableThreadException if this thread cannot be measured and the sentinel refuses such
     * @throws io.duramen.clock.CpuClockException if the clock fails and the sentinel refuses what it cannot measure
     */
    public Watch start() {
        return start(null);
    }

    /**
     * Starts a transaction.
     *
     * @param label which one, for violations; not looked at otherwise
     * @return what to end when it ends
     * @throws KindBannedException if the kind is banned
     * @throws UnmeasurableThreadException if this thread cannot be measured and the sentinel refuses such
     * @throws io.duramen.clock.CpuClockException if the clock fails and the sentinel refuses what it cannot measure
     */
    public Watch start(@Nullable String label) {
        if (standing == Standing.BANNED) {
            refuse();
        }
        return judge.slot().start(this, label);
    }

    /**
     * Runs a task as a transaction.
     *
     * @param task the task
     */
    @SuppressWarnings("try") // only to be closed
    public void run(Runnable task) {
        try (Watch watch = start()) {
            task.run();
        }
    }

    /**
     * Runs a task with a result as a transaction.
     *
     * @param <T> what it results in
     * @param task the task
     * @return its result
     * @throws Exception what the task throws
     */
    @SuppressWarnings("try") // only to be closed
    public <T> T call(Callable<T> task) throws Exception {
        try (Watch watch = start()) {
            return task.call();
        }
    }

    /**
     * Makes every task of an executor a transaction.
     *
     * @param executor what runs the tasks
     * @return what runs them there as transactions; a task of a banned kind throws, where it would have run
     */
    public Executor over(Executor executor) {
        return task -> executor.execute(() -> run(task));
    }

    /**
     * Returns the name.
     *
     * @return the name
     */
    public String name() {
        return name;
    }

    /**
     * Returns the threshold as it is now.
     *
     * @return nanoseconds of processor time
     */
    public long thresholdNanos() {
        return thresholdNanos;
    }

    /**
     * Returns how the kind stands.
     *
     * @return the standing now
     */
    public Standing standing() {
        expire();
        return standing;
    }

    /** Forgets all bursts: a ban or warning ends. */
    public void pardon() {
        StandingChange change;
        synchronized (escalation) {
            change = escalation.pardon(nanoTime.getAsLong());
            standing = escalation.standing();
        }
        tell(change);
    }

    /**
     * Returns how the kind fared.
     *
     * @return the figures now
     */
    public KindStatistics statistics() {
        return new KindStatistics(
                name,
                transactions.sum(),
                suspicions.sum(),
                bursts.sum(),
                anomalies.sum(),
                refused.sum(),
                leastCpu.sum(),
                thresholdNanos,
                standing());
    }

    int index() {
        return index;
    }

    boolean isAllowed() {
        return allowed;
    }

    /** Whether something is held against it. */
    boolean isPrecise() {
        return standing != Standing.NORMAL;
    }

    /** A transaction has ended that was a burst, or had parts. */
    void counted() {
        transactions.increment();
    }

    /** A transaction that was no burst has ended and used at most so much. */
    void ended(long mostNanos, @Nullable String label) {
        transactions.increment();
        RecentTimes times = recent;
        if (times == null) {
            return;
        }
        double score;
        double mean;
        double deviation;
        synchronized (times) {
            score = times.score(mostNanos);
            mean = times.mean();
            deviation = times.deviation();
            times.add(mostNanos);
            if (threshold.isAdaptive() && times.isFull()) {
                thresholdNanos = threshold.after(times);
            }
        }
        if (anomaly != null && score >= anomaly.score()) {
            anomalies.increment();
            Anomaly told = new Anomaly(name, label, mostNanos, mean, deviation, score);
            notices.tell(listener -> listener.anomaly(told));
        }
    }

    void used(long leastNanos) {
        leastCpu.add(leastNanos);
    }

    /** A burst happened. */
    void strike() {
        StandingChange expired;
        StandingChange change;
        synchronized (escalation) {
            long now = nanoTime.getAsLong();
            expired = escalation.expire(now);
            change = escalation.strike(now);
            standing = escalation.standing();
        }
        tell(expired);
        tell(change);
    }

    /** Time has passed. */
    void expire() {
        if (standing == Standing.NORMAL) {
            return;
        }
        StandingChange change;
        synchronized (escalation) {
            change = escalation.expire(nanoTime.getAsLong());
            standing = escalation.standing();
        }
        tell(change);
    }

    /** What was burned since the last call, if something is held against the kind. */
    long burnedWhileWarned() {
        long burned = leastCpu.sum();
        long since = burned - burnedBefore;
        burnedBefore = burned;
        return standing == Standing.NORMAL || allowed ? 0 : since;
    }

    private void refuse() {
        StandingChange change;
        long remaining;
        synchronized (escalation) {
            long now = nanoTime.getAsLong();
            remaining = escalation.remaining(now);
            change = escalation.expire(now);
            standing = escalation.standing();
        }
        tell(change);
        if (standing == Standing.BANNED) {
            refused.increment();
            throw new KindBannedException(name, remaining);
        }
    }

    private void tell(@Nullable StandingChange change) {
        if (change != null) {
            notices.tell(listener -> listener.standing(change));
        }
    }
}

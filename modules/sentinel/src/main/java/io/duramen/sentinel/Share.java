// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.sentinel;

import io.duramen.clock.Quality;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Lets threads work for a transaction of another. What each uses is added up; the transaction is judged anew whenever a part
 * of it ends, so that it does not matter in which order parts and the transaction itself do.
 *
 * <pre>{@code
 * try (Watch watch = orders.start("tx-17")) {
 *     pool.submit(watch.share().wrap(this::checkStock));
 *     checkPrices();
 * }
 * }</pre>
 *
 * <p>Parts are measured precisely. A part that runs on a thread inside another part of the same transaction, as when a pool
 * lets the caller run it, is counted once.
 *
 * <p><b>Thread safety:</b> all methods may be called from any thread, also after the transaction has ended.
 */
public final class Share {
    private final Judge judge;
    private final Kind kind;
    private final @Nullable String label;
    private final Thread thread;
    private long wall;
    private long least;
    private long most;
    private boolean exact = true;
    private Verdict told = Verdict.CLEAN;

    Share(Judge judge, Kind kind, @Nullable String label, Thread thread) {
        this.judge = judge;
        this.kind = kind;
        this.label = label;
        this.thread = thread;
    }

    /**
     * Begins to work for the transaction on the calling thread.
     *
     * @return what to end when done, on the same thread or another
     * @throws UnmeasurableThreadException if this thread cannot be measured and the sentinel refuses such
     */
    public Watch join() {
        return judge.slot().join(this);
    }

    /**
     * Makes a task work for the transaction, on whatever thread it runs.
     *
     * @param task the task
     * @return a task that does the same and is counted
     */
    @SuppressWarnings("try") // only to be closed
    public Runnable wrap(Runnable task) {
        return () -> {
            try (Watch part = join()) {
                task.run();
            }
        };
    }

    /**
     * Makes a task with a result work for the transaction, on whatever thread it runs.
     *
     * @param <T> what it results in
     * @param task the task
     * @return a task that does the same and is counted
     */
    @SuppressWarnings("try") // only to be closed
    public <T> Callable<T> wrapCallable(Callable<T> task) {
        return () -> {
            try (Watch part = join()) {
                return task.call();
            }
        };
    }

    Kind kind() {
        return kind;
    }

    @Nullable
    String label() {
        return label;
    }

    /** A part has ended. */
    Verdict add(CpuProfile part, long threshold) {
        Verdict found;
        CpuProfile sum;
        synchronized (this) {
            wall += part.wallNanos();
            least += part.leastNanos();
            most += part.mostNanos();
            exact &= part.quality() == Quality.EXACT;
            sum = with(0, 0, 0, true);
            found = Judge.verdict(sum.leastNanos(), sum.mostNanos(), threshold);
            if (found.compareTo(told) <= 0) {
                return told;
            }
            told = found;
        }
        judge.tell(kind, label, thread, found, threshold, sum, false);
        return found;
    }

    /** A part has come so far. */
    Verdict running(CpuProfile part, long threshold) {
        Verdict found;
        CpuProfile sum;
        synchronized (this) {
            sum = with(part.wallNanos(), part.leastNanos(), part.mostNanos(), part.quality() == Quality.EXACT);
            found = Judge.verdict(sum.leastNanos(), sum.mostNanos(), threshold);
            if (found.compareTo(told) <= 0) {
                return told;
            }
            told = found;
        }
        judge.tell(kind, label, thread, found, threshold, sum, true);
        return found;
    }

    private CpuProfile with(long moreWall, long moreLeast, long moreMost, boolean moreExact) {
        return new CpuProfile(
                wall + moreWall,
                least + moreLeast,
                most + moreMost,
                exact && moreExact ? Quality.EXACT : Quality.UPPER_BOUND);
    }
}

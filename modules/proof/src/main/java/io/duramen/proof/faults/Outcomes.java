// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** How often each thing happened. Several threads may count at once. */
final class Outcomes {
    private static final int TOLD_EVERY = 1000;

    private final TreeMap<String, Long> counts = new TreeMap<>();
    private final LongConsumer watcher;
    private long sum;
    private long told;

    /** Counts. */
    Outcomes() {
        this(sum -> {});
    }

    /**
     * Counts, and tells of it now and then.
     *
     * @param watcher hears how much has been counted in all, each time that a thousand more have come
     */
    Outcomes(LongConsumer watcher) {
        this.watcher = watcher;
    }

    void add(String outcome) {
        add(outcome, 1);
    }

    synchronized void add(String outcome, long times) {
        counts.merge(outcome, times, Long::sum);
        sum += times;
        if (sum - told >= TOLD_EVERY) {
            told = sum;
            watcher.accept(sum);
        }
    }

    synchronized long of(String outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    synchronized Map<String, Long> all() {
        return new TreeMap<>(counts);
    }

    /** Returns the counts in a line, for instance {@code 12 opened, 3,400 refused}. */
    @Override
    public synchronized String toString() {
        StringBuilder text = new StringBuilder();
        counts.forEach((outcome, count) -> text.append(text.isEmpty() ? "" : ", ")
                .append(String.format(java.util.Locale.ROOT, "%,d", count))
                .append(' ')
                .append(outcome));
        return text.toString();
    }
}

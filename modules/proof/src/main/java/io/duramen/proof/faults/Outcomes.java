// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import java.util.Map;
import java.util.TreeMap;

/** How often each thing happened. Several threads may count at once. */
final class Outcomes {
    private final TreeMap<String, Long> counts = new TreeMap<>();

    void add(String outcome) {
        add(outcome, 1);
    }

    synchronized void add(String outcome, long times) {
        counts.merge(outcome, times, Long::sum);
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

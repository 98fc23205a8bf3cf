// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit.builtin;

import io.duramen.audit.AuditAlert;
import io.duramen.audit.AuditEntry;
import io.duramen.audit.AuditOutcome;
import io.duramen.audit.spi.AuditDetector;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One actor fails or is refused again and again. Whoever was quiet for longest is forgotten first, so that many names do not
 * become much memory; a clock that was set back makes no failure forgotten before its time.
 */
public final class RepeatedFailures implements AuditDetector {
    static final String NAME = "repeated-failures";
    static final int DEFAULT_FAILURES = 5;
    static final Duration DEFAULT_WINDOW = Duration.ofMinutes(10);
    static final int MAX_ACTORS = 4096;

    private final int failures;
    private final Duration window;
    private final Map<String, Deque<Instant>> seen = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Makes a detector.
     *
     * @param failures how many, at least 1
     * @param window within which time, more than zero
     */
    public RepeatedFailures(int failures, Duration window) {
        if (failures < 1) {
            throw new IllegalArgumentException("failures must be at least 1, is " + failures);
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("window must be more than zero, is " + window);
        }
        this.failures = failures;
        this.window = window;
    }

    @Override
    public void see(AuditEntry entry, Consumer<AuditAlert> alerts) {
        if (entry.outcome() != AuditOutcome.FAILED && entry.outcome() != AuditOutcome.REFUSED) {
            return;
        }
        Instant now = entry.time();
        Deque<Instant> times = seen.computeIfAbsent(entry.actor(), none -> new ArrayDeque<>());
        times.removeIf(time -> Duration.between(time, now).abs().compareTo(window) > 0);
        times.add(now);
        if (times.size() >= failures) {
            seen.remove(entry.actor());
            alerts.accept(new AuditAlert(
                    NAME,
                    entry.sequence(),
                    now,
                    entry.actor(),
                    failures + " failures or refusals within " + window + ", the last one " + entry.type()));
        } else if (seen.size() > MAX_ACTORS) {
            seen.remove(seen.keySet().iterator().next());
        }
    }

    /** How many actors it remembers. */
    int actors() {
        return seen.size();
    }
}

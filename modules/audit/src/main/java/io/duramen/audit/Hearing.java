// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.audit.spi.AuditDetector;
import io.duramen.audit.spi.AuditSink;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;

/** Those who hear of a trail's entries. What they throw is counted, logged once for each of them, and stops nothing. */
final class Hearing {
    private static final System.Logger LOGGER = System.getLogger("io.duramen.audit");

    private final List<AuditDetector> detectors;
    private final List<AuditSink> sinks;
    private final LongAdder alerts = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final Set<String> told = new ConcurrentSkipListSet<>();

    Hearing(AuditOptions options) {
        this.detectors = options.detectors();
        this.sinks = options.sinks();
    }

    /** Shows the detectors an entry that was there before. */
    void before(AuditEntry entry) {
        for (AuditDetector detector : detectors) {
            guarded(detector, () -> detector.see(entry, raisedBefore -> {}));
        }
    }

    /** Tells of an entry that has become durable, and then of what it gives rise to. */
    void durable(AuditEntry entry) {
        List<AuditAlert> raised = new ArrayList<>();
        for (AuditDetector detector : detectors) {
            guarded(detector, () -> detector.see(entry, raised::add));
        }
        alerts.add(raised.size());
        for (AuditSink sink : sinks) {
            guarded(sink, () -> sink.entry(entry));
            for (AuditAlert alert : raised) {
                guarded(sink, () -> sink.alert(alert));
            }
        }
    }

    private void guarded(Object who, Runnable hear) {
        try {
            hear.run();
        } catch (RuntimeException e) {
            failures.increment();
            if (told.add(who.getClass().getName())) {
                LOGGER.log(
                        Level.WARNING,
                        "what hears of an audit trail failed: " + who.getClass().getName(),
                        e);
            }
        }
    }

    long alerts() {
        return alerts.sum();
    }

    long failures() {
        return failures.sum();
    }

    void close() {
        for (AuditSink sink : sinks) {
            guarded(sink, sink::close);
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.base.Event;
import io.duramen.base.EventSink;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells the log's events to their sink. What is told has happened already and nothing can be refused any more, so a sink that
 * throws changes nothing; and whoever leads does not wait for it, for it runs where completions run.
 *
 * <p>Of slow syncs one report at a time is under way; those that come meanwhile are in the count of the next. So a slow sink
 * does not gather a queue behind a slow disk.
 */
final class Reports {
    private final EventSink sink;
    private final Clock clock;
    private final AtomicBoolean slowUnderWay = new AtomicBoolean();
    private volatile Executor executor = Runnable::run;

    Reports(EventSink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    void runOn(Executor completions) {
        executor = completions;
    }

    void slowSync(String log, String file, long nanos, long limitNanos, long lastLsn, long slowSyncs) {
        if (sink == EventSink.NONE || !slowUnderWay.compareAndSet(false, true)) {
            return;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", log);
        facts.put("file", file);
        facts.put("micros", nanos / 1000);
        facts.put("limitMicros", limitNanos / 1000);
        facts.put("lastLsn", lastLsn);
        facts.put("slowSyncs", slowSyncs);
        Event event = new Event(clock.instant(), "log.slow-sync", facts);
        later(() -> {
            try {
                tell(event);
            } finally {
                slowUnderWay.set(false);
            }
        });
    }

    void failed(String log, Throwable cause, long durableLsn) {
        if (sink == EventSink.NONE) {
            return;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", log);
        facts.put("durableLsn", durableLsn);
        facts.put("cause", cause.toString());
        Event event = new Event(clock.instant(), "log.failed", facts);
        later(() -> tell(event));
    }

    void compressionFailed(String log, String file, Throwable cause) {
        if (sink == EventSink.NONE) {
            return;
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("log", log);
        facts.put("file", file);
        facts.put("cause", cause.toString());
        Event event = new Event(clock.instant(), "log.compression-failed", facts);
        later(() -> tell(event));
    }

    private void later(Runnable report) {
        try {
            executor.execute(report);
        } catch (Throwable refused) {
            report.run(); // an executor that is shut down, or no thread to be had: told late beats not told
        }
    }

    private void tell(Event event) {
        try {
            sink.accept(event);
        } catch (Throwable lost) {
            // the figures still tell
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.metrics;

import io.duramen.wal.WalLatencies;
import io.duramen.wal.WalMetrics;
import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks at a log for all meters of one registry. They are read one after the other, so a look serves all that are read within
 * a second: what a monitoring system collects at one time is of one time.
 *
 * <p>Percentiles are of the last one to two minutes, or of the time between two looks if that is longer: percentiles since the
 * log was opened would hardly move after a day, and hide that the disk became slow.
 */
final class Looks {
    static final Duration FRESH = Duration.ofSeconds(1);
    static final Duration WINDOW = Duration.ofMinutes(1);

    private final Supplier<WalMetrics> source;
    private final LongSupplier nanoTime;
    private WalMetrics latest;
    private long latestAt;
    private WalLatencies begin; // where the window begins
    private WalLatencies next; // where it will begin
    private long nextAt;
    private WalLatencies window;

    Looks(Supplier<WalMetrics> source, LongSupplier nanoTime) {
        this.source = source;
        this.nanoTime = nanoTime;
        this.latest = source.get();
        this.latestAt = nanoTime.getAsLong();
        this.begin = latest.latencies();
        this.next = begin;
        this.nextAt = latestAt;
        this.window = WalLatencies.EMPTY;
    }

    synchronized WalMetrics latest() {
        long now = nanoTime.getAsLong();
        if (now - latestAt >= FRESH.toNanos()) {
            look(now);
        }
        return latest;
    }

    synchronized WalLatencies window() {
        latest();
        return window;
    }

    private void look(long now) {
        latest = source.get();
        latestAt = now;
        window = latest.latencies().since(begin);
        if (now - nextAt >= WINDOW.toNanos()) {
            begin = next;
            next = latest.latencies();
            nextAt = now;
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.WritePathChoice;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * The flight recorder of a JVM that has one, left alone until something is recorded. To load a class of events costs more than to
 * open a log: 130 ms in a JVM that has just started, which few of them are there for.
 */
final class AwaitedFlight implements Flight {
    private volatile @Nullable FlightEvents events;

    private AwaitedFlight() {}

    /** Throws a {@link LinkageError} in a JVM without a flight recorder. */
    static Flight find() {
        AwaitedFlight awaited = new AwaitedFlight();
        awaited.events();
        return awaited;
    }

    private @Nullable FlightEvents events() {
        FlightEvents found = events;
        if (found == null && FlightRecorder.isInitialized()) {
            found = new FlightEvents(); // two threads may make one each: they are the same events
            events = found;
        }
        return found;
    }

    @Override
    public @Nullable Group group() {
        FlightEvents recorded = events();
        return recorded == null ? null : recorded.group();
    }

    @Override
    public @Nullable Roll roll() {
        FlightEvents recorded = events();
        return recorded == null ? null : recorded.roll();
    }

    @Override
    public @Nullable Sync sync() {
        FlightEvents recorded = events();
        return recorded == null ? null : recorded.sync();
    }

    @Override
    public @Nullable Recovery recovery() {
        FlightEvents recorded = events();
        return recorded == null ? null : recorded.recovery();
    }

    @Override
    public @Nullable Checkpoint checkpoint() {
        FlightEvents recorded = events();
        return recorded == null ? null : recorded.checkpoint();
    }

    @Override
    public @Nullable Compaction compaction() {
        FlightEvents recorded = events();
        return recorded == null ? null : recorded.compaction();
    }

    @Override
    public void writePath(String log, WritePathChoice choice) {
        FlightEvents recorded = events();
        if (recorded != null) {
            recorded.writePath(log, choice);
        }
    }

    @Override
    public void failed(String log, long durableLsn, Throwable cause) {
        FlightEvents recorded = events();
        if (recorded != null) {
            recorded.failed(log, durableLsn, cause);
        }
    }
}

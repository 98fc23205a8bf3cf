// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.LogRecovery;
import io.duramen.wal.WritePathChoice;
import org.jspecify.annotations.Nullable;

/**
 * The JVM's flight recorder, as far as the log tells it something. A JVM may have none: it is a module of its own, which an
 * image or a framework may lack; then nothing is told.
 *
 * <p>Each method begins an event, and returns {@code null} without allocating anything if nobody records it.
 */
interface Flight {

    /** For a JVM without a flight recorder, and for one that records nothing. */
    Flight NONE = new Flight() {};

    /** A group on its way to the device. */
    interface Group {
        void end(String log, long firstLsn, int records, int bytes);
    }

    /** The log goes on in the next segment. */
    interface Roll {
        void end(String log, SegmentHeader next);
    }

    /** A sync; only a slow one is told. */
    interface Sync {
        void slow(String log, long segment, long lastLsn);
    }

    /** A log is opened. */
    interface Recovery {
        void end(String log, LogRecovery report);
    }

    /** It is noted from where on records are still needed. */
    interface Checkpoint {
        void end(String log, long lsn);
    }

    /** Segments that are no longer needed are removed. */
    interface Compaction {
        void end(String log, long checkpointLsn, int segments, long bytes);
    }

    default @Nullable Group group() {
        return null;
    }

    default @Nullable Roll roll() {
        return null;
    }

    default @Nullable Sync sync() {
        return null;
    }

    default @Nullable Recovery recovery() {
        return null;
    }

    default @Nullable Checkpoint checkpoint() {
        return null;
    }

    default @Nullable Compaction compaction() {
        return null;
    }

    /** It is settled how groups are written. */
    default void writePath(String log, WritePathChoice choice) {}

    /** The log has failed. */
    default void failed(String log, long durableLsn, Throwable cause) {}
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import io.duramen.wal.LogRecovery;
import io.duramen.wal.WritePathChoice;
import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * The events of the flight recorder; they can be loaded only where there is one, and are by {@link Flights} when there is
 * somebody to record them.
 *
 * <p>One event of each kind is kept to be asked whether it is wanted: that is a read where flights are recorded and a constant
 * where not, and makes nothing.
 */
@SuppressWarnings("UnusedVariable") // the flight recorder reads the fields
final class FlightEvents implements Flight {
    private final AppendGroup group = new AppendGroup();
    private final SegmentRoll roll = new SegmentRoll();
    private final SlowSync sync = new SlowSync();
    private final LogOpened recovery = new LogOpened();
    private final LogCheckpoint checkpoint = new LogCheckpoint();
    private final LogCompaction compaction = new LogCompaction();

    @Category({"Duramen", "Write-ahead log"})
    @StackTrace(false)
    private abstract static class LogEvent extends Event {
        @Label("Log")
        String log = "";
    }

    @Name("io.duramen.wal.AppendGroup")
    @Label("Append Group")
    @Description("Records written and synced together, from the moment somebody took them to their acknowledgement")
    @Enabled(false)
    private static final class AppendGroup extends LogEvent implements Group {
        @Label("First LSN")
        long firstLsn;

        @Label("Records")
        int records;

        @Label("Bytes")
        @DataAmount
        int bytes;

        @Override
        public void end(String of, long first, int count, int length) {
            log = of;
            firstLsn = first;
            records = count;
            bytes = length;
            commit();
        }
    }

    @Name("io.duramen.wal.Roll")
    @Label("Roll")
    @Description("The log goes on in the next segment")
    private static final class SegmentRoll extends LogEvent implements Roll {
        @Label("Segment")
        long segment;

        @Label("Capacity")
        @DataAmount
        long capacity;

        @Override
        public void end(String of, SegmentHeader next) {
            log = of;
            segment = next.number();
            capacity = next.capacity();
            commit();
        }
    }

    @Name("io.duramen.wal.SlowSync")
    @Label("Slow Sync")
    @Description("A sync that took longer than the log's options allow without a word")
    private static final class SlowSync extends LogEvent implements Sync {
        @Label("Segment")
        long segment;

        @Label("Last LSN")
        long lastLsn;

        @Override
        public void slow(String of, long number, long last) {
            log = of;
            segment = number;
            lastLsn = last;
            commit();
        }
    }

    @Name("io.duramen.wal.Recovery")
    @Label("Recovery")
    @Description("A log was opened and verified")
    private static final class LogOpened extends LogEvent implements Recovery {
        @Label("Clean Shutdown")
        boolean cleanShutdown;

        @Label("Segments")
        int segments;

        @Label("Last LSN")
        long lastLsn;

        @Label("Records Written Again")
        long unproven;

        @Label("Torn Bytes")
        @DataAmount
        long tornBytes;

        @Override
        public void end(String of, LogRecovery report) {
            log = of;
            cleanShutdown = report.cleanShutdown();
            segments = report.segments();
            lastLsn = report.lastLsn();
            unproven = report.unproven();
            tornBytes = report.tornBytes();
            commit();
        }
    }

    @Name("io.duramen.wal.Checkpoint")
    @Label("Checkpoint")
    @Description("It was noted from where on records are still needed")
    private static final class LogCheckpoint extends LogEvent implements Checkpoint {
        @Label("LSN")
        long lsn;

        @Override
        public void end(String of, long from) {
            log = of;
            lsn = from;
            commit();
        }
    }

    @Name("io.duramen.wal.Compaction")
    @Label("Compaction")
    @Description("Segments below the checkpoint were removed")
    private static final class LogCompaction extends LogEvent implements Compaction {
        @Label("Checkpoint LSN")
        long checkpointLsn;

        @Label("Segments Removed")
        int segments;

        @Label("Bytes Removed")
        @DataAmount
        long bytes;

        @Override
        public void end(String of, long from, int count, long length) {
            log = of;
            checkpointLsn = from;
            segments = count;
            bytes = length;
            commit();
        }
    }

    @Name("io.duramen.wal.WritePath")
    @Label("Write Path")
    @Description("It was settled, while the log was opened, how groups are written")
    private static final class GroupPath extends LogEvent {
        @Label("Path")
        String path = "";

        @Label("Reason")
        String reason = "";

        @Label("Measured Rounds")
        int rounds;

        @Label("Median Buffered")
        @Timespan
        long buffered;

        @Label("Median Direct")
        @Timespan
        long direct;
    }

    @Name("io.duramen.wal.Failure")
    @Label("Failure")
    @Description("The log has failed and takes nothing more")
    @StackTrace
    private static final class Failure extends LogEvent {
        @Label("Durable LSN")
        long durableLsn;

        @Label("Cause")
        String cause = "";
    }

    @Override
    public @Nullable Group group() {
        return group.isEnabled() ? begun(new AppendGroup()) : null;
    }

    @Override
    public @Nullable Roll roll() {
        return roll.isEnabled() ? begun(new SegmentRoll()) : null;
    }

    @Override
    public @Nullable Sync sync() {
        return sync.isEnabled() ? begun(new SlowSync()) : null;
    }

    @Override
    public @Nullable Recovery recovery() {
        return recovery.isEnabled() ? begun(new LogOpened()) : null;
    }

    @Override
    public @Nullable Checkpoint checkpoint() {
        return checkpoint.isEnabled() ? begun(new LogCheckpoint()) : null;
    }

    @Override
    public @Nullable Compaction compaction() {
        return compaction.isEnabled() ? begun(new LogCompaction()) : null;
    }

    @Override
    public void writePath(String log, WritePathChoice choice) {
        GroupPath event = new GroupPath();
        event.log = log;
        event.path = choice.path().name();
        event.reason = choice.reason();
        event.rounds = choice.rounds();
        event.buffered = choice.buffered().toNanos();
        event.direct = choice.direct().toNanos();
        event.commit();
    }

    @Override
    public void failed(String log, long durableLsn, Throwable cause) {
        Failure event = new Failure();
        event.log = log;
        event.durableLsn = durableLsn;
        event.cause = cause.toString();
        event.commit();
    }

    private static <E extends Event> E begun(E event) {
        event.begin();
        return event;
    }
}

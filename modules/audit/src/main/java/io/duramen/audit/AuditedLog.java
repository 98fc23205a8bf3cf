// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.crypto.KeyHolder;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecovery;
import io.duramen.wal.LogTail;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.SegmentInfo;
import io.duramen.wal.WalException;
import io.duramen.wal.WalMetrics;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.spi.SegmentDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/** A log whose commits are in a trail before they are acknowledged. */
final class AuditedLog implements WriteAheadLog {
    private final WriteAheadLog log;
    private final CommitNotes notes;
    private final ReentrantLock order = new ReentrantLock();

    AuditedLog(WriteAheadLog log, CommitNotes notes) {
        this.log = log;
        this.notes = notes;
    }

    @Override
    public PendingAppend submit(LogEntry entry) {
        return notes.isWanted(entry) ? submitWanted(List.of(entry)) : log.submit(entry);
    }

    @Override
    public PendingAppend submitAll(List<LogEntry> entries) {
        return entries.stream().anyMatch(notes::isWanted) ? submitWanted(entries) : log.submitAll(entries);
    }

    /** Numbers are given and kept under one lock, so that commits are kept in the order of their numbers. */
    private PendingAppend submitWanted(List<LogEntry> entries) {
        order.lock();
        try {
            PendingAppend pending = entries.size() == 1 ? log.submit(entries.get(0)) : log.submitAll(entries);
            // Each place stands for the whole group: in its place is what the last one is in.
            long first = pending.lsn() - entries.size() + 1;
            for (int i = 0; i < entries.size(); i++) {
                LogEntry entry = entries.get(i);
                if (notes.isWanted(entry)) {
                    PendingAppend place = new Place(pending, first + i);
                    notes.add(new CommitNotes.Noted(first + i, place, entry.actor(), entry.transactionId()));
                }
            }
            return new Audited(pending);
        } finally {
            order.unlock();
        }
    }

    @Override
    public OptionalLong tryAppend(LogEntry entry, Duration timeout) {
        if (!notes.isWanted(entry)) {
            return log.tryAppend(entry, timeout);
        }
        OptionalLong lsn;
        order.lock();
        try {
            lsn = log.tryAppend(entry, timeout);
            if (lsn.isPresent()) {
                PendingAppend done = new Done(lsn.getAsLong());
                notes.add(new CommitNotes.Noted(lsn.getAsLong(), done, entry.actor(), entry.transactionId()));
            }
        } finally {
            order.unlock();
        }
        lsn.ifPresent(notes::enter);
        return lsn;
    }

    /** A record under way whose acknowledgement waits for the trail. */
    private final class Audited implements PendingAppend {
        private final PendingAppend pending;

        Audited(PendingAppend pending) {
            this.pending = pending;
        }

        @Override
        public long lsn() {
            return pending.lsn();
        }

        @Override
        public long await() {
            long lsn = pending.await();
            notes.enter(lsn);
            return lsn;
        }

        @Override
        public CompletionStage<Long> stage() {
            return pending.stage().thenApply(lsn -> {
                notes.enter(lsn);
                return lsn;
            });
        }
    }

    /** One of a group that is under way. */
    private record Place(PendingAppend group, long lsn) implements PendingAppend {

        @Override
        public long await() {
            return group.await() - group.lsn() + lsn;
        }

        @Override
        public CompletionStage<Long> stage() {
            return group.stage().thenApply(last -> last - group.lsn() + lsn);
        }
    }

    /** A record that is durable. */
    private record Done(long lsn) implements PendingAppend {

        @Override
        public long await() {
            return lsn;
        }

        @Override
        public CompletionStage<Long> stage() {
            return CompletableFuture.completedStage(lsn);
        }
    }

    @Override
    public long sync() {
        long lsn = log.sync();
        notes.enter(lsn);
        return lsn;
    }

    /** What is removed must be in the trail before. */
    @Override
    public int checkpoint(long lsn) {
        notes.enter(0);
        return log.checkpoint(lsn);
    }

    @Override
    public CompactionResult compact(Compaction how) {
        notes.enter(0);
        return log.compact(how);
    }

    @Override
    public KeyHolder keys() {
        return log.keys();
    }

    @Override
    public long checkpointLsn() {
        return log.checkpointLsn();
    }

    @Override
    public WalStatistics statistics() {
        return log.statistics();
    }

    @Override
    public Optional<SegmentDigest> newestFrames() {
        return log.newestFrames();
    }

    @Override
    public WalMetrics metrics() {
        return log.metrics();
    }

    @Override
    public UUID logId() {
        return log.logId();
    }

    @Override
    public long firstLsn() {
        return log.firstLsn();
    }

    @Override
    public long durableLsn() {
        return log.durableLsn();
    }

    @Override
    public LogReader read(long fromLsn) {
        return log.read(fromLsn);
    }

    @Override
    public LogReader read(LogQuery query) {
        return log.read(query);
    }

    @Override
    public LogCursor cursor(LogQuery query) {
        return log.cursor(query);
    }

    @Override
    public LogTail tail(LogQuery query) {
        return log.tail(query);
    }

    @Override
    public OptionalLong firstLsnAt(Instant time) {
        return log.firstLsnAt(time);
    }

    @Override
    public LogRecovery recovery() {
        return log.recovery();
    }

    @Override
    public List<SegmentInfo> segments() {
        return log.segments();
    }

    /** Commits that nobody waited for are entered too, unless log or trail have failed; then the next open does it. */
    @Override
    public void close() {
        try {
            notes.enter(log.sync());
        } catch (WalException | AuditException later) {
            System.getLogger("io.duramen.audit")
                    .log(System.Logger.Level.DEBUG, "commits are entered when the log is opened again", later);
        } finally {
            log.close();
        }
    }
}

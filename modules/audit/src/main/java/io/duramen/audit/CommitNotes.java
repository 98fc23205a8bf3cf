// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalException;
import io.duramen.wal.WriteAheadLog;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Brings the commits of a log into a trail, in the order of their numbers: then the last one that is in the trail tells that all
 * before it are.
 */
final class CommitNotes {
    /** How many commits a catching up enters at once. */
    private static final int BATCH = 256;

    private final WriteAheadLog log;
    private final AuditTrail trail;
    private final @Nullable Set<String> actors;
    private final Deque<Noted> queue = new ArrayDeque<>();

    CommitNotes(WriteAheadLog log, AuditTrail trail, @Nullable Set<String> actors) {
        this.log = log;
        this.trail = trail;
        this.actors = actors;
    }

    /** A commit that has a number and is perhaps not in the trail yet. */
    record Noted(long lsn, PendingAppend pending, @Nullable String actor, long transaction) {}

    boolean isWanted(LogEntry entry) {
        return entry.type().equals(RecordType.COMMIT) && isWanted(entry.actor());
    }

    private boolean isWanted(@Nullable String actor) {
        return actors == null || (actor != null && actors.contains(actor));
    }

    /** Keeps a commit for the trail; called in the order of their numbers. */
    void add(Noted commit) {
        synchronized (queue) {
            queue.add(commit);
        }
    }

    /** Enters every kept commit that is durable, up to a number at least, which is. */
    synchronized void enter(long durableLsn) {
        long durable = Math.max(durableLsn, log.durableLsn());
        List<Noted> ready = new ArrayList<>();
        synchronized (queue) {
            for (Noted commit : queue) {
                if (commit.lsn() > durable) {
                    break;
                }
                ready.add(commit);
            }
        }
        if (ready.isEmpty()) {
            return;
        }
        List<Draft> drafts = new ArrayList<>();
        for (Noted commit : ready) {
            if (isInPlace(commit)) {
                drafts.add(draft(commit.lsn(), commit.actor(), commit.transaction(), trail.now(), false));
            }
        }
        trail.append(drafts); // if this throws they are tried again, here or when the log is opened
        synchronized (queue) {
            queue.removeAll(ready);
        }
    }

    /** A record that was turned away, or that got another number because one before it was, counts for nothing. */
    private static boolean isInPlace(Noted commit) {
        try {
            return commit.pending().await() == commit.lsn();
        } catch (WalException turnedAway) {
            return false;
        }
    }

    private Draft draft(long lsn, @Nullable String actor, long transaction, Instant time, boolean caughtUp) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(CommitMarks.LOG, log.logId().toString());
        facts.put(CommitMarks.LSN, lsn);
        facts.put("transaction", transaction);
        if (caughtUp) {
            facts.put("caughtUp", true);
        }
        return new Draft(time, CommitMarks.TYPE, actor == null ? "-" : actor, AuditOutcome.DONE, facts);
    }

    /** Enters what the log has and the trail has not. */
    void catchUp() {
        OptionalLong mark = trail.commits().of(log.logId());
        if (mark.isEmpty()) {
            tell(CommitMarks.BEGIN, AuditOutcome.DONE, log.durableLsn(), Map.of());
            return;
        }
        long next = mark.getAsLong() + 1;
        if (next > log.durableLsn() + 1) {
            tell(CommitMarks.BEGIN, AuditOutcome.FAILED, log.durableLsn(), Map.of("noted", mark.getAsLong()));
            return;
        }
        if (next < log.firstLsn()) {
            tell(CommitMarks.GAP, AuditOutcome.FAILED, log.firstLsn() - 1, Map.of("from", next));
            next = log.firstLsn();
        }
        enterFrom(next);
    }

    private void tell(String type, AuditOutcome outcome, long lsn, Map<String, ?> more) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(CommitMarks.LOG, log.logId().toString());
        facts.put(CommitMarks.LSN, lsn);
        facts.putAll(more);
        trail.append(type, "duramen", outcome, facts);
    }

    private void enterFrom(long next) {
        List<Draft> drafts = new ArrayList<>();
        LogQuery commits =
                LogQuery.builder().fromLsn(next).type(RecordType.COMMIT).build();
        try (LogCursor records = log.cursor(commits)) {
            while (records.next()) {
                if (isWanted(records.actor())) {
                    drafts.add(draft(records.lsn(), records.actor(), records.transactionId(), time(records), true));
                }
                if (drafts.size() == BATCH) {
                    trail.append(drafts);
                    drafts.clear();
                }
            }
        }
        trail.append(drafts);
    }

    private Instant time(LogCursor record) {
        return record.timeMicros() == LogCursor.NO_TIME
                ? trail.now()
                : Instant.EPOCH.plus(record.timeMicros(), ChronoUnit.MICROS);
    }
}

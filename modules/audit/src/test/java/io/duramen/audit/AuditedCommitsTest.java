// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalProviders;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Commits are in the trail before they are acknowledged, and whatever a crash left between the two is made good. */
@Tag("S3.53")
class AuditedCommitsTest {
    private SimDisk logDisk = SimDisk.create();
    private SimDisk trailDisk = SimDisk.create();

    private static LogEntry commit(String actor, long transaction) {
        LogEntry.Builder entry = LogEntry.builder(ByteBuffer.wrap(new byte[20]))
                .type(RecordType.COMMIT)
                .transactionId(transaction);
        return (actor == null ? entry : entry.actor(actor)).build();
    }

    private static WalOptions audited(AuditedCommits commits) {
        return Trails.wal()
                .random(new java.util.SplittableRandom(2))
                .provider(commits)
                .build();
    }

    private WriteAheadLog open(AuditTrail trail) {
        WalOptions options = audited(AuditedCommits.in(trail));
        return logDisk.exists("wal") ? WriteAheadLog.open(logDisk, options) : WriteAheadLog.create(logDisk, options);
    }

    private AuditTrail trail() {
        return AuditTrail.openOrCreate(trailDisk, Trails.options());
    }

    private static List<String> told(SimDisk trailDisk) {
        return Trails.entries(trailDisk).stream()
                .map(entry -> entry.type() + " " + entry.outcome() + " " + entry.actor() + " "
                        + entry.facts().get("lsn") + (entry.facts().containsKey("caughtUp") ? " late" : ""))
                .toList();
    }

    @Test
    void everyCommitIsInTheTrailInTheOrderOfTheLog() {
        try (AuditTrail trail = trail();
                WriteAheadLog log = open(trail)) {
            log.append(commit("ann", 7));
            log.append(ByteBuffer.wrap(new byte[3])); // no commit
            log.append(commit(null, 8));
            log.submitAll(List.of(commit("bob", 9), commit("ann", 10))).await();
            assertTrue(log.tryAppend(commit("bob", 11), Duration.ZERO).isPresent());
            assertEquals(6, trail.head().sequence());
        }
        assertEquals(
                List.of(
                        "commits.begin DONE duramen 0",
                        "commit DONE ann 1",
                        "commit DONE - 3",
                        "commit DONE bob 4",
                        "commit DONE ann 5",
                        "commit DONE bob 6"),
                told(trailDisk));
        assertEquals(10L, Trails.entries(trailDisk).get(4).facts().get("transaction"));
    }

    @Test
    void onlyThoseOfSomeActorsIfAskedFor() {
        try (AuditTrail trail = trail()) {
            WalOptions options =
                    audited(AuditedCommits.in(trail).by(Set.of("ann")).over(WalProviders.best()));
            try (WriteAheadLog log = WriteAheadLog.create(logDisk, options)) {
                log.append(commit("ann", 1));
                log.append(commit("bob", 2));
                log.append(commit(null, 3));
                log.append(commit("ann", 4));
            }
        }
        assertEquals(
                List.of("commits.begin DONE duramen 0", "commit DONE ann 1", "commit DONE ann 4"), told(trailDisk));
    }

    @Test
    void aCommitIsNotAcknowledgedIfTheTrailTakesNoEntryAndIsEnteredAtTheNextOpening() {
        AuditTrail trail = trail();
        WriteAheadLog log = open(trail);
        log.append(commit("ann", 1));
        trail.close();
        assertThrows(AuditClosedException.class, () -> log.append(commit("ann", 2)));
        log.close();
        try (AuditTrail again = trail();
                WriteAheadLog reopened = open(again)) {
            assertEquals(2, reopened.durableLsn());
        }
        assertEquals(
                List.of("commits.begin DONE duramen 0", "commit DONE ann 1", "commit DONE ann 2 late"),
                told(trailDisk));
    }

    @Test
    void nobodyNeedWaitForACommitToHaveItEntered() {
        try (AuditTrail trail = trail();
                WriteAheadLog log = open(trail)) {
            PendingAppend first = log.submit(commit("ann", 1));
            PendingAppend second = log.submit(commit("bob", 2));
            assertEquals(2, second.await());
            assertEquals(3, trail.head().sequence());
            assertEquals(1, first.await());
            log.submit(commit("eve", 3));
            assertEquals(3, log.sync());
            assertEquals(4, trail.head().sequence());
            log.submit(commit("eve", 4));
        }
        assertEquals("commit DONE eve 4", told(trailDisk).get(4));
    }

    @Test
    void aStageCompletesOnceTheEntryIsDurable() throws Exception {
        WalOptions threaded = Trails.wal().writerMode(WriterMode.THREAD).build();
        try (AuditTrail trail = trail()) {
            WalOptions options =
                    threaded.toBuilder().provider(AuditedCommits.in(trail)).build();
            try (WriteAheadLog log = WriteAheadLog.create(logDisk, options)) {
                long sequence = log.appendAsync(commit("ann", 1))
                        .thenApply(lsn -> trail.head().sequence())
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
                assertEquals(2, sequence);
            }
        }
    }

    @Test
    void manyThreadsCommitAndTheTrailHasTheOrderOfTheLog() throws Exception {
        WalOptions threaded = Trails.wal().writerMode(WriterMode.THREAD).build();
        try (AuditTrail trail = trail()) {
            WalOptions options =
                    threaded.toBuilder().provider(AuditedCommits.in(trail)).build();
            try (WriteAheadLog log = WriteAheadLog.create(logDisk, options)) {
                List<FutureTask<Boolean>> tasks = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    tasks.add(new FutureTask<>(() -> {
                        for (int i = 0; i < 50; i++) {
                            log.append(commit("ann", 1));
                        }
                        return true;
                    }));
                }
                tasks.forEach(task -> new Thread(task).start());
                for (FutureTask<Boolean> task : tasks) {
                    assertTrue(task.get());
                }
            }
        }
        List<AuditEntry> entries = Trails.entries(trailDisk);
        assertEquals(401, entries.size());
        for (int i = 1; i <= 400; i++) {
            assertEquals((long) i, entries.get(i).facts().get("lsn"));
        }
    }

    @Test
    void recordsRemovedBeforeTheyCouldBeEnteredAreToldAsAGap() {
        try (AuditTrail trail = trail();
                WriteAheadLog log = open(trail)) {
            log.append(commit("ann", 1));
        }
        try (WriteAheadLog unaudited = WriteAheadLog.open(logDisk, Trails.wal().build())) {
            byte[] large = new byte[30_000];
            for (int i = 0; i < 6; i++) {
                unaudited.append(ByteBuffer.wrap(large));
            }
            assertTrue(unaudited.checkpoint(7) > 0);
            assertTrue(unaudited.firstLsn() > 2);
        }
        try (AuditTrail trail = trail();
                WriteAheadLog log = open(trail)) {
            log.append(commit("ann", 2));
        }
        List<AuditEntry> entries = Trails.entries(trailDisk);
        assertEquals("commits.gap", entries.get(2).type());
        assertEquals(AuditOutcome.FAILED, entries.get(2).outcome());
        assertEquals(2L, entries.get(2).facts().get("from"));
        assertEquals(8L, entries.get(3).facts().get("lsn"));
    }

    @Test
    void aLogThatEndsBeforeWhatTheTrailHasIsToldAndAuditedOn() {
        try (AuditTrail trail = trail()) {
            try (WriteAheadLog log = open(trail)) {
                log.append(commit("ann", 1));
            }
            SimDisk backup = logDisk.crash(1);
            try (WriteAheadLog again = open(trail)) {
                again.append(commit("ann", 2));
                again.append(commit("ann", 3));
            }
            logDisk = backup;
            try (WriteAheadLog restored = open(trail)) {
                restored.append(commit("ann", 4));
            }
            try (WriteAheadLog restored = open(trail)) {
                assertEquals(2, restored.durableLsn());
            }
        }
        assertEquals(
                List.of(
                        "commits.begin DONE duramen 0",
                        "commit DONE ann 1",
                        "commit DONE ann 2",
                        "commit DONE ann 3",
                        "commits.begin FAILED duramen 1",
                        "commit DONE ann 2"),
                told(trailDisk));
    }

    /** The power fails in every operation of either disk; the other one's is on, as two machines would have it. */
    @Test
    @Tag("S1.33")
    void aCrashAnywhereLeavesNoDurableCommitOutOfTheTrailAndNoneInItTwice() {
        boolean crashed = true;
        for (int operation = 0; crashed; operation++) {
            crashed = false;
            for (boolean ofTheLog : new boolean[] {true, false}) {
                for (long seed = 0; seed < 4; seed++) {
                    crashed |= crash(operation, ofTheLog, seed);
                }
            }
        }
    }

    private boolean crash(int operation, boolean ofTheLog, long seed) {
        logDisk = SimDisk.create();
        trailDisk = SimDisk.create();
        (ofTheLog ? logDisk : trailDisk).crashAt(operation);
        long acknowledged = 0;
        try {
            AuditTrail trail = trail();
            WriteAheadLog log = open(trail);
            for (int n = 1; n <= 4; n++) {
                acknowledged = log.append(commit("ann", n));
            }
            log.close();
            trail.close();
        } catch (RuntimeException | Error crash) {
            assertTrue(logDisk.isCrashed() || trailDisk.isCrashed(), crash::toString);
        }
        boolean crashed = logDisk.isCrashed() || trailDisk.isCrashed();
        logDisk = logDisk.crash(seed);
        trailDisk = trailDisk.crash(seed);
        String place = "operation " + operation + " of the " + (ofTheLog ? "log" : "trail") + ", seed " + seed;
        try (AuditTrail trail = trail();
                WriteAheadLog log = reopened(trail)) {
            assertTrue(log.durableLsn() >= acknowledged, place);
            List<Long> committed = new ArrayList<>();
            try (LogCursor records = log.cursor(1)) {
                while (records.next()) {
                    committed.add(records.lsn());
                }
            }
            List<Long> entered = Trails.entries(trailDisk).stream()
                    .filter(entry -> entry.type().equals("commit"))
                    .map(entry -> (Long) entry.facts().get("lsn"))
                    .toList();
            assertEquals(committed, entered, place);
        }
        return crashed;
    }

    private WriteAheadLog reopened(AuditTrail trail) {
        try {
            return WriteAheadLog.open(logDisk, audited(AuditedCommits.in(trail)));
        } catch (io.duramen.wal.LogMissingException notYetCreated) {
            return WriteAheadLog.create(logDisk, audited(AuditedCommits.in(trail)));
        }
    }

    @Test
    void theBackendIsTakenOnlyWhenNamed() {
        try (AuditTrail trail = trail()) {
            AuditedCommits commits = AuditedCommits.in(trail);
            assertEquals("audited-segmented", commits.name());
            assertTrue(commits.priority() < 0);
            assertTrue(commits.isAvailable());
            assertFalse(commits.probe().isEmpty());
            assertFalse(commits.capabilities().isEmpty());
        }
    }
}

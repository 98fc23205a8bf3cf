// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.LoggedTransaction;
import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogRecord;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The power fails in every operation; whatever is left, nothing acknowledged is lost and nothing is half there. */
class CrashEverywhereTest {

    @Test
    @Tag("S2.16")
    @Tag("S3.11")
    void appendsOneByOneAndInGroups(TestReporter reporter) {
        report(
                reporter,
                CrashRunner.of(CrashEverywhereTest::appendInGroups, CrashEverywhereTest::check)
                        .run());
    }

    @Test
    @Tag("S3.11")
    void sectorsAreTornAndWritesAreShortAndForcesKeepNames(TestReporter reporter) {
        report(
                reporter,
                CrashRunner.of(CrashEverywhereTest::appendInGroups, CrashEverywhereTest::check)
                        .options(SimOptions.defaults().withForceKeepsNames(true).withShortWrites(true))
                        .run());
    }

    @Test
    @Tag("S2.16")
    void reopeningAndRecoveringAgainAndAgain(TestReporter reporter) {
        report(
                reporter,
                CrashRunner.of(
                                (storage, acks) -> {
                                    for (int round = 1; round <= 4; round++) {
                                        check(storage, acks);
                                    }
                                },
                                CrashEverywhereTest::check)
                        .recoveryDepth(2)
                        .run());
    }

    @Test
    @Tag("S2.10")
    @Tag("S2.16")
    void transactionsCommitsCheckpointsAndCompactions(TestReporter reporter) {
        report(
                reporter,
                CrashRunner.of(
                                (storage, acks) -> transactions(storage, acks, 0),
                                CrashEverywhereTest::checkTransactions)
                        .run());
    }

    @Test
    @Tag("S2.20")
    void rewritingAPredecessorsLog(TestReporter reporter) {
        report(
                reporter,
                CrashRunner.of(
                                (storage, acks) -> {
                                    predecessor(storage, acks);
                                    transactions(storage, acks, 3);
                                },
                                CrashEverywhereTest::checkTransactions)
                        .run());
    }

    private static void report(TestReporter reporter, CrashReport report) {
        reporter.publishEntry("crashes", report.toString());
    }

    private static void appendInGroups(Storage storage, AckLog acks) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            int n = 0;
            for (int group : new int[] {1, 1, 5, 2, 9, 1}) {
                List<PendingAppend> pending = new ArrayList<>();
                for (int i = 0; i < group; i++) {
                    n++;
                    acks.tried(n);
                    pending.add(log.submit(LogEntry.of(payload(n))));
                }
                pending.forEach(PendingAppend::await);
                acks.acked(n);
            }
        }
    }

    /** Opens, checks against what was promised, goes on writing, and promises that too. */
    private static void check(Storage storage, AckLog acks) {
        try (WriteAheadLog log = open(storage, acks)) {
            long last = log.durableLsn();
            acks.requireRecovered(last);
            long expected = 1;
            for (LogRecord record : all(log)) {
                if (record.lsn() != expected || !record.payload().equals(payload(expected))) {
                    throw new AssertionError("record " + record.lsn() + " is not what was appended as " + expected);
                }
                expected++;
            }
            if (expected != last + 1) {
                throw new AssertionError("read up to " + (expected - 1) + " of " + last);
            }
            acks.tried(last + 1);
            log.append(payload(last + 1));
            acks.acked(last + 1);
        }
    }

    private static JsonLinesLog open(Storage storage, AckLog acks) {
        try {
            return JsonLinesLog.open(storage, plain());
        } catch (LogMissingException notYetCreated) {
            if (acks.lastAcked() > 0) {
                throw new AssertionError("the log is gone", notYetCreated);
            }
            return JsonLinesLog.create(storage, plain());
        }
    }

    // Transaction i is prepared by step 2i-1 and, unless i is a multiple of 3, committed by step 2i.

    private static void predecessor(Storage storage, AckLog acks) {
        storage.createDirectory(LineNames.DIRECTORY);
        storage.syncDirectory("");
        try (StorageFile file = storage.open(LineNames.NEW, OpenMode.CREATE_NEW)) {
            StringBuilder lines = new StringBuilder();
            for (int i = 1; i <= 3; i++) {
                acks.tried(2L * i - 1);
                boolean committed = i % 3 != 0;
                if (committed) {
                    acks.tried(2L * i);
                }
                lines.append("{\"tx_id\": \"tx-" + i + "\", \"changes\": {\"k\": " + i
                        + "}, \"timestamp\": 5.5, \"committed\": " + committed + "}\n");
            }
            file.writeFully(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII)), 0);
            file.force(true);
        }
        storage.rename(LineNames.NEW, LineNames.LOG);
        storage.syncDirectory(LineNames.DIRECTORY);
        for (int step = 1; step <= 5; step++) {
            acks.acked(step);
        }
    }

    private static void transactions(Storage storage, AckLog acks, int from) {
        try (JsonLinesLog log =
                from == 0 ? JsonLinesLog.create(storage, plain()) : JsonLinesLog.open(storage, plain())) {
            for (int i = from + 1; i <= from + 9; i++) {
                acks.tried(2L * i - 1);
                log.prepare("tx-" + i, Changes.builder().put("k", i).build());
                acks.acked(2L * i - 1);
                if (i % 3 != 0) {
                    acks.tried(2L * i);
                    log.markCommitted("tx-" + i);
                    acks.acked(2L * i);
                }
                if (i % 4 == 0) {
                    log.checkpoint(Math.max(log.firstLsn(), log.durableLsn() - 2));
                    log.compactWal();
                }
            }
        }
    }

    /** What is pending must be there with its changes; what is committed is not pending, compacted away or not. */
    private static void checkTransactions(Storage storage, AckLog acks) {
        try (JsonLinesLog log = open(storage, acks)) {
            Map<String, LoggedTransaction> pending = new HashMap<>();
            log.uncommitted().forEach(t -> pending.put(t.transactionId(), t));
            for (int i = 1; i <= 12; i++) {
                LoggedTransaction found = pending.remove("tx-" + i);
                if (found != null && (!acks.isTried(2L * i - 1) || acks.isAcked(2L * i))) {
                    throw new AssertionError("tx-" + i + " is pending");
                }
                if (found == null && acks.isAcked(2L * i - 1) && !acks.isTried(2L * i)) {
                    throw new AssertionError("tx-" + i + " is not pending any more");
                }
                if (found != null && !found.changes().json().equals("{\"k\": " + i + "}")) {
                    throw new AssertionError("tx-" + i + " changes " + found.changes());
                }
            }
            if (!pending.isEmpty()) {
                throw new AssertionError("pending from nowhere: " + pending);
            }
            if (all(log).size() != log.durableLsn() - log.firstLsn() + 1) {
                throw new AssertionError("records are missing");
            }
            if (acks.isAcked(5)
                    && log.uncommitted().stream()
                            .anyMatch(t -> t.transactionId().equals("tx-3"))) {
                acks.tried(6);
                log.markCommitted("tx-3");
                acks.acked(6);
                log.checkpoint(log.durableLsn() + 1);
                log.compactWal();
            }
        }
    }
}

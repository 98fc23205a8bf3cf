// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;

import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.Durability;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails in every operation; whatever is left, nothing acknowledged is lost and nothing is half there. */
class CrashEverywhereTest {

    @ParameterizedTest
    @EnumSource(names = {"WAL", "FULL"})
    @Tag("S3.11")
    @Tag("S3.12")
    void appendsAndRollsAndCheckpoints(Durability durability, TestReporter reporter) {
        WalOptions options = plain(durability);
        CrashReport report = CrashRunner.of(
                        (storage, log) -> work(storage, log, options), (s, log) -> check(s, log, options))
                .run();
        reporter.publishEntry(durability.name(), report.toString());
    }

    @Test
    void reopeningAndRecoveringAgainAndAgain(TestReporter reporter) {
        CrashReport report = CrashRunner.of(
                        (storage, log) -> {
                            create(storage, log, plain(), 3);
                            for (int round = 1; round <= 3; round++) {
                                check(storage, log, plain());
                            }
                        },
                        (storage, log) -> check(storage, log, plain()))
                .recoveryDepth(2)
                .run();
        reporter.publishEntry("reopen", report.toString());
    }

    @Test
    @Tag("S3.11")
    void sectorsAreTornWithTheirNeighboursAndSyncsKeepNames(TestReporter reporter) {
        CrashReport report = CrashRunner.of(
                        (storage, log) -> create(storage, log, plain(), 20),
                        (storage, log) -> check(storage, log, plain()))
                .options(SimOptions.defaults().withForceKeepsNames(true).withShortWrites(true))
                .run();
        reporter.publishEntry("kind", report.toString());
    }

    /** Each segment is given up when the next one is full, and its file becomes one of those behind. */
    @ParameterizedTest
    @EnumSource(names = {"WAL", "FULL"})
    @Tag("S3.11")
    @Tag("S3.12")
    void recyclesOverSeveralGenerations(Durability durability, TestReporter reporter) {
        WalOptions options =
                options().durability(durability).recycledSegments(2).build();
        CrashReport report = CrashRunner.of(
                        (storage, log) -> {
                            try (WriteAheadLog created = WriteAheadLog.create(storage, options)) {
                                generations(created, log, 7);
                                if (created.metrics().recycledSegments() < 3) {
                                    throw new AssertionError("recycled " + created.metrics());
                                }
                            }
                        },
                        (storage, log) -> check(storage, log, options))
                .run();
        reporter.publishEntry(durability.name(), report.toString());
    }

    /** What a crash leaves waiting is used by the next process, whose crash leaves more. */
    @Test
    @Tag("S3.12")
    void recyclesWhatAnEarlierProcessLeft(TestReporter reporter) {
        WalOptions options = options().recycledSegments(1).build();
        CrashReport report = CrashRunner.of(
                        (storage, log) -> {
                            WriteAheadLog crashed = WriteAheadLog.create(storage, options);
                            generations(crashed, log, 4);
                        },
                        (storage, log) -> {
                            check(storage, log, options);
                            try (WriteAheadLog again = WriteAheadLog.open(storage, options)) {
                                generations(again, log, 2);
                            }
                        })
                .recoveryDepth(1)
                .run();
        reporter.publishEntry("left", report.toString());
    }

    private static void generations(WriteAheadLog log, AckLog acks, int count) {
        for (int round = 0; round < count; round++) {
            long small = log.durableLsn() + 1;
            acks.tried(small);
            log.append(payload(small));
            acks.acked(small);
            long large = small + 1;
            acks.tried(large);
            log.append(payload(large, 45_000));
            acks.acked(large);
            log.checkpoint(large);
        }
    }

    private static void work(Storage storage, AckLog acks, WalOptions options) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            int n = 0;
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 4; i++) {
                    n++;
                    acks.tried(n);
                    log.append(payload(n));
                    acks.acked(n);
                }
                n++;
                acks.tried(n);
                log.append(payload(n, 45_000)); // the next one rolls
                acks.acked(n);
                if (round == 1) {
                    log.checkpoint(n); // the first segment goes
                }
            }
        }
    }

    private static void create(Storage storage, AckLog acks, WalOptions options, int records) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            for (int n = 1; n <= records; n++) {
                acks.tried(n);
                log.append(payload(n));
                acks.acked(n);
            }
        }
    }

    /** Opens, checks against what was promised, goes on writing, and promises that too. */
    private static void check(Storage storage, AckLog acks, WalOptions options) {
        try (WriteAheadLog log = open(storage, acks, options)) {
            long last = log.durableLsn();
            acks.requireRecovered(last);
            long expected = log.firstLsn();
            for (var record : all(log)) {
                boolean large = record.payload().remaining() == 45_000;
                if (record.lsn() != expected
                        || !record.payload().equals(large ? payload(expected, 45_000) : payload(expected))) {
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

    private static WriteAheadLog open(Storage storage, AckLog acks, WalOptions options) {
        try {
            return WriteAheadLog.open(storage, options);
        } catch (LogMissingException notYetCreated) {
            if (acks.lastAcked() > 0) {
                throw new AssertionError("the log is gone", notYetCreated);
            }
            return WriteAheadLog.create(storage, options);
        }
    }
}

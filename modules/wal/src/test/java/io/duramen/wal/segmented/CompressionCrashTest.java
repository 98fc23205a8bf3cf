// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Rows.*;

import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.Durability;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.LogRecord;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The power fails in every operation of compressing and swapping; whatever is left is the log with nothing lost. */
class CompressionCrashTest {
    private static final int LARGE = 45_000;

    @ParameterizedTest
    @EnumSource(names = {"WAL", "FULL"})
    @Tag("S3.43")
    void inEveryOperationOfCompressingASegment(Durability durability, TestReporter reporter) {
        WalOptions options = options().durability(durability).build();
        CrashReport report = CrashRunner.of(
                        (storage, log) -> work(storage, log, options), (s, log) -> check(s, log, options))
                .damages(6)
                .recoveryDepth(0)
                .run();
        reporter.publishEntry(durability.name(), report.toString());
    }

    @Test
    void withSectorsTornAndNamesKeptBySyncs(TestReporter reporter) {
        WalOptions options = compressing();
        CrashReport report = CrashRunner.of(
                        (storage, log) -> work(storage, log, options), (s, log) -> check(s, log, options))
                .options(SimOptions.defaults().withForceKeepsNames(true).withShortWrites(true))
                .damages(4)
                .run();
        reporter.publishEntry("kind", report.toString());
    }

    private static void work(Storage storage, AckLog acks, WalOptions options) {
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            for (int n = 1; n <= 5; n++) {
                append(log, acks, n); // every second one rolls
                if (n == 3) {
                    log.checkpoint(1); // compresses the first two
                }
            }
            log.checkpoint(2); // removes the first, compresses the others
        }
    }

    private static void append(WriteAheadLog log, AckLog acks, long n) {
        acks.tried(n);
        log.append(payload(n));
        acks.acked(n);
    }

    private static ByteBuffer payload(long n) {
        return ByteBuffer.wrap(("row " + n + "; ").repeat(LARGE / 7).getBytes(StandardCharsets.US_ASCII));
    }

    /** Opens, checks against what was promised, goes on writing and compressing, and promises that too. */
    private static void check(Storage storage, AckLog acks, WalOptions options) {
        try (WriteAheadLog log = open(storage, acks, options)) {
            long last = log.durableLsn();
            acks.requireRecovered(last);
            long expected = log.firstLsn();
            List<LogRecord> records = Logs.all(log);
            for (LogRecord record : records) {
                if (record.lsn() != expected || !record.payload().equals(payload(expected))) {
                    throw new AssertionError("record " + record.lsn() + " is not what was appended as " + expected);
                }
                expected++;
            }
            if (expected != last + 1) {
                throw new AssertionError("read up to " + (expected - 1) + " of " + last);
            }
            append(log, acks, last + 1);
            log.checkpoint(log.firstLsn());
            if (storage.list(LogNames.DIRECTORY).stream().anyMatch(name -> name.endsWith(".compressing"))) {
                throw new AssertionError("a leftover of an earlier life");
            }
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

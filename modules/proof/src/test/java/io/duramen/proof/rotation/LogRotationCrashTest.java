// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.RotationReport;
import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.NameOrder;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.WriteAheadLog;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The power fails in every operation of rotating the keys of a log: of the new epoch, the roll, each header that is written
 * anew, and the old key's end. Whatever is left opens with all that was acknowledged, and the rotation can be gone on with.
 */
class LogRotationCrashTest {

    @Test
    @Tag("S3.12")
    @Tag("S3.20")
    void aRotationStandsACrashAnywhere(TestReporter reporter) {
        CrashReport report = CrashRunner.of(LogRotationCrashTest::work, LogRotationCrashTest::check)
                .sectorSizes(512)
                .damages(2)
                .run();
        reporter.publishEntry("rotation of a log", report.toString());
        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 100, report::toString);
    }

    @Test
    @Tag("S3.12")
    void soDoesItsRecoveryAndTheRecoveryOfThat(TestReporter reporter) {
        CrashReport report = CrashRunner.of(LogRotationCrashTest::work, LogRotationCrashTest::check)
                .sectorSizes(4096)
                .names(NameOrder.STRICT)
                .damages(1)
                .recoveryDepth(2)
                .seed(5)
                .run();
        reporter.publishEntry("rotation of a log, depth 2", report.toString());
    }

    private static void work(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.create(storage);
            try (WriteAheadLog log = WriteAheadLog.create(storage, Rotated.options(keyring))) {
                for (int i = 0; i < 5; i++) {
                    append(log, acks);
                }
                Rotated.requireComplete(keyring, Rotated.rotation(keyring, log).rotate("a drill"));
                append(log, acks);
                log.checkpoint(4); // the file of a segment that was re-wrapped becomes another one
                append(log, acks);
                Rotated.requireComplete(keyring, Rotated.rotation(keyring, log).rotate("another"));
                append(log, acks);
            }
        }
    }

    private static void check(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.unlockAfter(acks, storage);
            try (WriteAheadLog log = open(storage, acks, keyring)) {
                acks.requireRecovered(log.durableLsn());
                Rotated.requireRecords(log);
                RotationReport report = Rotated.rotation(keyring, log).resume();
                Rotated.requireComplete(keyring, report);
                append(log, acks);
                Rotated.requireRecords(log);
            }
        }
    }

    private static WriteAheadLog open(Storage storage, AckLog acks, Keyring keyring) {
        try {
            return WriteAheadLog.open(storage, Rotated.options(keyring));
        } catch (LogMissingException notYetCreated) {
            assertEquals(List.of(), acks.acked(), "the log is gone");
            return WriteAheadLog.create(storage, Rotated.options(keyring));
        }
    }

    private static void append(WriteAheadLog log, AckLog acks) {
        long number = log.durableLsn() + 1;
        acks.tried(number);
        Rotated.append(log);
        acks.acked(number);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.ReencryptionReport;
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
 * The power fails in every operation of re-encrypting a log: of the new epoch, the roll, each segment that is written anew and
 * takes the place of the old one, and the old key's end. Whatever is left opens with all that was acknowledged, and the
 * re-encryption can be gone on with.
 */
class LogReencryptionCrashTest {
    /** Above 1, a log of more segments is re-encrypted twice, and names may be lost in any order. */
    private static final int SCALE = Integer.getInteger("duramen.scale", 1);

    private static final NameOrder[] NAMES = SCALE > 1 ? NameOrder.values() : new NameOrder[] {NameOrder.STRICT};

    @Test
    @Tag("S3.12")
    @Tag("S3.20")
    void aReencryptionStandsACrashAnywhere(TestReporter reporter) {
        CrashReport report = CrashRunner.of(LogReencryptionCrashTest::work, LogReencryptionCrashTest::check)
                .sectorSizes(512)
                .names(NAMES)
                .damages(SCALE)
                .run();
        reporter.publishEntry("re-encryption of a log", report.toString());
        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 60, report::toString);
    }

    @Test
    @Tag("S3.12")
    void soDoesItsRecoveryAndTheRecoveryOfThat(TestReporter reporter) {
        CrashReport report = CrashRunner.of(LogReencryptionCrashTest::work, LogReencryptionCrashTest::check)
                .sectorSizes(4096)
                .names(NAMES)
                .damages(SCALE)
                .recoveryDepth(2)
                .seed(5)
                .run();
        reporter.publishEntry("re-encryption of a log, depth 2", report.toString());
    }

    private static void work(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.create(storage);
            try (WriteAheadLog log = WriteAheadLog.create(storage, Rotated.options(keyring))) {
                for (int i = 0; i < 4 * SCALE - 3; i++) {
                    append(log, acks);
                }
                requireComplete(Rotated.rotation(keyring, log).reencrypt("a drill"));
                append(log, acks);
                if (SCALE > 1) {
                    log.checkpoint(4);
                    append(log, acks);
                    requireComplete(Rotated.rotation(keyring, log).reencrypt("another"));
                    append(log, acks);
                }
            }
        }
    }

    /** What a recovery put aside stays as it is. */
    private static void requireComplete(ReencryptionReport report) {
        assertTrue(report.rotation().isComplete(), report::toString);
        assertTrue(report.left().stream().allMatch(file -> file.contains("quarantine")), report::toString);
    }

    private static void check(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.unlockAfter(acks, storage);
            try (WriteAheadLog log = open(storage, acks, keyring)) {
                acks.requireRecovered(log.durableLsn());
                Rotated.requireRecords(log);
                requireComplete(Rotated.rotation(keyring, log).resumeReencryption());
                Rotated.requireRecords(log);
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

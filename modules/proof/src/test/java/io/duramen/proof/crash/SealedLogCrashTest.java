// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.proof.TestKeys;
import io.duramen.seal.Keyring;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * The power fails in every operation of making a keyring and a log sealed by it, of appending, rolling and giving segments
 * up. Whatever is left can be opened with the password: nothing acknowledged is lost to a key that was not durable in time.
 */
class SealedLogCrashTest {
    private static final int RECORDS = 10;

    @Test
    @Tag("S3.11")
    @Tag("S3.12")
    @Tag("S3.18")
    void aSealedLogWithItsKeyringStandsACrashAnywhere(TestReporter reporter) {
        CrashReport report = CrashRunner.of(SealedLogCrashTest::work, SealedLogCrashTest::check)
                .damages(4)
                .run();
        reporter.publishEntry("sealed log", report.toString());
        assertTrue(report.operations() > 60, report::toString);
    }

    @Test
    @Tag("S3.12")
    void recoveriesOfASealedLogAreCrashedTooAndTheirRecoveriesAgain(TestReporter reporter) {
        CrashReport report = CrashRunner.of(SealedLogCrashTest::work, SealedLogCrashTest::check)
                .sectorSizes(512)
                .damages(3)
                .recoveryDepth(3)
                .seed(3)
                .run();
        reporter.publishEntry("sealed log, depth 3", report.toString());
    }

    private static void work(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys();
                WriteAheadLog log = WriteAheadLog.create(storage, Crashed.options(keys.create(storage)))) {
            for (int n = 1; n <= RECORDS; n++) {
                append(log, acks, n);
                if (n == 8) { // the first segment goes
                    log.checkpoint(7);
                }
            }
        }
    }

    /** Opens with the password, checks against what was promised, goes on writing, and promises that too. */
    private static void check(Storage storage, AckLog acks) {
        try (TestKeys keys = new TestKeys()) {
            Keyring keyring = keys.unlockAfter(acks, storage);
            try (WriteAheadLog log = open(storage, acks, keyring)) {
                acks.requireRecovered(log.durableLsn());
                Crashed.requireRecords(log);
                append(log, acks, log.durableLsn() + 1);
            }
        }
        if (storage instanceof SimDisk disk) {
            requireNothingInClear(disk);
        }
    }

    private static WriteAheadLog open(Storage storage, AckLog acks, Keyring keyring) {
        try {
            return WriteAheadLog.open(storage, Crashed.options(keyring));
        } catch (LogMissingException notYetCreated) {
            assertEquals(List.of(), acks.acked(), "the log is gone");
            return WriteAheadLog.create(storage, Crashed.options(keyring));
        }
    }

    private static void append(WriteAheadLog log, AckLog acks, long number) {
        acks.tried(number);
        assertEquals(number, log.append(ByteBuffer.wrap(Crashed.payload(number))));
        acks.acked(number);
    }

    /** Also what a crash left of the records is sealed. */
    private static void requireNothingInClear(SimDisk disk) {
        for (String name : disk.files().keySet()) {
            assertTrue(!SealedTamperTest.holds(disk.bytes(name), Crashed.CANARY), name);
        }
    }
}

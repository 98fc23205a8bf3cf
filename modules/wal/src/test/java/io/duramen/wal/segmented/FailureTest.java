// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.StorageException;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogFullException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WriteAheadLog;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    private final SimDisk disk = SimDisk.create();

    @ParameterizedTest
    @EnumSource
    @Tag("S1.11")
    void afterAFailedForceNothingIsAcknowledgedWrittenOrForcedAgain(ForceFailure failure) {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 5);
        disk.failForce(disk.count(Kind.FORCE), failure);
        LogFailedException failed = assertThrows(LogFailedException.class, () -> log.append(payload(6)));
        assertEquals(5L, failed.details().get("durableLsn"));
        assertInstanceOf(StorageException.class, failed.getCause());
        long operations = disk.operations();
        assertThrows(LogFailedException.class, () -> log.append(payload(7)));
        assertThrows(LogFailedException.class, log::sync);
        assertThrows(LogFailedException.class, () -> log.checkpoint(2));
        assertEquals(operations, disk.operations());
        requireRecords(log, 5);
        log.close();
        assertEquals(0, disk.openFiles().size(), () -> disk.openFiles().toString());
    }

    @ParameterizedTest
    @EnumSource
    @Tag("S1.11")
    void whatIsServedAfterAFailedForceAndAReopenInTheSameBootSurvivesACrash(ForceFailure failure) {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        append(log, 1, 5);
        disk.failForce(disk.count(Kind.FORCE), failure);
        assertThrows(LogFailedException.class, () -> log.append(payload(6)));
        log.close();
        long served;
        try (WriteAheadLog again = WriteAheadLog.open(disk, plain())) {
            served = again.durableLsn();
            assertTrue(served >= 5);
        }
        try (WriteAheadLog afterCrash = WriteAheadLog.open(disk.crash(0), plain())) {
            requireRecords(afterCrash, served);
        }
    }

    @Test
    @Tag("S1.09")
    void aFullDiskIsATypedErrorAndTheLogGoesOnOnceThereIsSpace() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 300);
            disk.setCapacity(80_000);
            long n = 300;
            LogFullException full = null;
            while (full == null) {
                try {
                    log.append(payload(n + 1));
                    n++;
                } catch (LogFullException e) {
                    full = e;
                }
            }
            assertEquals(65_536L, full.details().get("neededBytes"));
            requireRecords(log, n);
            long next = n + 1;
            assertThrows(LogFullException.class, () -> log.append(payload(next)));
            disk.setCapacity(Long.MAX_VALUE);
            append(log, (int) n + 1, (int) n + 10);
            requireRecords(log, n + 10);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            assertEquals(1, log.firstLsn());
        }
    }

    @Test
    @Tag("S1.09")
    @Tag("S3.57")
    void aFullDiskAtEveryCallOfCreateAppendAndRollLosesNothingAcknowledged() {
        forEveryFailingCall(FaultStorage.Fault.NO_SPACE);
    }

    @Test
    @Tag("S3.57")
    void anIoErrorAtEveryCallLosesNothingAcknowledged() {
        forEveryFailingCall(FaultStorage.Fault.IO_ERROR);
        forEveryFailingCall(FaultStorage.Fault.IO_ERROR_AFTERWARDS);
    }

    @Test
    @Tag("S3.57")
    void tornAndShortWritesLoseNothingAcknowledged() {
        forEveryFailingCall(FaultStorage.Fault.TORN_WRITE);
        forEveryFailingCall(FaultStorage.Fault.SHORT_WRITE);
    }

    private static void forEveryFailingCall(FaultStorage.Fault fault) {
        for (FaultStorage.Times times : FaultStorage.Times.values()) {
            long call = 0;
            boolean met = true;
            while (met) {
                SimDisk fresh = SimDisk.create();
                FaultStorage faulty = FaultStorage.over(fresh);
                faulty.fail(
                        fault, call, times, Kind.WRITE, Kind.FORCE, Kind.RENAME, Kind.SYNC_DIRECTORY, Kind.PREALLOCATE);
                long acknowledged = appendUntilFailure(faulty);
                met = faulty.failures() > 0;
                call++;
                fresh.restart();
                requireAtLeast(fresh, acknowledged);
                requireAtLeast(fresh.crash(0), acknowledged);
            }
            assertTrue(call > 10);
        }
    }

    private static long appendUntilFailure(FaultStorage storage) {
        long acknowledged = 0;
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            for (int n = 1; n <= 6; n++) {
                log.append(n % 2 == 0 ? payload(n, 40_000) : payload(n));
                acknowledged = n;
            }
        } catch (LogFailedException | LogFullException | StorageException expected) {
            assertTrue(expected.getMessage().length() > 20);
        }
        return acknowledged;
    }

    private static void requireAtLeast(SimDisk disk, long acknowledged) {
        if (acknowledged == 0) {
            return; // the creation failed
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            assertTrue(log.durableLsn() >= acknowledged);
            assertEquals(log.durableLsn(), all(log).size());
        }
    }

    @Test
    @Tag("S1.75")
    void anAsynchronousAppendTellsItsCallerOfTheFailure() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        disk.failForce(disk.count(Kind.FORCE), ForceFailure.KEEP);
        PendingAppend pending = log.submit(io.duramen.wal.LogEntry.of(payload(1)));
        CompletionException failed = assertThrows(
                CompletionException.class,
                () -> pending.stage().toCompletableFuture().join());
        assertInstanceOf(LogFailedException.class, failed.getCause());
        log.close();
    }

    @Test
    void aClosedLogSaysSo() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        log.close();
        log.close();
        assertThrows(LogClosedException.class, () -> log.append(payload(1)));
        assertThrows(LogClosedException.class, () -> log.read(1));
        assertThrows(LogClosedException.class, log::sync);
    }
}

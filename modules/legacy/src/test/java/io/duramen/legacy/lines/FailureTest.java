// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.legacy.Changes;
import io.duramen.legacy.JsonLinesLog;
import io.duramen.legacy.UnsupportedOptionException;
import io.duramen.storage.NioStorage;
import io.duramen.storage.StorageException;
import io.duramen.storage.StorageLockedException;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.Durability;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogExistsException;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogFullException;
import io.duramen.wal.LogMissingException;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalProviders;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
    private final SimDisk disk = SimDisk.create();

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    @Tag("S1.11")
    void afterAFailedForceNothingIsAcknowledgedWrittenOrForcedAgain(ForceFailure failure) {
        JsonLinesLog log = JsonLinesLog.create(disk, plain());
        append(log, 1, 5);
        disk.failForce(disk.count(Kind.FORCE), failure);
        LogFailedException failed = assertThrows(LogFailedException.class, () -> log.append(payload(6)));
        assertEquals(5L, failed.details().get("durableLsn"));
        assertInstanceOf(StorageException.class, failed.getCause());
        long operations = disk.operations();
        assertThrows(LogFailedException.class, () -> log.append(payload(7)));
        assertThrows(LogFailedException.class, log::sync);
        assertThrows(LogFailedException.class, () -> log.checkpoint(2));
        assertThrows(LogFailedException.class, log::compactWal);
        assertThrows(LogFailedException.class, () -> log.prepare("a", Changes.parse("{}")));
        assertEquals(operations, disk.operations());
        requireRecords(log, 5);
        log.close();
        assertEquals(List.of(), disk.openFiles());
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
        WriteAheadLog again = WriteAheadLog.open(disk, plain());
        served = again.durableLsn();
        assertTrue(served >= 5);
        try (WriteAheadLog afterCrash = WriteAheadLog.open(disk.crash(0), plain())) {
            requireRecords(afterCrash, served);
        }
        again.close();
    }

    @Test
    @Tag("S1.09")
    void aFullDiskIsATypedErrorAndTheLogGoesOnOnceThereIsSpace() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 3);
            disk.setCapacity(
                    disk.bytes(LineNames.LOG).length + 64L * disk.files().size() + 700);
            LogFullException full = null;
            int n = 3;
            while (full == null) {
                try {
                    log.append(payload(n + 1));
                    n++;
                } catch (LogFullException e) {
                    full = e;
                }
            }
            int last = n;
            requireRecords(log, last);
            assertThrows(LogFullException.class, () -> log.append(payload(last + 1)));
            disk.setCapacity(Long.MAX_VALUE);
            append(log, last + 1, last + 10);
            requireRecords(log, last + 10);
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk.crash(0), plain())) {
            assertTrue(log.recovery().cleanShutdown());
        }
    }

    @Test
    @Tag("S1.09")
    void whatWasTurnedAwayForWantOfSpaceDoesNotComeBackAfterACrash() {
        SimDisk small = SimDisk.create(SimOptions.defaults().withShortWrites(true));
        WriteAheadLog log = WriteAheadLog.create(small, plain());
        append(log, 1, 3);
        small.setCapacity(
                small.bytes(LineNames.LOG).length + 64L * small.files().size() + 2000);
        PendingAppend first = log.submit(LogEntry.of(payload(4)));
        PendingAppend second = log.submit(LogEntry.of(ByteBuffer.allocate(4000)));
        assertThrows(LogFullException.class, second::await);
        assertThrows(LogFullException.class, first::await);
        SimDisk crashed = small.crash(CrashSeeds.EVERYTHING);
        log.close();
        try (WriteAheadLog again = WriteAheadLog.open(crashed, plain())) {
            requireRecords(again, 3);
            assertEquals(0, again.recovery().tornBytes());
        }
    }

    @Test
    @Tag("S3.57")
    void anErrorOrATornOrShortWriteAtEveryCallLosesNothingAcknowledged() {
        for (FaultStorage.Fault fault : List.of(
                FaultStorage.Fault.IO_ERROR,
                FaultStorage.Fault.IO_ERROR_AFTERWARDS,
                FaultStorage.Fault.NO_SPACE,
                FaultStorage.Fault.TORN_WRITE,
                FaultStorage.Fault.SHORT_WRITE)) {
            for (FaultStorage.Times times : FaultStorage.Times.values()) {
                forEveryFailingCall(fault, times);
            }
        }
    }

    private static void forEveryFailingCall(FaultStorage.Fault fault, FaultStorage.Times times) {
        boolean met = true;
        long call = 0;
        for (; met; call++) {
            SimDisk fresh = SimDisk.create();
            FaultStorage faulty = FaultStorage.over(fresh);
            faulty.fail(fault, call, times, Kind.WRITE, Kind.FORCE, Kind.RENAME, Kind.SYNC_DIRECTORY, Kind.TRUNCATE);
            long acknowledged = appendUntilFailure(faulty);
            met = faulty.failures() > 0;
            fresh.restart();
            requireAtLeast(fresh, acknowledged);
            requireAtLeast(fresh.crash(0), acknowledged);
        }
        assertTrue(call > 10);
    }

    private static long appendUntilFailure(FaultStorage storage) {
        long acknowledged = 0;
        try (JsonLinesLog log = JsonLinesLog.create(storage, plain())) {
            for (int n = 1; n <= 6; n++) {
                log.append(payload(n));
                acknowledged = n;
            }
            log.checkpoint(5);
            log.compactWal();
            log.append(payload(7));
            acknowledged = 7;
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
            requireRecords(log, log.durableLsn());
        }
    }

    @Test
    @Tag("S1.75")
    void anAsynchronousAppendTellsItsCallerOfTheFailure() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain());
        disk.failForce(disk.count(Kind.FORCE), ForceFailure.KEEP);
        PendingAppend pending = log.submit(LogEntry.of(payload(1)));
        CompletionException failed = assertThrows(
                CompletionException.class,
                () -> pending.stage().toCompletableFuture().join());
        assertInstanceOf(LogFailedException.class, failed.getCause());
        log.close();
    }

    @Test
    void aSecondOpenerIsRefusedBeforeItTouchesAnything() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 2);
            byte[] before = disk.bytes(LineNames.LOG);
            assertThrows(StorageLockedException.class, () -> WriteAheadLog.open(disk, plain()));
            org.junit.jupiter.api.Assertions.assertArrayEquals(before, disk.bytes(LineNames.LOG));
        }
    }

    @Test
    void aDirectoryIsRefusedUnlessItHoldsThisOrNothing() {
        assertThrows(LogMissingException.class, () -> WriteAheadLog.open(disk, plain()));
        WriteAheadLog.create(disk, plain()).close();
        assertThrows(LogExistsException.class, () -> WriteAheadLog.create(disk, plain()));

        SimDisk segmented = SimDisk.create();
        WalOptions other = options().provider(WalProviders.best()).build();
        WriteAheadLog.create(segmented, other).close();
        assertThrows(ForeignDirectoryException.class, () -> WriteAheadLog.open(segmented, plain()));
        assertThrows(ForeignDirectoryException.class, () -> WriteAheadLog.create(segmented, plain()));
    }

    @Test
    void whatLinesCannotDoIsRefusedByName() {
        WalOptions full = options().durability(Durability.FULL).build();
        UnsupportedOptionException refused =
                assertThrows(UnsupportedOptionException.class, () -> WriteAheadLog.create(disk, full));
        assertEquals("FULL durability", refused.details().get("wanted"));
        assertEquals(List.of(), disk.list(""));
    }

    @Test
    void aClosedLogSaysSo() {
        JsonLinesLog log = JsonLinesLog.create(disk, plain());
        log.close();
        log.close();
        assertThrows(LogClosedException.class, () -> log.append(payload(1)));
        assertThrows(LogClosedException.class, () -> log.read(1));
        assertThrows(LogClosedException.class, log::uncommitted);
        assertThrows(LogClosedException.class, log::compactWal);
    }

    @Test
    void theProviderIsFoundByItsNameAndTakenOnlyByIt() {
        assertEquals("segmented", WalProviders.best().name());
        assertInstanceOf(
                JsonLinesProvider.class, WalProviders.named("json-lines").orElseThrow());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // there the owner is the only entry of the access control list, which has its own test
    void filesAreTheirOwnersOnly() throws Exception {
        Path log = directory.resolve("log");
        try (JsonLinesLog lines = JsonLinesLog.create(log, plain())) {
            lines.append(payload(1));
            lines.checkpoint(2);
            lines.compactWal();
            for (String name : List.of("wal/wal.log", "LOCK")) {
                assertEquals(
                        "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(log.resolve(name))));
            }
        }
        try (JsonLinesLog lines = JsonLinesLog.open(NioStorage.at(log), plain())) {
            assertEquals(2, lines.firstLsn());
        }
    }
}

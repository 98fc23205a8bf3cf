// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static io.duramen.audit.Trails.options;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What cannot be recorded must not happen: whoever appends hears of every failure. */
class FailureTest {

    @ParameterizedTest
    @EnumSource(names = {"IO_ERROR", "IO_ERROR_AFTERWARDS", "TORN_WRITE", "NO_SPACE"})
    void everyCallThatFailsIsToldAndNothingAcknowledgedIsLost(Fault fault) {
        int calls = FaultStorage.untilClean(call -> {
            SimDisk disk = Trails.trail(1);
            FaultStorage storage = FaultStorage.over(disk);
            long acknowledged = 1;
            storage.fail(fault, call, Times.ONCE);
            try (AuditTrail trail = AuditTrail.open(storage, options())) {
                for (int n = 0; n < 3; n++) {
                    acknowledged = trail.append("step", "actor", AuditOutcome.DONE, Map.of())
                            .sequence();
                }
            } catch (io.duramen.base.DuramenException told) {
                assertTrue(storage.failures() > 0, told::toString);
            }
            disk.restart();
            AuditVerification found = Trails.verify(disk);
            assertTrue(found.ok(), () -> String.valueOf(found.finding()));
            assertTrue(found.entries() >= acknowledged);
            try (AuditTrail again = AuditTrail.open(disk, options())) {
                again.append("step", "actor", AuditOutcome.DONE, Map.of());
            }
            assertTrue(Trails.verify(disk).ok());
            return storage;
        });
        assertTrue(calls > 3, () -> calls + " calls");
    }

    @Test
    void aTrailThatFailedTakesNothingMore() {
        SimDisk disk = Trails.trail(1);
        FaultStorage storage = FaultStorage.over(disk);
        AuditTrail trail = AuditTrail.open(storage, options());
        Trails.append(trail, 2);
        storage.fail(Fault.IO_ERROR, 0, Times.ONCE);

        AuditFailedException first = assertThrows(AuditFailedException.class, () -> Trails.append(trail, 3));
        assertEquals(2L, first.details().get("sequence"));
        assertThrows(AuditFailedException.class, () -> Trails.append(trail, 3));
        assertEquals(2, trail.head().sequence());
        trail.close();
        disk.restart();
        assertEquals(2, Trails.verify(disk).entries());
    }

    @Test
    void aFullDiskRefusesAnEntryAndTheTrailGoesOnOnceThereIsSpace() {
        SimDisk disk = SimDisk.create(SimOptions.defaults().withCapacity(300_000));
        AuditTrail trail = AuditTrail.create(disk, options());
        long written = 0;
        AuditFullException full = null;
        while (full == null) {
            try {
                trail.append("step", "actor", AuditOutcome.DONE, Map.of("text", "x".repeat(16_000)));
                written++;
            } catch (AuditFullException e) {
                full = e;
            }
        }
        assertEquals(written, trail.head().sequence());
        assertTrue(String.valueOf(full.hint()).startsWith("free space"));
        disk.setCapacity(1_000_000);
        AuditEntry next = trail.append("step", "actor", AuditOutcome.DONE, Map.of());
        assertEquals(written + 1, next.sequence());
        trail.close();
        assertEquals(written + 1, Trails.verify(disk).entries());
    }

    @Test
    @Tag("S3.53")
    void aTrailThatTakesNothingStopsTheWorkThatWasToBeRecorded() {
        AuditTrail trail = AuditTrail.create(SimDisk.create(), options());
        WalOptions told = Trails.wal().events(trail).build();
        SimDisk disk = SimDisk.create();
        try (WriteAheadLog log = WriteAheadLog.create(disk, told)) {
            log.append(ByteBuffer.wrap(new byte[10]));
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, told)) {
            assertEquals(1, log.durableLsn());
        }
        long before = trail.head().sequence();
        assertTrue(before > 0);
        trail.close();

        assertThrows(AuditClosedException.class, () -> WriteAheadLog.open(disk, told));
        assertFalse(disk.openFiles().stream().anyMatch(name -> name.endsWith(".seg")), "the log was let go");
    }
}

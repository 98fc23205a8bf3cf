// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Early write-back under {@code NONE}: begun for every MiB, and never taken for a sync. */
class WriteBackHintTest {
    private static final WalOptions NONE = options()
            .durability(Durability.NONE)
            .maxSegmentBytes(16 << 20)
            .firstSegmentBytes(16 << 20)
            .build();

    private final SimDisk disk = SimDisk.create();
    private final FaultStorage faulty = FaultStorage.over(disk);
    private final RecordingStorage storage = RecordingStorage.over(faulty);

    private static void appendMebibytes(WriteAheadLog log, int count) {
        for (int n = 0; n < 8 * count; n++) {
            log.append(payload(n, 128 << 10));
            ((SegmentedLog) log).step();
        }
    }

    @Test
    @Tag("S3.42")
    void hintsComeInsteadOfNoForceAndMakeNothingDurable() {
        WriteAheadLog log = WriteAheadLog.create(storage, NONE);
        storage.clear();
        appendMebibytes(log, 3);

        long hinted = 0;
        for (Operation hint :
                storage.operations().stream().filter(o -> o.kind() == Kind.HINT).toList()) {
            assertEquals(LogNames.segment(1), hint.file());
            assertEquals(hinted, hint.offset());
            assertEquals(0, hint.length() % 4096);
            assertTrue(hint.length() >= 1 << 20);
            hinted += hint.length();
        }
        assertTrue(hinted >= 2 << 20);
        assertEquals(0, storage.count(Kind.FORCE));
        assertEquals(0, log.durableLsn());
        try (WriteAheadLog after = WriteAheadLog.open(disk.crash(0), NONE)) {
            assertEquals(0, after.durableLsn());
        }

        assertEquals(24, log.sync());
        assertEquals(1, storage.count(Kind.FORCE));
        try (WriteAheadLog after = WriteAheadLog.open(disk.crash(0), NONE)) {
            assertEquals(24, after.durableLsn());
        }
    }

    @Test
    @Tag("S3.42")
    void theForceBehindAHintStillTellsWhatFailed() {
        WriteAheadLog log = WriteAheadLog.create(storage, NONE);
        appendMebibytes(log, 2);
        assertTrue(storage.count(Kind.HINT) > 0);
        faulty.fail(Fault.IO_ERROR, 0, Times.ONCE, Kind.FORCE);

        assertThrows(LogFailedException.class, log::sync);
        assertEquals(0, log.durableLsn());
    }

    @Test
    @Tag("S3.42")
    void whereAnAcknowledgementDependsOnItThereIsNoHint() {
        try (WriteAheadLog log = WriteAheadLog.create(
                storage, NONE.toBuilder().durability(Durability.WAL).build())) {
            appendMebibytes(log, 3);
            assertEquals(0, storage.count(Kind.HINT));
        }
    }
}

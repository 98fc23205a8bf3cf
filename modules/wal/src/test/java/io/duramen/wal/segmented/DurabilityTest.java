// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LogEntry;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each level costs, in calls. */
class DurabilityTest {
    private final SimDisk disk = SimDisk.create();
    private final RecordingStorage storage = RecordingStorage.over(disk);

    @Test
    @Tag("S1.07")
    @Tag("S2.23")
    void underWalEachRecordIsWrittenThenForcedThenAcknowledged() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            storage.clear();
            for (int n = 1; n <= 2; n++) {
                log.append(payload(n));
                storage.mark("acknowledged", n);
            }
            assertEquals(
                    List.of("WRITE", "FORCE", "MARK", "WRITE", "FORCE", "MARK"),
                    storage.operations().stream().map(o -> o.kind().name()).toList());
        }
    }

    @Test
    @Tag("S3.02")
    void theLevelsDifferByTheirSyncs() {
        assertEquals(0, forcesForTen(Durability.NONE));
        assertEquals(10, forcesForTen(Durability.WAL));
        assertEquals(20, forcesForTen(Durability.FULL));
    }

    private static long forcesForTen(Durability durability) {
        RecordingStorage storage = RecordingStorage.over(SimDisk.create());
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain(durability))) {
            storage.clear();
            append(log, 1, 10);
            return storage.count(Kind.FORCE);
        }
    }

    @Test
    @Tag("S1.74")
    @Tag("S3.41")
    void recordsClaimedTogetherShareOneWriteAndOneSync() {
        WalOptions options = options()
                .firstSegmentBytes(1 << 20) // so that no segment is armed meanwhile
                .maxSegmentBytes(1 << 20)
                .build();
        try (WriteAheadLog log = WriteAheadLog.create(storage, options)) {
            List<PendingAppend> pending = new ArrayList<>();
            for (int n = 1; n <= 64; n++) {
                pending.add(log.submit(LogEntry.of(payload(n))));
            }
            storage.clear();
            pending.forEach(PendingAppend::await);
            assertEquals(1, storage.count(Kind.WRITE));
            assertEquals(1, storage.count(Kind.FORCE));
            requireRecords(log, 64);
            WalStatistics statistics = log.statistics();
            assertEquals(64, statistics.records());
            assertEquals(1, statistics.syncs());
        }
    }

    @Test
    void underNoneASyncMakesEverythingDurableAtOnce() {
        WriteAheadLog log = WriteAheadLog.create(disk, plain(Durability.NONE));
        append(log, 1, 20);
        assertEquals(0, log.durableLsn());
        assertEquals(20, log.sync());
        try (WriteAheadLog again = WriteAheadLog.open(disk.crash(0), plain())) {
            requireRecords(again, 20);
        }
    }

    @Test
    void underNoneACrashLeavesAGaplessBeginning() {
        for (long seed = 0; seed < 200; seed++) {
            SimDisk fresh = SimDisk.create();
            WriteAheadLog log = WriteAheadLog.create(fresh, plain(Durability.NONE));
            append(log, 1, 40);
            log.sync();
            append(log, 41, 90);
            ((SegmentedLog) log).step();
            append(log, 91, 120);
            ((SegmentedLog) log).step();
            try (WriteAheadLog again = WriteAheadLog.open(fresh.crash(seed), plain())) {
                assertTrue(again.durableLsn() >= 40 && again.durableLsn() <= 120, "seed " + seed);
                requireRecords(again, again.durableLsn());
            }
        }
    }

    @Test
    @Tag("S2.01")
    void whatAnAppendWritesDoesNotDependOnHowMuchIsThere() {
        try (WriteAheadLog log = WriteAheadLog.create(storage, plain())) {
            append(log, 1, 1);
            storage.clear();
            log.append(payload(2));
            long early = written();
            append(log, 3, 200);
            storage.clear();
            log.append(payload(2));
            assertEquals(early, written());
        }
    }

    private long written() {
        return storage.operations().stream()
                .filter(o -> o.kind() == Kind.WRITE)
                .mapToLong(o -> o.length())
                .sum();
    }
}

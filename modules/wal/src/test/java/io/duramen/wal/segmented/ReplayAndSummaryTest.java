// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Compaction;
import io.duramen.wal.CompactionResult;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReplay;
import io.duramen.wal.LogSummary;
import io.duramen.wal.NoCheckpointException;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told of a whole log: a digest of its records, their figures, and what a compaction would remove. */
class ReplayAndSummaryTest {
    private final SimDisk disk = SimDisk.create();

    private static LogReplay.Report replay(ReadableLog log, LogQuery query) {
        return LogReplay.run(log, query, record -> {}, Progress.NONE);
    }

    @Test
    @Tag("S3.06")
    @Tag("S3.32")
    void aReaderKnowsTheCheckpointAndWhatACompactionWouldRemove() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 1000);
            ((SegmentedLog) log).markOnly(900);
        }
        CompactionResult expected;
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            assertEquals(900, log.checkpointLsn());
            assertEquals(1, log.firstLsn());
            expected = Compaction.keep(100).preview(log);
            assertTrue(expected.dryRun());
            assertEquals(900, replay(log, LogQuery.all()).firstLsn());
            assertEquals(101, replay(log, LogQuery.all()).records());
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, plain())) {
            CompactionResult done = log.compact(Compaction.keep(100));
            assertEquals(expected.removed(), done.removed());
            assertEquals(expected.firstLsn(), done.firstLsn());
            assertTrue(done.removed().size() > 1);
        }
    }

    @Test
    @Tag("S3.32")
    void aPreviewRefusesWhatACompactionWould() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            append(log, 1, 3);
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, plain())) {
            assertThrows(NoCheckpointException.class, () -> Compaction.auto().preview(log));
        }
    }

    @Test
    @Tag("S3.31")
    void aReplayGivesEachRecordOnceInOrderAndTheSameDigestEachTime() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                WriteAheadLog other = WriteAheadLog.create(
                        SimDisk.create(), options().maxSegmentBytes(1 << 20).build())) {
            append(log, 1, 700);
            append(other, 1, 700);
            List<Long> given = new ArrayList<>();
            LogReplay.Report report =
                    LogReplay.run(log, LogQuery.all(), record -> given.add(record.lsn()), Progress.NONE);

            assertEquals(700, given.size());
            assertEquals(List.of(1L, 2L, 3L), given.subList(0, 3));
            assertEquals(report, replay(log, LogQuery.all()));
            assertEquals(report, replay(other, LogQuery.all()));
            assertNotEquals(report.digest(), replay(log, LogQuery.from(2)).digest());
        }
    }

    /** Each attribute moved to its neighbour, or lengthened at its neighbour's cost, gives another digest. */
    @Test
    @Tag("S3.31")
    void noTwoRecordsHaveTheSameDigest() {
        List<LogEntry> entries = List.of(
                LogEntry.builder(payload(1)).build(),
                LogEntry.builder(payload(1)).actor("a").build(),
                LogEntry.builder(payload(1)).operation("a").build(),
                LogEntry.builder(payload(1)).key(new byte[] {'a'}).build(),
                LogEntry.builder(payload(1)).actor("").build(),
                LogEntry.builder(payload(1)).actor("ab").operation("c").build(),
                LogEntry.builder(payload(1)).actor("a").operation("bc").build(),
                LogEntry.builder(payload(1)).transactionId(1).build(),
                LogEntry.builder(payload(1)).incarnation(1).build(),
                LogEntry.builder(payload(1))
                        .time(CLOCK.instant().plusNanos(1000))
                        .build(),
                LogEntry.builder(payload(2)).build());
        List<String> digests = new ArrayList<>();
        for (LogEntry entry : entries) {
            try (WriteAheadLog log = WriteAheadLog.create(SimDisk.create(), plain())) {
                log.append(entry);
                digests.add(replay(log, LogQuery.all()).digest());
            }
        }
        assertEquals(entries.size(), digests.stream().distinct().count());
    }

    @Test
    @Tag("S3.33")
    void aSummaryCountsByTypeActorAndOperation() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain())) {
            assertNull(LogSummary.of(log, Progress.NONE).earliest());
            for (int n = 1; n <= LogSummary.MAX_NAMES + 5; n++) {
                log.append(LogEntry.builder(payload(n, n % 10))
                        .actor("actor" + n)
                        .operation(n % 2 == 0 ? "even" : "odd")
                        .build());
            }
            LogSummary summary = LogSummary.of(log, Progress.NONE);
            assertEquals(1005, summary.records());
            assertEquals(9, summary.largestPayload());
            assertEquals(1005, summary.types().get("DATA").records());
            assertEquals(summary.payloadBytes(), summary.types().get("DATA").payloadBytes());
            assertEquals(502, summary.operations().get("even").records());
            assertEquals(LogSummary.MAX_NAMES, summary.actors().size());
            assertEquals(CLOCK.instant(), summary.latest());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.Compaction;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.LogTail;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordType;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A log whose commits are audited is still that log. */
class AuditedLogTest {
    private final SimDisk trailDisk = SimDisk.create();
    private AuditTrail trail;
    private WriteAheadLog log;

    @BeforeEach
    void open() {
        trail = AuditTrail.openOrCreate(trailDisk, Trails.options());
        WalOptions options = Trails.wal()
                .random(new SplittableRandom(2))
                .provider(AuditedCommits.in(trail))
                .build();
        log = WriteAheadLog.create(SimDisk.create(), options);
    }

    @AfterEach
    void close() {
        log.close();
        trail.close();
    }

    private static LogEntry commit(long transaction) {
        return LogEntry.builder(ByteBuffer.wrap(new byte[20]))
                .type(RecordType.COMMIT)
                .transactionId(transaction)
                .actor("ann")
                .build();
    }

    @Test
    @Tag("S3.53")
    void whatIsRemovedIsInTheTrailBefore() {
        List<Consumer<WriteAheadLog>> removals = List.of(
                open -> open.checkpoint(open.durableLsn()),
                open -> open.compact(Compaction.aggressive()),
                WriteAheadLog::sync);
        for (Consumer<WriteAheadLog> removal : removals) {
            PendingAppend nobodyWaits = log.submit(commit(7));
            log.append(ByteBuffer.wrap(new byte[3])); // both are durable now
            long before = trail.head().sequence();
            removal.accept(log);
            assertEquals(before + 1, trail.head().sequence());
            assertEquals(nobodyWaits.lsn(), nobodyWaits.await());
            assertEquals(before + 1, trail.head().sequence(), "once");
        }
    }

    @Test
    @Tag("S3.53")
    void whoWaitsForOneOfAGroupGetsItsOwnNumber() {
        log.append(commit(1));
        PendingAppend group = log.submitAll(List.of(commit(2), commit(3)));
        assertEquals(3, group.stage().toCompletableFuture().join());
        assertEquals(4, log.submit(commit(4)).stage().toCompletableFuture().join());
        assertEquals(5, trail.head().sequence(), "the beginning and four commits");
    }

    @Test
    void everythingElseIsTheLogsOwn() {
        for (int n = 1; n <= 5; n++) {
            log.append(commit(n));
        }
        log.checkpoint(3);

        assertEquals(5, log.durableLsn());
        assertEquals(3, log.checkpointLsn());
        assertTrue(log.firstLsn() <= 3);
        assertTrue(log.recovery().cleanShutdown(), "it was made anew");
        assertEquals(5, log.statistics().records());
        assertEquals(1, log.segments().size());
        assertTrue(log.metrics().segments() >= 1);
        assertTrue(log.firstLsnAt(Trails.NOON).isPresent());
        LogQuery last = LogQuery.builder().fromLsn(4).build();
        assertEquals(List.of(4L, 5L), numbers(log.read(4)));
        assertEquals(List.of(4L, 5L), numbers(log.read(last)));
        try (LogCursor cursor = log.cursor(last);
                LogTail tail = log.tail(last)) {
            assertTrue(cursor.next());
            assertEquals(4, cursor.lsn());
            assertTrue(tail.next());
            assertEquals(4, tail.lsn());
        }
    }

    private static List<Long> numbers(LogReader reader) {
        List<Long> numbers = new ArrayList<>();
        try (reader) {
            for (LogRecord record : reader) {
                numbers.add(record.lsn());
            }
        }
        return numbers;
    }
}

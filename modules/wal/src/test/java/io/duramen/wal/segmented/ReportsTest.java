// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.duramen.base.Event;
import io.duramen.base.EventSink;
import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.ManualClock;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** What the log reports by itself, and that no report can hold it up. */
class ReportsTest {
    private final SimDisk disk = SimDisk.create();
    private final ManualClock clock = ManualClock.startingAt(CLOCK.instant());
    private final SlowStorage slow = new SlowStorage(disk, clock);
    private final List<Event> told = new ArrayList<>();

    private WriteAheadLog create(WalOptions options) {
        return new LogCreation(slow.asStorage(), options, clock.nanos()).run();
    }

    private static WalOptions.Builder telling(EventSink sink) {
        return options().events(sink).slowSync(Duration.ofMillis(100));
    }

    @Test
    void aSyncOverTheLimitIsToldAndOneAtItIsNot() {
        try (WriteAheadLog log = create(telling(told::add).build())) {
            slow.force = Duration.ofMillis(100);
            append(log, 1, 2);
            assertEquals(List.of(), told);
            slow.force = Duration.ofMillis(101);
            append(log, 3, 3);
            slow.force = Duration.ZERO;
            append(log, 4, 4);
            assertEquals(1, log.metrics().slowSyncs());
        }
        assertEquals(
                List.of(new Event(
                        CLOCK.instant(),
                        "log.slow-sync",
                        Map.of(
                                "log", disk.describe(""),
                                "file", LogNames.segment(1),
                                "micros", 101_000L,
                                "limitMicros", 100_000L,
                                "lastLsn", 3L,
                                "slowSyncs", 1L))),
                told);
    }

    @Test
    void aSlowSyncOfTheMarksNamesThem() {
        slow.slowFile = "marks";
        slow.force = Duration.ofMillis(200);
        try (WriteAheadLog log =
                create(telling(told::add).durability(Durability.FULL).build())) {
            append(log, 1, 1);
        }
        assertEquals(
                List.of(LogNames.MARKS),
                told.stream().map(event -> event.details().get("file")).toList());
        assertEquals(1L, told.get(0).details().get("lastLsn"));
    }

    @Test
    void nothingIsEverSlowIfSoWished() {
        try (WriteAheadLog log = create(
                telling(told::add).slowSync(ChronoUnit.FOREVER.getDuration()).build())) {
            slow.force = Duration.ofDays(1);
            append(log, 1, 2);
            assertEquals(0, log.metrics().slowSyncs());
        }
        assertEquals(List.of(), told);
        assertThrows(IllegalArgumentException.class, () -> options().slowSync(Duration.ZERO));
    }

    @Test
    void whileAReportIsUnderWayFurtherSlowSyncsAreCountedAndNotQueued() {
        Deque<Runnable> waiting = new ArrayDeque<>();
        WriteAheadLog log =
                create(telling(told::add).completionExecutor(waiting::add).build());
        slow.force = Duration.ofMillis(200);
        append(log, 1, 10);
        assertEquals(1, waiting.size());
        assertEquals(List.of(), told);
        assertEquals(10, log.metrics().slowSyncs());
        waiting.remove().run();
        append(log, 11, 11);
        waiting.remove().run();
        assertEquals(
                List.of(1L, 11L),
                told.stream().map(event -> event.details().get("slowSyncs")).toList());
        log.close();
    }

    @Test
    void aSinkThatHangsHoldsUpNoAppend() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        WriteAheadLog log = create(telling(event -> {
                    awaitQuietly(hanging);
                    ended.countDown();
                })
                .writerMode(WriterMode.THREAD)
                .build());
        slow.force = Duration.ofMillis(200);
        append(log, 1, 50);
        assertEquals(50, log.metrics().slowSyncs());
        assertEquals(1, ended.getCount());
        hanging.countDown();
        log.close();
        ended.await();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSinkThatThrowsFailsNothing() {
        try (WriteAheadLog log = create(telling(event -> {
                    told.add(event);
                    throw new AssertionError("a sink's own trouble");
                })
                .build())) {
            slow.force = Duration.ofMillis(200);
            append(log, 1, 3);
            requireRecords(log, 3);
        }
        assertEquals(
                List.of(1L, 2L, 3L),
                told.stream()
                        .limit(3)
                        .map(event -> event.details().get("slowSyncs"))
                        .toList());
    }

    @Test
    void anExecutorThatRefusesCostsTheLeaderTheReportAndNobodyTheRecord() {
        try (WriteAheadLog log = create(telling(told::add)
                .completionExecutor(task -> {
                    throw new RejectedExecutionException("shut down");
                })
                .build())) {
            slow.force = Duration.ofMillis(200);
            append(log, 1, 1);
            assertEquals(1, told.size());
        }
    }

    @Test
    void aFailureIsToldOnceWithItsCauseAndTheLastDurableRecord() {
        WriteAheadLog log = create(telling(told::add).build());
        append(log, 1, 5);
        disk.failForce(disk.count(Kind.FORCE), ForceFailure.KEEP);
        LogFailedException failed = assertThrows(LogFailedException.class, () -> log.append(payload(6)));
        assertThrows(LogFailedException.class, () -> log.append(payload(7)));
        log.close();
        assertEquals(
                List.of(new Event(
                        CLOCK.instant(),
                        "log.failed",
                        Map.of(
                                "log", disk.describe(""),
                                "durableLsn", 5L,
                                "cause", failed.getCause().toString()))),
                told);
    }

    @Test
    void whatFollowsFromAFailureIsNotToldAgain() {
        Instruments instruments = new Instruments(disk, telling(told::add).build(), clock.nanos());
        instruments.failed(new IllegalStateException("first"), 5);
        instruments.failed(new IllegalStateException("second"), 5);
        assertEquals(1, told.size());
        assertEquals(
                "java.lang.IllegalStateException: first", told.get(0).details().get("cause"));
    }

    @Test
    void aFailureFoundByTheWriterThreadIsToldBeforeTheLogIsClosed() {
        List<Event> safe = java.util.Collections.synchronizedList(told);
        WriteAheadLog log =
                create(telling(safe::add).writerMode(WriterMode.THREAD).build());
        append(log, 1, 5);
        disk.failForce(disk.count(Kind.FORCE), ForceFailure.KEEP);
        assertThrows(LogFailedException.class, () -> log.append(payload(6)));
        log.close();
        assertEquals(List.of("log.failed"), safe.stream().map(Event::type).toList());
    }
}

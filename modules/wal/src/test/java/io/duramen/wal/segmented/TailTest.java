// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation.Kind;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogQuery;
import io.duramen.wal.LogTail;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordsRemovedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of the log that this process writes at the same time. */
class TailTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final WalOptions THREADS =
            options().writerMode(WriterMode.THREAD).build();

    @TempDir
    private Path directory;

    private final SimDisk disk = SimDisk.create();

    private static <T> FutureTask<T> started(Callable<T> body) {
        FutureTask<T> task = new FutureTask<>(body);
        new Thread(task, "reader").start();
        return task;
    }

    private static <T> T result(FutureTask<T> task) throws Exception {
        return task.get(2, TimeUnit.MINUTES);
    }

    @Test
    void aTailShowsARecordAsSoonAsItIsDurable() throws Exception {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                LogTail tail = log.tail(1)) {
            assertFalse(tail.next());
            assertFalse(tail.next(Duration.ZERO));
            assertFalse(tail.next(Duration.ofMillis(1)));
            for (int n = 1; n <= 1500; n++) { // across segments
                append(log, n, n);
                assertTrue(tail.next());
                assertEquals(n, tail.lsn());
                assertEquals(payload(n), tail.payload());
                assertFalse(tail.next());
            }
        }
    }

    @Test
    void underNoneATailWaitsForTheSync() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain(Durability.NONE));
                LogTail tail = log.tail(1)) {
            append(log, 1, 10);
            assertFalse(tail.next());
            log.sync();
            assertTrue(tail.next());
        }
    }

    @Test
    void aWaitingTailIsWokenByTheAppend() throws Exception {
        try (WriteAheadLog log = WriteAheadLog.create(directory, THREADS);
                LogTail tail = log.tail(1)) {
            for (int n = 1; n <= 200; n++) {
                FutureTask<Long> waiting = started(() -> tail.next(LONG) ? tail.lsn() : -1);
                append(log, n, n);
                assertEquals(n, result(waiting));
            }
        }
    }

    @Test
    void closingTheLogShowsTheLastRecordsAndThenEndsTheWait() throws Exception {
        WriteAheadLog log = WriteAheadLog.create(directory, THREADS);
        LogTail tail = log.tail(1);
        FutureTask<Long> reader = started(() -> {
            long last = 0;
            try {
                while (tail.next(LONG)) {
                    last = tail.lsn();
                }
            } catch (LogClosedException end) {
                assertThrows(LogClosedException.class, tail::next);
                return last;
            }
            return -1L;
        });
        PendingAppend last = null;
        for (int n = 1; n <= 500; n++) {
            last = log.submit(LogEntry.of(payload(n)));
        }
        log.close();
        assertEquals(500, last.await());
        assertEquals(500, result(reader));
    }

    @Test
    void aFailedLogShowsWhatIsDurableAndThenSaysSo() {
        FaultStorage storage = FaultStorage.over(disk);
        WriteAheadLog log = WriteAheadLog.create(storage, plain());
        try (LogTail tail = log.tail(1)) {
            append(log, 1, 5);
            storage.fail(Fault.IO_ERROR, 0, Times.FOREVER, Kind.FORCE, Kind.WRITE);
            assertThrows(LogFailedException.class, () -> log.append(payload(6)));
            for (long lsn = 1; lsn <= 5; lsn++) {
                assertTrue(tail.next());
                assertEquals(lsn, tail.lsn());
            }
            assertThrows(LogFailedException.class, tail::next);
            assertThrows(LogFailedException.class, () -> tail.next(LONG));
        }
    }

    @Test
    void closingATailFromAnotherThreadEndsItsWait() throws Exception {
        try (WriteAheadLog log = WriteAheadLog.create(directory, THREADS)) {
            for (int round = 0; round < 50; round++) {
                LogTail tail = log.tail(1);
                FutureTask<LogClosedException> reader =
                        started(() -> assertThrows(LogClosedException.class, () -> tail.next(LONG)));
                tail.close();
                assertTrue(result(reader).getMessage().contains("tail"));
            }
        }
    }

    @Test
    void anInterruptEndsTheWaitAndTheTailGoesOn() throws Exception {
        try (WriteAheadLog log = WriteAheadLog.create(directory, THREADS);
                LogTail tail = log.tail(1)) {
            append(log, 1, 600);
            FutureTask<Long> reader = started(() -> {
                long next = 1;
                Thread.currentThread().interrupt();
                while (next <= 600) {
                    try {
                        assertTrue(tail.next(LONG));
                        assertEquals(next, tail.lsn());
                        next++;
                        if (next % 7 == 0) {
                            Thread.currentThread().interrupt();
                        }
                    } catch (InterruptedException expected) {
                        assertThrows(IllegalStateException.class, tail::lsn);
                        assertFalse(Thread.currentThread().isInterrupted());
                    }
                }
                return next;
            });
            assertEquals(601, result(reader));
            append(log, 601, 601); // the interrupts never reached the log
        }
    }

    @Test
    void aCheckpointThatOvertakesATailIsSaid() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                LogTail tail = log.tail(1)) {
            append(log, 1, 2000);
            log.checkpoint(1900);
            assertThrows(RecordsRemovedException.class, tail::next);
        }
    }

    @Test
    void aTailThatFiltersWaitsForARecordThatIsWanted() throws Exception {
        try (WriteAheadLog log = WriteAheadLog.create(disk, plain());
                LogTail tail =
                        log.tail(LogQuery.builder().transactionId(7).toLsn(3).build())) {
            for (int n = 1; n <= 4; n++) {
                log.append(LogEntry.builder(payload(n))
                        .transactionId(n == 1 ? 0 : 7)
                        .build());
            }
            assertTrue(tail.next());
            assertEquals(2, tail.lsn());
            assertTrue(tail.next(LONG));
            assertEquals(3, tail.lsn());
            assertFalse(tail.next(Duration.ofMillis(1)));
        }
    }

    /** Appenders, rolls, checkpoints, and readers of every kind at once. */
    @Test
    void noReaderSeesAGapARepeatOrARecordThatIsNotDurable() throws Exception {
        int appenders = 4;
        int each = 1500;
        long all = (long) appenders * each;
        AtomicLong kept = new AtomicLong(1); // what the slowest tail still needs
        try (WriteAheadLog log = WriteAheadLog.create(directory, THREADS)) {
            List<FutureTask<Long>> tasks = new ArrayList<>();
            CountDownLatch tailOpen = new CountDownLatch(1);
            tasks.add(started(() -> {
                try (LogTail tail = log.tail(1)) {
                    tailOpen.countDown();
                    for (long next = 1; next <= all; next++) {
                        assertTrue(tail.next(LONG));
                        requireNext(tail, next, log.durableLsn());
                        kept.set(next);
                    }
                }
                return all;
            }));
            assertTrue(tailOpen.await(1, TimeUnit.MINUTES));
            for (int t = 0; t < appenders; t++) {
                tasks.add(started(() -> {
                    for (int i = 0; i < each; i++) {
                        long unused = log.append(payload(i, 100 + i % 50));
                    }
                    return (long) each;
                }));
            }
            tasks.add(started(() -> {
                while (log.durableLsn() < all) {
                    int unused = log.checkpoint(Math.max(kept.get(), log.firstLsn()));
                    Thread.onSpinWait();
                }
                return 0L;
            }));
            for (int r = 0; r < 2; r++) {
                tasks.add(started(() -> replayUntil(log, all)));
            }
            for (FutureTask<Long> task : tasks) {
                long unused = result(task);
            }
            assertEquals(all, log.durableLsn());
        }
    }

    private static long replayUntil(WriteAheadLog log, long all) {
        long replays = 0;
        while (log.durableLsn() < all) {
            long durable = log.durableLsn();
            try (LogCursor cursor = log.cursor(LogQuery.all())) {
                long next = -1;
                while (cursor.next()) {
                    next = next < 0 ? cursor.lsn() : next;
                    requireNext(cursor, next, log.durableLsn());
                    next++;
                }
                assertTrue(next > durable || log.firstLsn() > durable, () -> "ended before record " + durable);
                replays++;
            } catch (RecordsRemovedException overtaken) {
                replays++; // the checkpoint was faster
            }
        }
        return replays;
    }

    private static void requireNext(LogCursor cursor, long expected, long durable) {
        assertEquals(expected, cursor.lsn());
        assertTrue(cursor.lsn() <= durable);
        int length = cursor.payload().remaining();
        assertTrue(length >= 100 && length < 150);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimulatedCrash;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.LogRecord;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as applications use it: a writer thread, many callers, a real file system. */
class WriterThreadTest {
    private static final WalOptions OPTIONS =
            options().writerMode(WriterMode.THREAD).maxPendingBytes(16 << 10).build();

    @TempDir
    private Path directory;

    @Test
    @Tag("S3.07")
    @Tag("S3.59")
    void numbersAreUniqueGaplessAndInFileOrderWhateverTheThreads() {
        int threads = 16;
        int each = 200;
        long all = (long) threads * each;
        Map<Long, String> acknowledged = new ConcurrentHashMap<>();
        try (WriteAheadLog log = WriteAheadLog.create(directory, OPTIONS)) {
            runAll(threads, t -> {
                long before = 0;
                for (int i = 0; i < each; i++) {
                    String text = "thread " + t + " record " + i;
                    long lsn = log.append(ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                    assertTrue(lsn > before, "a thread's records keep their order");
                    before = lsn;
                    acknowledged.put(lsn, text);
                }
            });
            WalStatistics statistics = log.statistics();
            assertEquals(all, statistics.records());
            assertTrue(statistics.syncs() < statistics.records(), statistics::toString);
        }
        try (WriteAheadLog log = WriteAheadLog.open(directory, OPTIONS)) {
            assertEquals(all, log.durableLsn());
            for (LogRecord record : Logs.all(log)) {
                byte[] bytes = new byte[record.payload().remaining()];
                record.payload().get(bytes);
                assertEquals(
                        acknowledged.get(record.lsn()), new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void interruptsNeitherCloseTheLogNorLoseARecordNorGetLost() {
        try (WriteAheadLog log = WriteAheadLog.create(directory, OPTIONS)) {
            runAll(4, t -> {
                for (int i = 0; i < 250; i++) {
                    Thread.currentThread().interrupt();
                    log.append(payload(i));
                    assertTrue(Thread.interrupted(), "the interrupt is still there");
                }
            });
            assertEquals(1000, log.durableLsn());
            assertEquals(1000, all(log).size());
        }
    }

    @Test
    @Tag("S1.75")
    void stagesCompleteOnceTheRecordIsDurable() {
        try (WriteAheadLog log = WriteAheadLog.create(directory, OPTIONS)) {
            List<CompletableFuture<Boolean>> durable = new ArrayList<>();
            for (int n = 1; n <= 300; n++) {
                durable.add(log.appendAsync(LogEntry.of(payload(n)))
                        .thenApply(lsn -> log.durableLsn() >= lsn)
                        .toCompletableFuture());
            }
            durable.forEach(d -> assertTrue(d.join()));
        }
    }

    @Test
    void aCompletionMayCloseTheLog() {
        WriteAheadLog log = WriteAheadLog.create(directory, OPTIONS);
        log.appendAsync(LogEntry.of(payload(1)))
                .thenAccept(lsn -> log.close())
                .toCompletableFuture()
                .join();
        WriteAheadLog.open(directory, OPTIONS).close();
    }

    @Test
    void noThreadOutlivesTheLog() {
        WriteAheadLog log = WriteAheadLog.create(directory, OPTIONS);
        log.appendAsync(LogEntry.of(payload(1))).toCompletableFuture().join();
        assertEquals(3, ownThreads()); // writer, preparer, notifier
        log.close();
        assertEquals(0, ownThreads());
    }

    private long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().startsWith("duramen-") && t.getName().contains(directory.toString()))
                .count();
    }

    @Test
    void closingWhileOthersAppendLosesNothingAcknowledged() {
        Map<Long, Integer> acknowledged = new ConcurrentHashMap<>();
        WriteAheadLog log = WriteAheadLog.create(directory, OPTIONS);
        CountDownLatch some = new CountDownLatch(50);
        runAll(5, t -> {
            if (t == 0) {
                some.await();
                log.close();
                return;
            }
            try {
                for (int i = 0; ; i++) {
                    acknowledged.put(log.append(payload(i)), i);
                    some.countDown();
                }
            } catch (io.duramen.wal.LogClosedException expected) {
                assertFalse(acknowledged.isEmpty());
            }
        });
        try (WriteAheadLog again = WriteAheadLog.open(directory, OPTIONS)) {
            assertTrue(again.recovery().cleanShutdown());
            assertEquals(acknowledged.size(), again.durableLsn());
        }
    }

    @Test
    void whateverEndsTheWriterNobodyWaitsForEver() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(disk, OPTIONS);
        log.append(payload(1));
        disk.crashAt(disk.operations()); // an error, which no handler of exceptions sees

        LogFailedException failed = assertThrows(LogFailedException.class, () -> log.append(payload(2)));
        assertTrue(failed.getCause() instanceof SimulatedCrash);
        assertThrows(LogFailedException.class, () -> log.append(payload(3)));
        assertThrows(LogFailedException.class, log::sync);
    }

    private interface Body {
        void run(int thread) throws Exception;
    }

    private static void runAll(int count, Body body) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            int number = t;
            threads.add(new Thread(
                    () -> {
                        try {
                            body.run(number);
                        } catch (Throwable e) {
                            failure.compareAndSet(null, e);
                        }
                    },
                    "appender " + t));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.legacy.lines;

import static io.duramen.legacy.lines.Lines.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimulatedCrash;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogFailedException;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WalStatistics;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WriterMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log as applications use it: a writer thread, many callers, a real file system. */
class WriterThreadTest {
    private static final WalOptions OPTIONS =
            options().writerMode(WriterMode.THREAD).maxPendingBytes(16 << 10).build();

    @TempDir
    private Path directory;

    @Test
    void threadsThatComeTogetherShareSyncsAndNoneLosesALine() throws Exception {
        List<FutureTask<Long>> tasks = new ArrayList<>();
        try (WriteAheadLog log = WriteAheadLog.create(directory, OPTIONS)) {
            for (int t = 0; t < 16; t++) {
                tasks.add(new FutureTask<>(() -> {
                    long last = 0;
                    for (int i = 0; i < 100; i++) {
                        Thread.currentThread().interrupt();
                        long lsn = log.append(payload(i));
                        assertTrue(Thread.interrupted(), "the interrupt is still there");
                        assertTrue(lsn > last && log.durableLsn() >= lsn);
                        last = lsn;
                    }
                    return last;
                }));
            }
            tasks.forEach(task -> new Thread(task, "appender").start());
            for (FutureTask<Long> task : tasks) {
                task.get();
            }
            WalStatistics statistics = log.statistics();
            assertEquals(1600, statistics.records());
            assertEquals(statistics.writes(), statistics.syncs());
            assertTrue(statistics.syncs() < 1600, statistics::toString);
            assertEquals(1600, all(log).size());
        }
        try (WriteAheadLog log = WriteAheadLog.open(directory, OPTIONS)) {
            assertEquals(1600, log.durableLsn());
            assertTrue(log.recovery().cleanShutdown());
        }
    }

    @Test
    void aCompletionMayCloseTheLogAndNoThreadOutlivesIt() {
        WriteAheadLog log = WriteAheadLog.create(directory, OPTIONS);
        log.appendAsync(LogEntry.of(payload(1)))
                .thenAccept(lsn -> log.close())
                .toCompletableFuture()
                .join();
        log.close();
        WriteAheadLog.open(directory, OPTIONS).close();
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().startsWith("duramen-writer")
                                && t.getName().contains(directory.toString()))
                        .count());
    }

    @Test
    void whateverEndsTheWriterNobodyWaitsForEver() {
        SimDisk disk = SimDisk.create();
        WriteAheadLog log = WriteAheadLog.create(disk, OPTIONS);
        log.append(payload(1));
        disk.crashAt(disk.operations()); // an error, which no handler of exceptions sees

        LogFailedException failed = Assertions.assertThrows(LogFailedException.class, () -> log.append(payload(2)));
        assertTrue(failed.getCause() instanceof SimulatedCrash);
        Assertions.assertThrows(LogFailedException.class, log::sync);
    }
}

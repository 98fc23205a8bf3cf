// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.wal.DirectWritesRefusedException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.LogTail;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import io.duramen.wal.WritePath;
import io.duramen.wal.WriterMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Direct writes on the file system at hand, read through its cache at the same time. */
class DirectLogOnDiskTest {
    private static final int THREADS = 8;
    private static final int EACH = 150;

    @TempDir
    private Path directory;

    private static WalOptions.Builder threads() {
        return options().writerMode(WriterMode.THREAD);
    }

    @Test
    void whatManyThreadsAppendDirectlyAFollowerSeesAndTheNextOpenFinds() throws Exception {
        WalOptions direct = threads().writePath(WritePath.DIRECT).build();
        WriteAheadLog made;
        try {
            made = WriteAheadLog.create(directory, direct);
        } catch (DirectWritesRefusedException refused) {
            assertTrue(String.valueOf(refused.hint()).contains("PROBED")); // a file system without them
            return;
        }
        try (WriteAheadLog log = made;
                LogTail tail = log.tail(1)) {
            List<FutureTask<Integer>> tasks = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                tasks.add(new FutureTask<>(() -> {
                    for (int n = 0; n < EACH; n++) {
                        Thread.currentThread().interrupt(); // never reaches a file
                        log.append(LogEntry.of(payload(n)));
                        assertTrue(Thread.interrupted());
                    }
                    return EACH;
                }));
                new Thread(tasks.get(t), "appender " + t).start();
            }
            int[] seen = new int[EACH];
            for (int n = 1; n <= THREADS * EACH; n++) {
                assertTrue(tail.next(Duration.ofMinutes(1)));
                assertEquals(n, tail.lsn());
                int which = number(tail.payload());
                assertEquals(payload(which), tail.payload());
                seen[which]++;
            }
            for (FutureTask<Integer> task : tasks) {
                assertEquals(EACH, task.get(1, TimeUnit.MINUTES));
            }
            for (int count : seen) {
                assertEquals(THREADS, count);
            }
            assertTrue(log.statistics().rolls() > 0);
        }
        try (WriteAheadLog log = WriteAheadLog.open(directory, direct)) {
            assertEquals(THREADS * EACH, log.durableLsn());
            assertEquals(THREADS * EACH, all(log).size());
        }
    }

    private static int number(java.nio.ByteBuffer payload) {
        byte[] text = new byte[Math.min(16, payload.remaining())];
        payload.duplicate().get(text);
        return Integer.parseInt(new String(text, java.nio.charset.StandardCharsets.ISO_8859_1).split(" ", 3)[1]);
    }

    @Test
    void aProbedLogRunsWhateverTheProbeSays() {
        WalOptions probed = threads().writePath(WritePath.PROBED).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, probed)) {
            append(log, 1, 50);
            assertTrue(log.metrics().writePath().reason().length() > 10);
        }
        try (WriteAheadLog log = WriteAheadLog.open(directory, probed)) {
            requireRecords(log, 50);
        }
    }
}

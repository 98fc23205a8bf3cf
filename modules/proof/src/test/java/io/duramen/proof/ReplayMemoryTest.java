// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.duramen.wal.Durability;
import io.duramen.wal.LogCursor;
import io.duramen.wal.LogEntry;
import io.duramen.wal.WalOptions;
import io.duramen.wal.WriteAheadLog;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay of a gigabyte needs a window, not a gigabyte; every byte the reading thread allocates is counted. */
class ReplayMemoryTest {
    private static final long GIGABYTE = 1L << 30;
    private static final int PAYLOAD = 4 << 10;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path directory;

    @Test
    @Tag("S3.60")
    void aGigabyteIsReplayedWithinAFewMegabytes() {
        WalOptions options = WalOptions.builder().durability(Durability.NONE).build();
        try (WriteAheadLog log = WriteAheadLog.create(directory, options)) {
            fill(log, GIGABYTE);
            int segments = log.segments().size();
            long before = THREADS.getCurrentThreadAllocatedBytes();

            assertEquals(GIGABYTE, replay(log));

            long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
            assertTrue(segments > 10);
            assertTrue(allocated < 16 << 20, () -> allocated + " bytes for " + segments + " segments");
        }
    }

    private static void fill(WriteAheadLog log, long bytes) {
        byte[] payload = new byte[PAYLOAD];
        for (long written = 0; written < bytes; written += PAYLOAD) {
            payload[0] = (byte) written;
            log.submit(LogEntry.of(ByteBuffer.wrap(payload)));
        }
        long unused = log.sync();
    }

    private static long replay(WriteAheadLog log) {
        long bytes = 0;
        try (LogCursor cursor = log.cursor(1)) {
            while (cursor.next()) {
                bytes += cursor.payload().remaining();
            }
        }
        return bytes;
    }
}

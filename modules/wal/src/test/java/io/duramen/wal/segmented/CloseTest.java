// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static io.duramen.wal.segmented.Logs.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogClosedException;
import io.duramen.wal.WriteAheadLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A log that is being closed while others still call it. */
class CloseTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    @Timeout(value = 60, threadMode = SEPARATE_THREAD)
    void aCheckpointThatACloseOvertakesIsRefusedAndDoesNotWaitForEver() {
        AtomicReference<Runnable> inWrite = new AtomicReference<>(() -> {});
        WriteAheadLog log =
                WriteAheadLog.create(new WatchedWrites(disk, () -> inWrite.get().run()), plain());
        append(log, 1, 10);
        // the write it meets is that of the marks, which the close shuts under it
        inWrite.set(() -> {
            inWrite.set(() -> {});
            CompletableFuture.runAsync(log::close).join();
        });
        assertThrows(LogClosedException.class, () -> log.checkpoint(11));
        try (WriteAheadLog again = WriteAheadLog.open(disk, plain())) {
            assertEquals(10, again.durableLsn());
            assertTrue(again.recovery().cleanShutdown());
        }
    }
}

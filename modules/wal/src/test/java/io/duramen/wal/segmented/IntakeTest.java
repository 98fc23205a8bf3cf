// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.wal.segmented;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.wal.WalOptions;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who waits for room gets it, in whatever order the leader's calls and his fall. */
class IntakeTest {

    @Test
    @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whoIsWokenForTheBatchHeFoundFullIsWokenForTheNextOneToo() throws Exception {
        Intake intake = new Intake(WalOptions.defaults(), "log", 1);
        Batch full = intake.open();
        assertEquals(0, full.claim(full.room(), 1));
        full.filled(1);
        CompletableFuture<Boolean> there = new CompletableFuture<>();
        Thread appender = new Thread(() -> {
            intake.wantRoom(full, 1);
            there.complete(intake.awaitRoom(full, Long.MAX_VALUE));
        });
        appender.setDaemon(true);
        appender.start();
        awaitParked(intake, appender);

        intake.wakeRoomWaiters(); // as by the end of the turn that opened this batch
        awaitParked(intake, appender);
        assertNotNull(intake.take());

        assertTrue(there.join());
    }

    private static void awaitParked(Intake intake, Thread appender) throws InterruptedException {
        while (!intake.hasRoomWaiters() || appender.getState() != Thread.State.WAITING) {
            appender.join(1); // it does not end, and nobody spins beside it
        }
    }
}

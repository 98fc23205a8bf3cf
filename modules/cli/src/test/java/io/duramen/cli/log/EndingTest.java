// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.log;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class EndingTest {

    @Test
    void whoAsksTheWorkToEndWaitsUntilItHas() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Ending ending = new Ending(told::countDown);
        assertFalse(ending.isAsked());

        Thread asking = new Thread(ending::ask);
        asking.start();
        told.await();
        while (asking.getState() == Thread.State.RUNNABLE) {
            Thread.onSpinWait();
        }
        assertTrue(asking.isAlive(), "it must wait for the work");
        assertTrue(ending.isAsked());
        ending.close();
        asking.join();
    }
}

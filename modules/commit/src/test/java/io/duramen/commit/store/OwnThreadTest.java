// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OwnThreadTest {
    private final OwnThread own = new OwnThread("duramen-test");

    @Test
    void whatIsOfferedIsDoneInOrderOnOneThreadThatIsGoneOnceClosed() {
        List<Integer> done = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            assertTrue(own.offer(() -> done.add(number)));
        }
        Thread thread = own.await(Thread::currentThread).orElseThrow();
        own.close();

        assertEquals(IntStream.range(0, 100).boxed().toList(), done);
        assertNotSame(Thread.currentThread(), thread);
        assertEquals("duramen-test", thread.getName());
        assertTrue(thread.isDaemon());
        assertFalse(thread.isAlive());
    }

    @Test
    void onceClosedNothingIsTakenAndWhatMustBeDoneIsDoneByTheCaller() {
        own.close();
        own.close();
        Thread[] doneBy = new Thread[1];
        own.execute(() -> doneBy[0] = Thread.currentThread());

        assertFalse(own.offer(() -> doneBy[0] = null));
        assertEquals(Optional.empty(), own.await(() -> doneBy[0] = null));
        assertSame(Thread.currentThread(), doneBy[0]);
    }

    @Test
    void anInterruptedCallerWaitsAllTheSameAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        Optional<Boolean> interruptedThere =
                own.await(() -> Thread.currentThread().isInterrupted());
        own.close();

        assertTrue(Thread.interrupted());
        assertEquals(Optional.of(false), interruptedThere);
    }

    @Test
    void whatGoesWrongThereReachesTheOneWhoWaits() {
        ArithmeticException thrown = new ArithmeticException("there");

        assertSame(
                thrown,
                assertThrows(
                        ArithmeticException.class,
                        () -> own.await(() -> {
                            throw thrown;
                        })));
        assertEquals(Optional.of(1), own.await(() -> 1));
        own.close();
    }
}

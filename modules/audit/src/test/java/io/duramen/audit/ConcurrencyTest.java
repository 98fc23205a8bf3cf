// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.audit.spi.AuditSink;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WriterMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads, one chain. */
@Timeout(120)
class ConcurrencyTest {
    private static final int THREADS = 16;
    private static final int EACH = 40;

    private final SimDisk disk = SimDisk.create();

    private static List<FutureTask<List<AuditEntry>>> started(int threads, int each, AuditTrail trail) {
        List<FutureTask<List<AuditEntry>>> tasks = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            String actor = "thread-" + t;
            FutureTask<List<AuditEntry>> task = new FutureTask<>(() -> {
                List<AuditEntry> mine = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                    mine.add(trail.append("step", actor, AuditOutcome.DONE, Map.of("i", i)));
                }
                return mine;
            });
            tasks.add(task);
            new Thread(task, actor).start();
        }
        return tasks;
    }

    @Test
    @Tag("S3.53")
    void everyThreadFindsItsEntriesInItsOrderInOneChain() throws Exception {
        AuditOptions options = Trails.builder()
                .wal(Trails.wal().writerMode(WriterMode.THREAD).build())
                .build();
        Set<AuditEntry> written = new HashSet<>();
        try (AuditTrail trail = AuditTrail.create(disk, options)) {
            for (FutureTask<List<AuditEntry>> task : started(THREADS, EACH, trail)) {
                List<AuditEntry> mine = task.get();
                for (int i = 1; i < EACH; i++) {
                    assertTrue(mine.get(i - 1).sequence() < mine.get(i).sequence());
                }
                written.addAll(mine);
            }
        }
        List<AuditEntry> found = Trails.entries(disk);
        assertEquals(THREADS * EACH, found.size());
        assertEquals(written, new HashSet<>(found));
    }

    @Test
    void entriesThatComeTogetherShareASync() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AuditSink slow = new AuditSink() {
            @Override
            public void entry(AuditEntry entry) {
                awaitQuietly(go);
            }
        };
        long before;
        try (AuditTrail trail =
                AuditTrail.create(disk, Trails.builder().sink(slow).build())) {
            before = disk.count(io.duramen.testkit.Operation.Kind.FORCE);
            List<FutureTask<List<AuditEntry>>> tasks = started(THREADS, 1, trail);
            waiting(THREADS);
            go.countDown();
            for (FutureTask<List<AuditEntry>> task : tasks) {
                assertEquals(1, task.get().size());
            }
        }
        long syncs = disk.count(io.duramen.testkit.Operation.Kind.FORCE) - before;
        assertTrue(syncs < THREADS, () -> syncs + " syncs");
        assertEquals(THREADS, Trails.verify(disk).entries());
    }

    @Test
    void whatWaitsHasABound() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        AtomicReference<AuditTrail> open = new AtomicReference<>();
        AtomicInteger most = new AtomicInteger();
        AuditSink slow = new AuditSink() {
            @Override
            public void entry(AuditEntry entry) {
                awaitQuietly(go);
                most.accumulateAndGet(open.get().pendingBytes(), Math::max);
            }
        };
        try (AuditTrail trail = AuditTrail.create(
                disk, Trails.builder().maxPendingBytes(4096).sink(slow).build())) {
            open.set(trail);
            List<FutureTask<List<AuditEntry>>> tasks = started(100, 1, trail);
            waiting(100);
            go.countDown();
            for (FutureTask<List<AuditEntry>> task : tasks) {
                assertEquals(1, task.get().size());
            }
        }
        assertTrue(most.get() > 2048 && most.get() <= 4096, () -> most + " bytes");
        assertEquals(100, Trails.verify(disk).entries());
    }

    @Test
    void aFailureReachesEverybodyWhoWaits() throws Exception {
        FaultStorage storage = FaultStorage.over(disk);
        CountDownLatch go = new CountDownLatch(1);
        AuditSink slow = new AuditSink() {
            @Override
            public void entry(AuditEntry entry) {
                awaitQuietly(go);
            }
        };
        AuditTrail trail =
                AuditTrail.create(storage, Trails.builder().sink(slow).build());
        ConcurrentLinkedQueue<Throwable> told = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            threads.add(new Thread(
                    () -> {
                        try {
                            trail.append("step", "actor", AuditOutcome.DONE, Map.of());
                        } catch (AuditFailedException e) {
                            told.add(e);
                        }
                    },
                    "thread-" + t));
        }
        threads.forEach(Thread::start);
        waiting(THREADS);
        storage.fail(Fault.IO_ERROR, 0, Times.FOREVER);
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(THREADS - 1, told.size());
        assertThrows(AuditFailedException.class, () -> Trails.append(trail, 2));
        trail.close();
    }

    @Test
    void interruptedThreadsAppendAllTheSame() {
        AuditOptions options = Trails.builder()
                .wal(Trails.wal().writerMode(WriterMode.THREAD).build())
                .build();
        try (AuditTrail trail = AuditTrail.create(disk, options)) {
            Thread.currentThread().interrupt();
            Trails.append(trail, 1);
            assertTrue(Thread.interrupted());
            Trails.append(trail, 2);
        }
        assertEquals(2, Trails.verify(disk).entries());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns once so many of our threads wait: one for the latch, the others for it. */
    private static void waiting(int threads) {
        while (Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("thread-"))
                        .filter(thread -> thread.getState() == Thread.State.WAITING)
                        .count()
                < threads) {
            LockSupport.parkNanos(100_000);
        }
    }
}

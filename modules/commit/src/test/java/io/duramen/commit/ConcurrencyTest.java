// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real threads, and where it says so a real disk. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConcurrencyTest {
    private static final int COMMITTERS = 16;
    private static final int EACH = 40;

    private static StoreOptions threaded() {
        return StoreOptions.builder()
                .wal(WalOptions.builder()
                        .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .maxSegmentBytes(256 << 10)
                        .build())
                .checkpointCommits(100)
                .build();
    }

    private interface Task {
        void run() throws Exception;
    }

    private static void inParallel(int threads, List<Task> tasks) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Task task : tasks) {
                futures.add(pool.submit(() -> {
                    task.run();
                    return null;
                }));
            }
            for (Future<?> future : futures) {
                future.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    @Tag("S1.14")
    @Tag("S1.74")
    @Tag("S4.13")
    void sixteenCommittersLoseNothingAndShareSyncs(@TempDir Path directory) throws Exception {
        Map<String, Root> acknowledged = new ConcurrentHashMap<>();
        Root root;
        try (StateStore store = StateStore.create(directory.resolve("store"), threaded())) {
            List<Task> tasks = new ArrayList<>();
            for (int t = 0; t < COMMITTERS; t++) {
                int thread = t;
                tasks.add(() -> {
                    for (int i = 0; i < EACH; i++) {
                        String key = "t" + thread + "-" + i;
                        CommitReceipt receipt = store.commit(tx -> tx.put(bytes(key), bytes(key)));
                        acknowledged.put(key, receipt.root());
                        assertNotNull(store.get(bytes(key)), "acknowledged, but not seen");
                    }
                });
            }
            inParallel(COMMITTERS, tasks);
            root = store.root();
            StoreStatistics statistics = store.statistics();

            assertEquals(COMMITTERS * EACH, statistics.commits());
            assertTrue(statistics.log().syncs() < statistics.commits(), statistics::toString);
            assertTrue(store.verify(Progress.NONE).ok());
        }
        try (StateStore store = StateStore.open(directory.resolve("store"), threaded())) {
            assertEquals(root, store.root());
            assertEquals(recomputed(store), store.root());
            assertEquals(COMMITTERS * EACH, store.size());
            for (String key : acknowledged.keySet()) {
                assertArrayEquals(bytes(key), store.get(bytes(key)));
            }
        }
    }

    @Test
    @Tag("S1.14")
    void nobodyWritesATemporaryFileThatAnotherHasNotFinished() throws Exception {
        RecordingStorage recorded = RecordingStorage.over(SimDisk.create());
        StoreOptions options = threaded().toBuilder()
                .wal(threaded().wal().toBuilder().durability(Durability.FULL).build())
                .mode(StoreMode.STRICT)
                .checkpointCommits(7)
                .build();
        try (StateStore store = StateStore.create(recorded, options)) {
            List<Task> tasks = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                int thread = t;
                tasks.add(() -> {
                    for (int i = 0; i < 20; i++) {
                        byte[] key = bytes("t" + thread + "-" + i);
                        store.commit(tx -> tx.put(key, key));
                    }
                });
                tasks.add(() -> {
                    for (int i = 0; i < 5; i++) {
                        store.checkpoint();
                        store.snapshots().create("t" + thread + "-" + i);
                    }
                });
            }
            inParallel(12, tasks);
        }
        Set<String> unfinished = new TreeSet<>();
        Set<String> names = new TreeSet<>();
        for (Operation call : recorded.operations()) {
            if (call.kind() == Operation.Kind.CREATE && call.file().endsWith(".tmp")) {
                assertTrue(unfinished.add(call.file()), () -> "two wrote " + call.file());
                names.add(call.file());
            } else if (call.kind() == Operation.Kind.RENAME || call.kind() == Operation.Kind.DELETE) {
                unfinished.remove(call.file());
            }
        }
        assertEquals(Set.of(), unfinished);
        assertTrue(names.containsAll(List.of("ROOT.tmp", "MANIFEST.tmp")) && names.size() > 30, names::toString);
    }

    @Test
    void noUpdateIsLostAmongBodiesThatReadAndWriteOneKey() throws Exception {
        try (StateStore store = StateStore.create((Storage) SimDisk.create(), threaded())) {
            List<Task> tasks = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                tasks.add(() -> {
                    for (int i = 0; i < 50; i++) {
                        store.commit(tx -> tx.put(bytes("n"), number(number(tx.get(bytes("n"))) + 1)));
                    }
                });
                tasks.add(() -> {
                    for (int done = 0; done < 10; ) {
                        try (Transaction tx = store.begin()) {
                            tx.put(bytes("m"), number(number(tx.get(bytes("m"))) + 1))
                                    .commit();
                            done++;
                        } catch (TransactionConflictException e) {
                            // somebody was faster: begin again
                        }
                    }
                });
            }
            inParallel(16, tasks);

            assertEquals(8 * 50, number(store.get(bytes("n"))));
            assertEquals(8 * 10, number(store.get(bytes("m"))));
        }
    }

    private static int number(byte[] value) {
        return value == null ? 0 : ByteBuffer.wrap(value).getInt();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    @Test
    @Tag("S1.15")
    void readersSeeWholeTransactionsOnlyAndNeverGoBack() throws Exception {
        try (StateStore store = StateStore.create((Storage) SimDisk.create(), threaded())) {
            AtomicBoolean ended = new AtomicBoolean();
            AtomicInteger looks = new AtomicInteger();
            Task writer = () -> {
                for (int i = 1; i <= 300; i++) {
                    byte[] value = number(i);
                    store.commit(tx -> tx.put(bytes("a"), value).put(bytes("b"), value));
                }
                ended.set(true);
            };
            Task reader = () -> {
                long lsn = 0;
                do {
                    StateView view = store.snapshot();
                    assertArrayEquals(view.get(bytes("a")), view.get(bytes("b")));
                    assertEquals(number(view.get(bytes("a"))), view.lsn());
                    assertTrue(view.lsn() >= lsn);
                    assertTrue(view.prove(bytes("a")).verify(view.root()));
                    lsn = view.lsn();
                    looks.incrementAndGet();
                } while (!ended.get());
            };
            inParallel(3, List.of(writer, reader, reader));

            assertTrue(looks.get() > 0);
        }
    }

    @Test
    void anInterruptedCallerNeitherFailsTheStoreNorLosesItsInterrupt(@TempDir Path directory) throws Exception {
        try (StateStore store = StateStore.create(directory.resolve("store"), threaded())) {
            inParallel(1, List.of(() -> {
                Thread.currentThread().interrupt();
                store.commit(tx -> tx.put(bytes("a"), bytes("1")));
                store.checkpoint();
                assertTrue(Thread.interrupted());
            }));
            store.commit(tx -> tx.put(bytes("b"), bytes("2")));

            assertEquals(2, store.size());
        }
        try (StateStore store = StateStore.open(directory.resolve("store"), threaded())) {
            assertEquals(1, store.recoveryReport().generation());
        }
    }

    @Test
    void closingWaitsForWhatIsUnderWayAndEndsItsThreads() throws Exception {
        SimDisk disk = SimDisk.create();
        AtomicInteger acknowledged = new AtomicInteger();
        StateStore store = StateStore.create((Storage) disk, threaded());
        String thread = "duramen-checkpoint-"
                + store.recoveryReport().storeId().toString().substring(0, 8);
        Task committer = () -> {
            try {
                while (true) {
                    int n = acknowledged.get();
                    store.commit(tx -> tx.put(bytes(Thread.currentThread().getName() + n), bytes("x")));
                    if (acknowledged.incrementAndGet() == 200) {
                        store.close();
                    }
                }
            } catch (StoreClosedException e) {
                // closed in the middle
            }
        };
        inParallel(4, List.of(committer, committer, committer, committer));

        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().equals(thread)));
        try (StateStore reopened = StateStore.open((Storage) disk, threaded())) {
            assertTrue(reopened.lsn() >= acknowledged.get(), reopened.lsn() + " of " + acknowledged);
            assertEquals(recomputed(reopened), reopened.root());
        }
    }

    @Test
    @Tag("S1.09")
    void aDiskThatFillsUpUnderManyCommittersLosesNothingAcknowledged() throws Exception {
        SimDisk disk = SimDisk.create();
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        AtomicInteger full = new AtomicInteger();
        try (StateStore store = StateStore.create((Storage) disk, threaded())) {
            disk.setCapacity(Long.MAX_VALUE - disk.usableSpace() + (200 << 10));
            List<Task> tasks = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                tasks.add(() -> {
                    for (int i = 0; i < 60; i++) {
                        String key = "t" + thread + "-" + i;
                        try {
                            store.commit(tx -> tx.put(bytes(key), new byte[2000]));
                            acknowledged.put(key, "");
                        } catch (StoreFullException e) {
                            if (full.incrementAndGet() == 20) {
                                disk.setCapacity(Long.MAX_VALUE);
                            }
                        }
                    }
                });
            }
            inParallel(8, tasks);
            disk.setCapacity(Long.MAX_VALUE);

            assertTrue(full.get() > 0);
            assertEquals(acknowledged.size(), store.size());
        }
        try (StateStore store = StateStore.open((Storage) disk, threaded())) {
            assertEquals(acknowledged.keySet(), TestStores.all(store).keySet());
            assertEquals(recomputed(store), store.root());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.get;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.open;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.threaded;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.Storage;
import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class AsyncCommitTest {
    private final SimDisk disk = SimDisk.create();

    private static Throwable failureOf(CompletionStage<CommitReceipt> stage) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        stage.whenComplete((receipt, e) -> failure.set(e));
        return failure.get();
    }

    @Test
    @Tag("S1.05")
    @Tag("S1.07")
    void itCompletesAfterTheForceAndNotBefore() {
        RecordingStorage recorded = RecordingStorage.over(disk);
        try (StateStore store = newStore(recorded)) {
            put(store, "warm", "up");
            recorded.clear();
            store.commitAsync(tx -> {
                        tx.put(bytes("a"), bytes("1"));
                        recorded.mark("body", 0);
                    })
                    .thenAccept(receipt -> recorded.mark("acknowledged", receipt.lsn()));

            assertEquals(
                    List.of(Operation.Kind.MARK, Operation.Kind.WRITE, Operation.Kind.FORCE, Operation.Kind.MARK),
                    recorded.operations().stream().map(Operation::kind).toList());
            assertEquals("1", get(store, "a"));
        }
    }

    @Test
    void transactionsAreDurableInTheOrderInWhichTheyWereGiven() {
        List<CompletableFuture<CommitReceipt>> stages = new ArrayList<>();
        try (StateStore store = StateStore.create((Storage) disk, threaded())) {
            for (int i = 0; i < 200; i++) {
                byte[] value = bytes("" + i);
                stages.add(store.commitAsync(tx -> tx.put(bytes("k"), value)).toCompletableFuture());
            }
            stages.forEach(CompletableFuture::join);
            for (int i = 0; i < 200; i++) {
                assertEquals(i + 1, stages.get(i).join().lsn());
            }
            assertEquals("199", get(store, "k"));
            assertEquals(200, store.statistics().commits());
        }
    }

    @Test
    void completionsRunOnTheExecutorGivenAndMayCommitInTurn() throws Exception {
        LinkedBlockingQueue<Runnable> given = new LinkedBlockingQueue<>();
        StoreOptions options = threaded().toBuilder()
                .wal(threaded().wal().toBuilder().completionExecutor(given::add).build())
                .build();
        try (StateStore store = StateStore.create((Storage) disk, options)) {
            CompletableFuture<CommitReceipt> second = store.commitAsync(tx -> tx.put(bytes("a"), bytes("1")))
                    .thenApply(first -> put(store, "b", "after " + first.lsn()))
                    .toCompletableFuture();
            while (!second.isDone()) {
                given.take().run();
            }

            assertEquals(2, second.join().lsn());
            assertEquals(Map.of("a", "1", "b", "after 1"), all(store));
        }
    }

    @Test
    void closingWaitsForWhatIsUnderWay() {
        List<CompletableFuture<CommitReceipt>> stages = new ArrayList<>();
        try (StateStore store = StateStore.create((Storage) disk, threaded())) {
            for (int i = 0; i < 50; i++) {
                byte[] key = bytes("k" + i);
                stages.add(store.commitAsync(tx -> tx.put(key, key)).toCompletableFuture());
            }
        }
        assertTrue(stages.stream().allMatch(CompletableFuture::isDone));
        stages.forEach(CompletableFuture::join);
        try (StateStore store = StateStore.open((Storage) disk, threaded())) {
            assertEquals(50, store.size());
        }
    }

    @Test
    @Tag("S4.09")
    void whateverCommitWouldThrowReachesTheStage() {
        StateStore store = newStore(disk);
        put(store, "a", "1");
        ArithmeticException thrown = new ArithmeticException("the body fails");
        assertSame(thrown, failureOf(store.commitAsync(tx -> {
            throw thrown;
        })));
        byte[] tooLarge = new byte[options().wal().maxRecordBytes()];
        assertInstanceOf(
                TransactionTooLargeException.class, failureOf(store.commitAsync(tx -> tx.put(bytes("k"), tooLarge))));
        assertInstanceOf(
                KeyConflictException.class, failureOf(store.commitAsync(tx -> tx.expectVersion(bytes("a"), 7))));
        Transaction ended = store.begin();
        ended.rollback();
        assertInstanceOf(TransactionClosedException.class, failureOf(ended.commitAsync()));
        Transaction late = store.begin();
        assertEquals(1, late.version(bytes("a")));
        put(store, "a", "2");
        assertInstanceOf(
                KeyConflictException.class,
                failureOf(late.put(bytes("b"), bytes("x")).commitAsync()));
        store.commit(tx -> assertInstanceOf(
                IllegalStateException.class, failureOf(store.commitAsync(inner -> inner.put(bytes("x"), bytes("y"))))));
        store.close();
        assertInstanceOf(
                StoreClosedException.class, failureOf(store.commitAsync(tx -> tx.put(bytes("b"), bytes("2")))));

        try (StateStore reopened = open(disk)) {
            assertEquals(Map.of("a", "2"), all(reopened));
        }
    }

    @ParameterizedTest
    @EnumSource(ForceFailure.class)
    @Tag("S1.11")
    void aFailedForceReachesTheStageAndNobodySeesTheTransaction(ForceFailure kind) {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            disk.failForce(disk.count(Operation.Kind.FORCE), kind);
            CompletionStage<CommitReceipt> failed = store.commitAsync(tx -> tx.put(bytes("a"), bytes("2")));

            assertInstanceOf(StoreFailedException.class, failureOf(failed));
            assertEquals(Map.of("a", "1"), all(store));
            assertInstanceOf(
                    StoreFailedException.class, failureOf(store.commitAsync(tx -> tx.put(bytes("b"), bytes("2")))));
        }
    }

    @Test
    @Tag("S1.09")
    void aFullDiskReachesTheStageAndLaterOnesGoOn() {
        byte[] value = new byte[20_000];
        try (StateStore store = newStore(disk)) {
            disk.setCapacity(Long.MAX_VALUE - disk.usableSpace() + 1000);
            Throwable full = null;
            int kept = 0;
            for (; full == null; kept++) {
                byte[] key = bytes("k" + kept);
                full = failureOf(store.commitAsync(tx -> tx.put(key, value)));
            }
            assertInstanceOf(StoreFullException.class, full);
            assertEquals(kept - 1, store.size());
            disk.setCapacity(Long.MAX_VALUE);

            assertEquals(
                    kept,
                    store.commitAsync(tx -> tx.put(bytes("next"), value))
                            .toCompletableFuture()
                            .join()
                            .lsn());
        }
    }

    @Test
    void withoutChangesItCompletesAtOnceWithTheVersionItSaw() {
        try (StateStore store = newStore(disk)) {
            CommitReceipt receipt = put(store, "a", "1");
            CompletableFuture<CommitReceipt> empty = store.begin().commitAsync().toCompletableFuture();

            assertTrue(empty.isDone());
            assertEquals(receipt.root(), empty.join().root());
            assertFalse(empty.isCompletedExceptionally());
        }
    }

    @Test
    void aTransactionCommittedLikeThisHasEnded() {
        try (StateStore store = newStore(disk)) {
            Transaction tx = store.begin().put(bytes("a"), bytes("1"));
            tx.commitAsync().toCompletableFuture().join();

            assertThrows(TransactionClosedException.class, tx::commit);
            assertThrows(TransactionClosedException.class, () -> tx.put(bytes("a"), bytes("2")));
            assertEquals("1", get(store, "a"));
        }
    }
}

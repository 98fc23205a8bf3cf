// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.get;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.open;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WalStatistics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several transactions given together. */
class BatchTest {
    private final SimDisk disk = SimDisk.create();

    private static Consumer<Changes> putting(String key, String value) {
        return tx -> tx.put(bytes(key), bytes(value));
    }

    @Test
    void eachIsATransactionOfItsOwnAndAllShareOneSync() {
        try (StateStore store = newStore(disk)) {
            put(store, "n", "0");
            WalStatistics before = store.statistics().log();
            List<CommitReceipt> receipts = store.commitAll(List.of(
                    putting("a", "1"),
                    tx -> tx.get(bytes("a")), // changes nothing
                    tx -> {
                        assertArrayEquals(bytes("1"), tx.get(bytes("a")));
                        tx.put(bytes("a"), bytes("2")).expectVersion(bytes("a"), 2);
                    },
                    putting("b", "1")));
            WalStatistics after = store.statistics().log();

            assertEquals(
                    List.of(2L, 2L, 3L, 4L),
                    receipts.stream().map(CommitReceipt::lsn).toList());
            assertEquals(
                    4,
                    Set.copyOf(receipts.stream()
                                    .map(CommitReceipt::transactionId)
                                    .toList())
                            .size());
            assertEquals(receipts.get(0).root(), receipts.get(1).root());
            assertEquals(store.root(), receipts.get(3).root());
            assertEquals(3, after.records() - before.records());
            assertEquals(1, after.syncs() - before.syncs());
            assertEquals(4, store.statistics().commits());
            assertEquals(3, store.version(bytes("a")));
        }
        try (StateStore store = open(disk)) {
            assertEquals(Map.of("n", "0", "a", "2", "b", "1"), all(store));
            assertEquals(4, store.recoveryReport().transactions());
        }
    }

    @Test
    void ifOneThrowsNothingIsWrittenOfAny() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            assertThrows(
                    ArithmeticException.class,
                    () -> store.commitAll(List.of(putting("a", "2"), tx -> {
                        throw new ArithmeticException("the second fails");
                    })));
            assertThrows(
                    KeyConflictException.class,
                    () -> store.commitAll(List.of(putting("a", "2"), tx -> tx.expectVersion(bytes("a"), 1))));
            byte[] tooLarge = new byte[TestStores.options().wal().maxRecordBytes()];
            assertThrows(
                    TransactionTooLargeException.class,
                    () -> store.commitAll(List.of(putting("a", "2"), tx -> tx.put(bytes("b"), tooLarge))));

            assertEquals(Map.of("a", "1"), all(store));
            assertEquals(1, store.statistics().log().records());
            assertEquals(List.of(), store.commitAll(List.of()));
            assertEquals(1, store.commitAll(List.of(tx -> {}, tx -> {})).get(1).lsn());
        }
    }

    @Test
    void whatDoesNotFitOneFrameTakesSeveral() {
        String value = "x".repeat(10_000);
        try (StateStore store = newStore(disk)) {
            List<Consumer<Changes>> bodies = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                bodies.add(putting("k" + i, value + i));
            }
            bodies.add(
                    tx -> { // large by itself
                        for (int i = 0; i < 5; i++) {
                            tx.put(bytes("large" + i), bytes(value));
                        }
                    });
            bodies.add(putting("last", "x"));
            List<CommitReceipt> receipts = store.commitAll(bodies);

            assertEquals(12, receipts.size());
            assertEquals(10, receipts.get(9).lsn());
            assertEquals(store.lsn(), receipts.get(11).lsn());
            assertEquals(16, store.size());
            assertTrue(store.verify(Progress.NONE).ok());
        }
        try (StateStore store = open(disk)) {
            assertEquals(16, store.size());
            assertEquals(12, store.recoveryReport().transactions());
            assertEquals(recomputed(store), store.root());
        }
    }

    @Test
    @Tag("S1.09")
    void aFullDiskTakesBackAllThatIsInOneFrame() {
        String value = "x".repeat(9000);
        try (StateStore store = newStore(disk)) {
            disk.setCapacity(Long.MAX_VALUE - disk.usableSpace());
            int kept = 0;
            StoreFullException full = null;
            while (full == null) {
                int from = kept;
                try {
                    store.commitAll(List.of(putting("k" + from, value), putting("k" + (from + 1), value)));
                    kept += 2;
                } catch (StoreFullException e) {
                    full = e;
                }
            }
            assertEquals(kept, store.size());
            disk.setCapacity(Long.MAX_VALUE);
            store.commitAll(List.of(putting("a", "1"), putting("b", "2")));
            assertEquals(kept + 2, store.size());
        }
        try (StateStore store = open(disk)) {
            assertEquals("2", get(store, "b"));
            assertEquals(recomputed(store), store.root());
        }
    }

    @Test
    @Tag("S1.19")
    void aCrashLeavesAllOfAFrameOrNothing() {
        CrashRunner.of(
                        (storage, log) -> {
                            log.tried(1);
                            try (StateStore store = newStore(storage)) {
                                log.acked(1);
                                log.tried(2);
                                store.commitAll(List.of(putting("a", "1"), putting("b", "1"), putting("a", "2")));
                                log.acked(2);
                            }
                        },
                        (storage, log) -> {
                            try (StateStore store = open(storage)) {
                                long step = store.size() == 0 ? 1 : 2;
                                log.requireRecovered(step);
                                assertEquals(step == 1 ? Map.of() : Map.of("a", "2", "b", "1"), all(store));
                            } catch (StoreMissingException e) {
                                assertEquals(List.of(), log.acked());
                            }
                        })
                .damages(3)
                .run();
    }
}

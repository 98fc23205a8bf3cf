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
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StateStoreTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S1.13")
    @Tag("S1.55")
    @Tag("S4.11")
    void whatIsCommittedIsReadInThisProcessAndTheNext() {
        CommitReceipt receipt;
        try (StateStore store = newStore(disk)) {
            put(store, "kept", "old");
            receipt = store.commit(tx -> tx.put(bytes("kept"), bytes("new"))
                    .put(bytes("empty"), new byte[0])
                    .put(bytes("gone"), bytes("x"))
                    .delete(bytes("gone"))
                    .delete(bytes("never")));

            assertEquals(2, receipt.lsn());
            assertEquals(Map.of("kept", "new", "empty", ""), all(store));
            assertEquals(receipt.root(), store.root());
        }
        try (StateStore store = open(disk)) {
            assertEquals(Map.of("kept", "new", "empty", ""), all(store));
            assertEquals(receipt.root(), store.root());
            assertEquals(recomputed(store), store.root());
            assertEquals(2, store.lsn());
            assertEquals(2, store.size());
            assertNull(get(store, "gone"));
        }
    }

    @Test
    @Tag("S4.02")
    void changesAreSeenByTheirOwnTransactionAloneUntilItCommits() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            put(store, "b", "1");
            try (Transaction tx = store.begin()) {
                tx.put(bytes("a"), bytes("2")).delete(bytes("b")).put(bytes("c"), bytes("3"));

                assertArrayEquals(bytes("2"), tx.get(bytes("a")));
                assertNull(tx.get(bytes("b")));
                assertEquals(Map.of("a", "1", "b", "1"), all(store));
                tx.commit();
            }
            assertEquals(Map.of("a", "2", "c", "3"), all(store));
        }
    }

    @Test
    @Tag("S1.20")
    @Tag("S1.22")
    @Tag("S4.10")
    @Tag("S4.11")
    void aRollbackLeavesStateRootAndLogAsTheyWere() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            Root root = store.root();
            long records = store.statistics().log().records();
            try (Transaction tx = store.begin()) {
                tx.put(bytes("a"), bytes("2")).put(bytes("new"), bytes("x"));
                tx.rollback();
            }
            try (Transaction tx = store.begin()) {
                tx.delete(bytes("a")); // closing rolls back
            }
            assertThrows(
                    IllegalStateException.class,
                    () -> store.commit(tx -> {
                        tx.put(bytes("new"), bytes("x"));
                        throw new IllegalStateException("the body fails");
                    }));

            assertEquals(root, store.root());
            assertEquals(Map.of("a", "1"), all(store));
            assertEquals(records, store.statistics().log().records());
        }
    }

    @Test
    @Tag("S1.21")
    @Tag("S4.11")
    void aRollbackLeavesNoFile() {
        try (StateStore store = newStore(disk)) {
            Set<String> before = new HashSet<>(disk.files().keySet());
            try (Transaction tx = store.begin()) {
                tx.put(bytes("a"), bytes("2"));
            }

            assertEquals(before, disk.files().keySet());
        }
    }

    @Test
    void aTransactionThatHasEndedRefusesEverything() {
        try (StateStore store = newStore(disk)) {
            Transaction tx = store.begin();
            tx.put(bytes("a"), bytes("1")).commit();
            tx.close();

            assertThrows(TransactionClosedException.class, tx::commit);
            assertThrows(TransactionClosedException.class, tx::rollback);
            assertThrows(TransactionClosedException.class, () -> tx.get(bytes("a")));
            assertThrows(TransactionClosedException.class, () -> tx.put(bytes("a"), bytes("2")));
            assertThrows(TransactionClosedException.class, () -> tx.delete(bytes("a")));
            assertEquals("1", get(store, "a"));

            List<Changes> kept = new ArrayList<>();
            store.commit(kept::add);
            assertThrows(TransactionClosedException.class, () -> kept.get(0).put(bytes("a"), bytes("2")));
        }
    }

    @Test
    void aKeyReadAndChangedByAnotherMeanwhileIsAConflict() {
        try (StateStore store = newStore(disk)) {
            put(store, "counter", "1");
            Transaction one = store.begin();
            Transaction two = store.begin();
            Transaction blind = store.begin();
            assertArrayEquals(bytes("1"), one.get(bytes("counter")));
            assertArrayEquals(bytes("1"), two.get(bytes("counter")));
            assertNull(two.get(bytes("absent")));
            one.put(bytes("counter"), bytes("2")).commit();
            two.put(bytes("counter"), bytes("2"));

            assertThrows(TransactionConflictException.class, two::commit);
            blind.put(bytes("counter"), bytes("3")).commit();
            assertEquals("3", get(store, "counter"));

            Transaction late = store.begin();
            assertNull(late.get(bytes("absent")));
            put(store, "absent", "no more");
            assertThrows(
                    TransactionConflictException.class,
                    () -> late.put(bytes("x"), bytes("y")).commit());
        }
    }

    @Test
    void aBodySeesWhatTheOneBeforeLeft() {
        try (StateStore store = newStore(disk)) {
            for (int i = 0; i < 10; i++) {
                store.commit(tx -> {
                    byte[] old = tx.get(bytes("n"));
                    tx.put(bytes("n"), new byte[] {(byte) (old == null ? 1 : old[0] + 1)});
                });
            }

            assertArrayEquals(new byte[] {10}, store.get(bytes("n")));
        }
    }

    @Test
    void aBodyMayReadTheStoreButNotWriteToIt() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.commit(tx -> {
                assertEquals("1", get(store, "a"));
                assertThrows(IllegalStateException.class, () -> put(store, "b", "2"));
                assertThrows(
                        IllegalStateException.class,
                        () -> store.begin().put(bytes("b"), bytes("2")).commit());
                assertThrows(IllegalStateException.class, store::checkpoint);
                assertThrows(IllegalStateException.class, store::close);
            });

            assertEquals(Map.of("a", "1"), all(store));
        }
    }

    @Test
    void aTransactionWithoutChangesWritesNothingAndNamesTheVersionItSaw() {
        try (StateStore store = newStore(disk)) {
            CommitReceipt receipt = put(store, "a", "1");
            long records = store.statistics().log().records();
            CommitReceipt empty = store.commit(tx -> assertArrayEquals(bytes("1"), tx.get(bytes("a"))));

            assertEquals(receipt.lsn(), empty.lsn());
            assertEquals(receipt.root(), empty.root());
            assertEquals(receipt.lsn(), store.begin().commit().lsn());
            assertEquals(records, store.statistics().log().records());
        }
    }

    @Test
    @Tag("S1.13")
    void numbersOfTransactionsNeverRepeatAmongThoseCommitted() {
        Set<Long> seen = new HashSet<>();
        try (StateStore store = newStore(disk)) {
            for (int i = 0; i < 5; i++) {
                assertTrue(seen.add(put(store, "k" + i, "v").transactionId()));
            }
            store.checkpoint();
            assertTrue(seen.add(put(store, "k", "v").transactionId()));
        }
        for (int round = 0; round < 3; round++) {
            try (StateStore store = open(disk)) {
                assertTrue(seen.add(put(store, "k", "v" + round).transactionId()));
                store.checkpoint();
            }
        }
    }

    @Test
    @Tag("S1.01")
    void aTransactionIsOneRecordWithItsNumberAndActor() {
        long id;
        try (StateStore store = newStore(disk)) {
            id = store.commit(tx ->
                            tx.actor("importer").put(bytes("a"), bytes("1")).put(bytes("b"), bytes("2")))
                    .transactionId();
        }
        try (ReadableLog log = WriteAheadLog.openReadOnly(disk, options().wal());
                LogReader reader = log.read(1)) {
            List<LogRecord> records = new ArrayList<>();
            reader.forEach(records::add);

            assertEquals(1, records.size());
            assertEquals(RecordType.COMMIT, records.get(0).type());
            assertEquals(id, records.get(0).transactionId());
            assertEquals("importer", records.get(0).actor());
            assertEquals("commit", records.get(0).operation());
        }
    }

    @Test
    @Tag("S1.10")
    void aTransactionOverTheLimitIsRefusedAndNothingIsWritten() {
        try (StateStore store = newStore(disk)) {
            int limit = options().wal().maxRecordBytes();
            int fits = limit - 80 - 7 - 1;
            put(store, "a", "1");
            Root root = store.root();
            var e = assertThrows(
                    TransactionTooLargeException.class,
                    () -> store.commit(tx -> tx.put(bytes("k"), new byte[fits + 1])));

            assertEquals((long) limit + 1, e.details().get("bytes"));
            assertEquals(root, store.root());
            assertEquals(1, store.statistics().log().records());
            store.commit(tx -> tx.put(bytes("k"), new byte[fits]));
            assertEquals(fits, store.get(bytes("k")).length);
        }
    }

    @Test
    void keysHaveOneToSixteenThousandBytes() {
        try (StateStore store = newStore(disk)) {
            byte[] longest = new byte[StateStore.MAX_KEY_BYTES];
            store.commit(tx -> tx.put(longest, bytes("x")));

            assertArrayEquals(bytes("x"), store.get(longest));
            assertTrue(store.prove(longest).verify(store.root()));
            byte[] tooLong = new byte[longest.length + 1];
            assertThrows(IllegalArgumentException.class, () -> store.commit(tx -> tx.put(tooLong, bytes("x"))));
            assertThrows(IllegalArgumentException.class, () -> store.commit(tx -> tx.delete(new byte[0])));
            assertThrows(IllegalArgumentException.class, () -> store.prove(new byte[0]));
            assertNull(store.get(tooLong));
        }
        try (StateStore store = open(disk)) {
            assertEquals(1, store.size());
        }
    }

    @Test
    void neitherArgumentsNorResultsAreSharedWithTheStore() {
        try (StateStore store = newStore(disk)) {
            byte[] key = bytes("key");
            byte[] value = bytes("value");
            store.commit(tx -> {
                tx.put(key, value);
                Arrays.fill(key, (byte) 0);
                Arrays.fill(value, (byte) 0);
                Arrays.fill(tx.get(bytes("key")), (byte) 0);
            });
            Arrays.fill(store.get(bytes("key")), (byte) 0);
            for (MerkleEntry entry : store.entries()) {
                Arrays.fill(entry.key(), (byte) 0);
                Arrays.fill(entry.value(), (byte) 0);
            }

            assertEquals("value", get(store, "key"));
            assertEquals(recomputed(store), store.root());
        }
    }

    @Test
    @Tag("S1.15")
    void aSnapshotStaysAsItIsAlsoAfterTheStoreIsClosed() {
        StateView snapshot;
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            snapshot = store.snapshot();
            put(store, "a", "2");
            put(store, "b", "2");
        }

        assertEquals(Map.of("a", "1"), all(snapshot));
        assertEquals(1, snapshot.lsn());
        assertTrue(snapshot.prove(bytes("b")).verify(snapshot.root()));
    }

    @Test
    void entriesComeInTheOrderOfTheirKeys() {
        try (StateStore store = newStore(disk)) {
            store.commit(tx -> tx.put(new byte[] {(byte) 0x80}, bytes("3"))
                    .put(new byte[] {0x7F, 1}, bytes("2"))
                    .put(new byte[] {0x7F}, bytes("1")));
            StringBuilder order = new StringBuilder();
            store.entries().forEach(e -> order.append((char) e.value()[0]));

            assertEquals("123", order.toString());
        }
    }

    @Test
    void aProofHoldsForWhoeverKnowsTheReceiptsRoot() {
        try (StateStore store = newStore(disk)) {
            CommitReceipt receipt = put(store, "a", "1");
            MerkleProof proof = MerkleProof.parse(store.prove(bytes("a")).toJson());
            MerkleProof absent = store.prove(bytes("b"));
            put(store, "a", "2");

            assertTrue(proof.verify(receipt.root()));
            assertTrue(absent.verify(receipt.root()));
            assertFalse(proof.verify(store.root()));
        }
    }

    @Test
    void aClosedStoreRefusesEverythingAndMayBeClosedAgain() {
        StateStore store = newStore(disk);
        Transaction tx = store.begin();
        store.close();
        store.close();

        assertThrows(StoreClosedException.class, () -> put(store, "a", "1"));
        assertThrows(
                StoreClosedException.class, () -> tx.put(bytes("a"), bytes("1")).commit());
        assertThrows(StoreClosedException.class, store::begin);
        assertThrows(StoreClosedException.class, store::root);
        assertThrows(StoreClosedException.class, store::checkpoint);
        assertThrows(StoreClosedException.class, store::statistics);
        assertThrows(StoreClosedException.class, () -> store.verify(Progress.NONE));
        assertEquals(List.of(), disk.openFiles());
    }

    @Test
    @Tag("S1.85")
    void aStoreRefusesToAcknowledgeWhatIsNotDurable() {
        StoreOptions none = options().toBuilder()
                .wal(options().wal().toBuilder().durability(Durability.NONE).build())
                .build();

        assertThrows(DurabilityRefusedException.class, () -> StateStore.create(disk, none));
        assertThrows(DurabilityRefusedException.class, () -> StateStore.open(disk, none));
        assertEquals(Map.of(), disk.files());
    }

    @Test
    void fullDurabilityWorksAlike() {
        StoreOptions full = options().toBuilder()
                .wal(options().wal().toBuilder().durability(Durability.FULL).build())
                .build();
        try (StateStore store = StateStore.create(disk, full)) {
            put(store, "a", "1");
        }
        try (StateStore store = StateStore.open(disk, full)) {
            assertEquals("1", get(store, "a"));
        }
    }

    @Test
    void theFinderGivesTheBuiltInStoreAndOptionsTakeAnother() {
        var provider = StateStores.named("journal").orElseThrow();

        assertEquals("journal", StateStores.best().name());
        assertTrue(provider.isAvailable());
        assertFalse(provider.probe().isEmpty());
        assertEquals(1, StateStores.all().size());
        assertSame(
                provider,
                StoreOptions.builder().provider(provider).build().toBuilder()
                        .build()
                        .provider());
    }
}

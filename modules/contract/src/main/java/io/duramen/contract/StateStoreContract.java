// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.DurabilityRefusedException;
import io.duramen.commit.KeyChange;
import io.duramen.commit.KeyConflictException;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.RootConflictException;
import io.duramen.commit.Savepoint;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreExistsException;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreMode;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.Transaction;
import io.duramen.commit.TransactionClosedException;
import io.duramen.commit.TransactionConflictException;
import io.duramen.commit.TransactionTooLargeException;
import io.duramen.commit.VerificationReport;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.MerkleProof;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageLockedException;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** What every implementation of a {@link StateStore} must hold. */
public abstract class StateStoreContract {

    /** For subclasses. */
    protected StateStoreContract() {}

    /**
     * Returns the implementation to test, which is available.
     *
     * @return the provider, the same or another at each call
     */
    protected abstract StateStoreProvider provider();

    /**
     * Makes an empty directory for a store. A test may open the store in it several times.
     *
     * @return a storage nobody else uses
     */
    protected abstract Storage freshStorage();

    /**
     * Returns how the stores are made and opened; the defaults with small segments, unless overridden.
     *
     * @return the options
     */
    protected StoreOptions options() {
        WalOptions wal = WalOptions.builder()
                .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                .maxRecordBytes(32 << 10)
                .build();
        return StoreOptions.builder().wal(wal).checkpointCommits(50).build();
    }

    private StateStore create(Storage storage) {
        return provider().create(storage, options());
    }

    private StateStore open(Storage storage) {
        return provider().open(storage, options());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Map<String, String> all(StateView view) {
        Map<String, String> all = new TreeMap<>();
        for (MerkleEntry entry : view.entries()) {
            all.put(HexFormat.of().formatHex(entry.key()), HexFormat.of().formatHex(entry.value()));
        }
        return all;
    }

    @Test
    void whatIsAvailableReportsItsFeatures() {
        assertTrue(
                provider().isAvailable(), () -> "not available: " + provider().probe());
        ProbeRules.check(provider());
    }

    @Test
    void aNewStoreIsEmptyAndHasARootAllTheSame() {
        try (StateStore store = create(freshStorage())) {
            assertEquals(0, store.size());
            assertEquals(0, store.lsn());
            assertNull(store.get(bytes("a")));
            assertFalse(store.entries().iterator().hasNext());
            assertTrue(store.prove(bytes("a")).verify(store.root()));
        }
    }

    @Test
    void randomTransactionsGiveWhatAPlainMapGivesAlsoAfterReopening() {
        SplittableRandom random = new SplittableRandom(4711);
        Storage storage = freshStorage();
        Map<String, String> model = new TreeMap<>();
        create(storage).close();
        for (int round = 0; round < 3; round++) {
            Root root;
            try (StateStore store = open(storage)) {
                for (int i = 0; i < 40; i++) {
                    randomTransaction(store, model, random);
                }
                assertEquals(model, all(store));
                assertEquals(model.size(), store.size());
                if (round == 1) {
                    store.checkpoint();
                }
                root = store.root();
            }
            try (StateStore store = open(storage)) {
                assertEquals(model, all(store));
                assertEquals(root, store.root());
                VerificationReport report = store.verify(Progress.NONE);
                assertTrue(report.ok(), () -> report.problems().toString());
                assertEquals(root, report.root());
            }
        }
    }

    private static void randomTransaction(StateStore store, Map<String, String> model, SplittableRandom random) {
        boolean rolledBack = random.nextInt(5) == 0;
        Map<String, String> changed = rolledBack ? new TreeMap<>() : model;
        try (Transaction tx = store.begin()) {
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                byte[] key = new byte[random.nextInt(1, 3)];
                random.nextBytes(key);
                key[0] &= 0x1F;
                if (random.nextInt(3) == 0) {
                    tx.delete(key);
                    changed.remove(HexFormat.of().formatHex(key));
                } else {
                    byte[] value = new byte[random.nextInt(200)];
                    random.nextBytes(value);
                    tx.put(key, value);
                    changed.put(HexFormat.of().formatHex(key), HexFormat.of().formatHex(value));
                }
            }
            if (rolledBack) {
                tx.rollback();
            } else {
                tx.commit();
            }
        }
    }

    @Test
    void aTransactionIsAppliedWholeOrNotAtAll() {
        try (StateStore store = create(freshStorage())) {
            CommitReceipt receipt = store.commit(tx ->
                    tx.put(bytes("a"), bytes("1")).put(bytes("b"), bytes("1")).delete(bytes("c")));
            assertThrows(
                    ArithmeticException.class,
                    () -> store.commit(tx -> {
                        tx.put(bytes("a"), bytes("2")).delete(bytes("b"));
                        throw new ArithmeticException("the body fails");
                    }));

            assertEquals(receipt.root(), store.root());
            assertEquals(receipt.lsn(), store.lsn());
            assertArrayEquals(bytes("1"), store.get(bytes("a")));
            assertArrayEquals(bytes("1"), store.get(bytes("b")));
        }
    }

    @Test
    void theRootDependsOnTheContentAloneWithinAStore() {
        try (StateStore store = create(freshStorage())) {
            Root empty = store.root();
            Root one = store.commit(tx -> tx.put(bytes("a"), bytes("1"))).root();
            Root two = store.commit(tx -> tx.put(bytes("b"), bytes("2"))).root();
            assertEquals(one, store.commit(tx -> tx.delete(bytes("b"))).root());
            assertEquals(empty, store.commit(tx -> tx.delete(bytes("a"))).root());
            store.commit(tx -> tx.put(bytes("b"), bytes("2")));
            assertEquals(two, store.commit(tx -> tx.put(bytes("a"), bytes("1"))).root());
            assertNotEquals(one, two);
        }
    }

    @Test
    void proofsHoldForTheRootTheyWereMadeForAndForNoOther() {
        try (StateStore store = create(freshStorage())) {
            for (int i = 0; i < 50; i++) {
                byte[] key = bytes("key-" + i);
                store.commit(tx -> tx.put(key, key));
            }
            Root root = store.root();
            MerkleProof there = MerkleProof.parse(store.prove(bytes("key-7")).toJson());
            MerkleProof absent = MerkleProof.parse(store.prove(bytes("key-50")).toJson());
            store.commit(tx -> tx.put(bytes("key-50"), bytes("new")));

            assertTrue(there.verify(root));
            assertArrayEquals(bytes("key-7"), there.value());
            assertTrue(absent.verify(root));
            assertNull(absent.value());
            assertFalse(there.verify(store.root()));
            assertFalse(absent.verify(store.root()));
        }
    }

    @Test
    void entriesComeInTheOrderOfUnsignedBytes() {
        try (StateStore store = create(freshStorage())) {
            byte[][] keys = {{0}, {0, 0}, {1}, {0x7F}, {(byte) 0x80}, {(byte) 0xFF}, {(byte) 0xFF, 0}};
            for (int i = keys.length - 1; i >= 0; i--) {
                byte[] key = keys[i];
                store.commit(tx -> tx.put(key, key));
            }
            List<MerkleEntry> entries = new ArrayList<>();
            store.entries().forEach(entries::add);

            for (int i = 0; i < keys.length; i++) {
                assertArrayEquals(keys[i], entries.get(i).key());
            }
        }
    }

    @Test
    void aSnapshotStaysAsItIs() {
        StateView snapshot;
        Root root;
        try (StateStore store = create(freshStorage())) {
            root = store.commit(tx -> tx.put(bytes("a"), bytes("1"))).root();
            snapshot = store.snapshot();
            store.commit(tx -> tx.put(bytes("a"), bytes("2")));
            assertArrayEquals(bytes("2"), store.get(bytes("a")));
        }

        assertEquals(root, snapshot.root());
        assertArrayEquals(bytes("1"), snapshot.get(bytes("a")));
    }

    @Test
    void neitherArgumentsNorResultsAreShared() {
        try (StateStore store = create(freshStorage())) {
            byte[] key = bytes("key");
            byte[] value = bytes("value");
            store.commit(tx -> {
                tx.put(key, value);
                Arrays.fill(key, (byte) 0);
                Arrays.fill(value, (byte) 0);
            });
            byte[] read = store.get(bytes("key"));
            assertArrayEquals(bytes("value"), read);
            Arrays.fill(read, (byte) 0);

            assertArrayEquals(bytes("value"), store.get(bytes("key")));
        }
    }

    @Test
    void ofTwoTransactionsThatReadAndChangeOneKeyTheLaterIsRefused() {
        try (StateStore store = create(freshStorage())) {
            try (Transaction one = store.begin();
                    Transaction two = store.begin()) {
                assertNull(one.get(bytes("n")));
                assertNull(two.get(bytes("n")));
                one.put(bytes("n"), bytes("one")).commit();
                two.put(bytes("n"), bytes("two"));

                assertThrows(TransactionConflictException.class, two::commit);
            }
            assertArrayEquals(bytes("one"), store.get(bytes("n")));
        }
    }

    @Test
    void commitsWithoutWaitingCompleteInOrderOnceDurableAndErrorsReachThem() {
        Storage storage = freshStorage();
        List<CompletableFuture<CommitReceipt>> stages = new ArrayList<>();
        try (StateStore store = create(storage)) {
            for (int i = 0; i < 30; i++) {
                byte[] key = bytes("k" + i);
                stages.add(store.commitAsync(tx -> tx.put(key, key)).toCompletableFuture());
            }
            CommitReceipt last = stages.get(29).join();
            assertEquals(last.root(), store.root());
            for (int i = 0; i < 30; i++) {
                assertEquals(i + 1, stages.get(i).join().lsn());
            }
            ArithmeticException thrown = new ArithmeticException("the body fails");
            CompletableFuture<CommitReceipt> failed = store.commitAsync(tx -> {
                        throw thrown;
                    })
                    .toCompletableFuture();
            assertSame(
                    thrown,
                    assertThrows(CompletionException.class, failed::join).getCause());
            stages.add(
                    store.begin().put(bytes("begun"), bytes("1")).commitAsync().toCompletableFuture());
        }
        assertTrue(stages.get(30).isDone());
        try (StateStore store = open(storage)) {
            assertEquals(31, store.size());
        }
    }

    @Test
    void versionsAreTheNumbersOfTransactionsAndMayBeExpected() {
        Storage storage = freshStorage();
        try (StateStore store = create(storage)) {
            assertEquals(0, store.version(bytes("a")));
            store.commit(tx -> tx.put(bytes("b"), bytes("1")));
            long version = store.commit(tx -> tx.put(bytes("a"), bytes("1"))).lsn();
            assertEquals(version, store.version(bytes("a")));
            KeyConflictException conflict = assertThrows(
                    KeyConflictException.class,
                    () -> store.commit(
                            tx -> tx.expectVersion(bytes("a"), version - 1).put(bytes("a"), bytes("2"))));
            assertArrayEquals(bytes("a"), conflict.key());
            assertEquals(version, conflict.found());
            Root root = store.commit(tx -> tx.expectVersion(bytes("a"), version)
                            .expectVersion(bytes("absent"), 0)
                            .put(bytes("a"), bytes("2")))
                    .root();
            store.commit(tx -> tx.expectRoot(root).delete(bytes("b")));
            assertThrows(
                    RootConflictException.class,
                    () -> store.commit(tx -> tx.expectRoot(root).delete(bytes("a"))));
            assertArrayEquals(bytes("2"), store.get(bytes("a")));
        }
        try (StateStore store = open(storage)) {
            assertEquals(3, store.version(bytes("a")));
            assertEquals(0, store.version(bytes("b")));
        }
    }

    @Test
    void aTransactionGoesBackToASavepointAndStillCommits() {
        try (StateStore store = create(freshStorage())) {
            Transaction tx = store.begin().put(bytes("a"), bytes("1"));
            Savepoint savepoint = tx.savepoint();
            tx.put(bytes("a"), bytes("2")).put(bytes("b"), bytes("1"));
            tx.rollbackTo(savepoint);
            assertArrayEquals(bytes("1"), tx.get(bytes("a")));
            assertNull(tx.get(bytes("b")));
            assertThrows(IllegalArgumentException.class, () -> store.begin().rollbackTo(savepoint));
            tx.commit();

            assertArrayEquals(bytes("1"), store.get(bytes("a")));
            assertEquals(1, store.size());
        }
    }

    @Test
    void transactionsGivenTogetherEachHaveTheirReceiptAndSeeTheOneBefore() {
        try (StateStore store = create(freshStorage())) {
            List<CommitReceipt> receipts = store.commitAll(List.of(
                    tx -> tx.put(bytes("a"), bytes("1")),
                    tx -> tx.put(bytes("b"), Objects.requireNonNull(tx.get(bytes("a")))),
                    tx -> tx.delete(bytes("a"))));
            assertEquals(3, receipts.size());
            assertEquals(store.root(), receipts.get(2).root());
            assertTrue(receipts.get(0).transactionId() != receipts.get(1).transactionId());
            assertThrows(
                    ArithmeticException.class,
                    () -> store.commitAll(List.of(tx -> tx.put(bytes("c"), bytes("1")), tx -> {
                        throw new ArithmeticException("the second fails");
                    })));

            assertArrayEquals(bytes("1"), store.get(bytes("b")));
            assertEquals(1, store.size());
        }
    }

    @Test
    void whatDoesNotFitOneRecordIsOneTransactionAllTheSame() {
        Storage storage = freshStorage();
        byte[] value = new byte[options().wal().maxRecordBytes() / 4];
        Root root;
        try (StateStore store = create(storage)) {
            root = store.commit(tx -> {
                        for (int i = 0; i < 20; i++) {
                            tx.put(bytes("k" + i), value);
                        }
                    })
                    .root();
            assertEquals(20, store.size());
            store.commit(tx -> tx.put(bytes("k0"), value));
            assertEquals(root, store.root());
        }
        try (StateStore store = open(storage)) {
            assertEquals(20, store.size());
            assertEquals(root, store.root());
            assertEquals(List.of(), store.recoveryReport().rolledBack());
        }
    }

    @Test
    void strictModeNeedsFullDurabilityAndActsAlike() {
        StoreOptions strict = options().toBuilder().mode(StoreMode.STRICT).build();
        assertThrows(DurabilityRefusedException.class, () -> provider().create(freshStorage(), strict));
        StoreOptions full = strict.toBuilder()
                .wal(options().wal().toBuilder().durability(Durability.FULL).build())
                .build();
        Storage storage = freshStorage();
        Root root;
        try (StateStore store = provider().create(storage, full)) {
            for (int i = 0; i < 10; i++) {
                byte[] key = bytes("k" + i);
                store.commit(tx -> tx.put(key, key));
            }
            root = store.commitAsync(tx -> tx.put(bytes("later"), bytes("1")))
                    .toCompletableFuture()
                    .join()
                    .root();
        }
        try (StateStore store = provider().open(storage, full)) {
            assertEquals(root, store.root());
            assertEquals(11, store.size());
        }
        try (StateStore store = open(storage)) {
            assertEquals(root, store.root());
        }
    }

    @Test
    void endedTransactionsAndClosedStoresRefuseTheirService() {
        StateStore store = create(freshStorage());
        Transaction tx = store.begin();
        tx.rollback();
        assertThrows(TransactionClosedException.class, () -> tx.put(bytes("a"), bytes("1")));
        assertThrows(TransactionClosedException.class, tx::commit);
        store.close();
        store.close();

        assertThrows(StoreClosedException.class, store::root);
        assertThrows(StoreClosedException.class, () -> store.commit(t -> t.put(bytes("a"), bytes("1"))));
    }

    @Test
    void whatIsTooLargeIsRefusedAndTheStoreGoesOn() {
        try (StateStore store = create(freshStorage())) {
            byte[] tooLarge = new byte[options().wal().maxRecordBytes()];
            byte[] tooLong = new byte[StateStore.MAX_KEY_BYTES + 1];

            assertThrows(TransactionTooLargeException.class, () -> store.commit(tx -> tx.put(bytes("a"), tooLarge)));
            assertThrows(IllegalArgumentException.class, () -> store.commit(tx -> tx.put(tooLong, bytes("a"))));
            assertThrows(IllegalArgumentException.class, () -> store.commit(tx -> tx.put(new byte[0], bytes("a"))));
            store.commit(tx -> tx.put(bytes("a"), bytes("1")));
            assertEquals(1, store.size());
        }
    }

    @Test
    void rangesAndDifferencesAreThoseOfPlainMaps() {
        SplittableRandom random = new SplittableRandom(815);
        TreeMap<String, String> model = new TreeMap<>();
        try (StateStore store = create(freshStorage())) {
            for (int round = 0; round < 10; round++) {
                StateView before = store.snapshot();
                Map<String, String> older = new TreeMap<>(model);
                for (int i = 0; i < 5; i++) {
                    randomTransaction(store, model, random);
                }
                String from = String.format("%02x", random.nextInt(0x22));
                String to = String.format("%02x", random.nextInt(0x22));

                assertEquals(List.copyOf(model.tailMap(from).keySet()), keys(store.range(hex(from), null)));
                List<String> between = from.compareTo(to) >= 0
                        ? List.of()
                        : List.copyOf(model.subMap(from, to).keySet());
                assertEquals(between, keys(store.range(hex(from), hex(to))));
                List<String> prefixed = model.keySet().stream()
                        .filter(key -> key.startsWith(from))
                        .toList();
                assertEquals(prefixed, keys(store.entries(hex(from))));
                assertEquals(older, undone(model, store.diff(before)));
                assertEquals(model, undone(older, before.diff(store)));
            }
        }
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    private static List<String> keys(Iterable<MerkleEntry> entries) {
        List<String> keys = new ArrayList<>();
        entries.forEach(entry -> keys.add(HexFormat.of().formatHex(entry.key())));
        return keys;
    }

    /** Takes differences back, of which each must be one. */
    private static Map<String, String> undone(Map<String, String> newer, List<KeyChange> changes) {
        Map<String, String> older = new TreeMap<>(newer);
        for (KeyChange change : changes) {
            String key = HexFormat.of().formatHex(change.key());
            byte[] before = change.before();
            byte[] after = change.after();
            assertFalse(Arrays.equals(before, after));
            assertEquals(after == null ? null : HexFormat.of().formatHex(after), older.remove(key));
            if (before != null) {
                older.put(key, HexFormat.of().formatHex(before));
            }
        }
        return older;
    }

    @Test
    void aStoreIsCreatedOnceAndOpenedOnceAtATime() {
        Storage storage = freshStorage();
        assertThrows(StoreMissingException.class, () -> open(storage));
        try (StateStore store = create(storage)) {
            store.commit(tx -> tx.put(bytes("a"), bytes("1")));

            assertThrows(StoreExistsException.class, () -> create(storage));
            assertThrows(StorageLockedException.class, () -> open(storage));
            try (ReadableStore reader = provider().openReadOnly(storage, options())) {
                assertArrayEquals(bytes("1"), reader.get(bytes("a")));
                assertEquals(store.root(), reader.root());
            }
        }
        open(storage).close();
    }

    @Test
    void whatIsNotDurableIsNotAcknowledged() {
        WalOptions none =
                options().wal().toBuilder().durability(Durability.NONE).build();
        StoreOptions refused = options().toBuilder().wal(none).build();

        assertThrows(DurabilityRefusedException.class, () -> provider().create(freshStorage(), refused));
    }

    @Test
    void manyThreadsLoseNothing() throws Exception {
        Storage storage = freshStorage();
        Root root;
        try (StateStore store = create(storage)) {
            List<FutureTask<Void>> tasks = new ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int thread = t;
                FutureTask<Void> task = new FutureTask<>(() -> {
                    for (int i = 0; i < 20; i++) {
                        byte[] key = bytes("t" + thread + "-" + i);
                        store.commit(tx -> tx.put(key, key));
                        assertArrayEquals(key, store.get(key));
                    }
                    return null;
                });
                tasks.add(task);
                new Thread(task, "committer-" + t).start();
            }
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
            root = store.root();
            assertEquals(160, store.size());
        }
        try (StateStore store = open(storage)) {
            assertEquals(160, store.size());
            assertEquals(root, store.root());
        }
    }
}

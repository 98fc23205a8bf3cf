// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.contracts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.CommitReceipt;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreExistsException;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.Transaction;
import io.duramen.commit.TransactionConflictException;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.proof.TestKeys;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageLockedException;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.spi.Anchor;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What every implementation of the state store must hold. */
@ParameterizedClass(name = "{0}")
@MethodSource("io.duramen.proof.contracts.FoundProviders#stores")
class EveryStateStoreProviderTest {
    private final Storage storage = SimDisk.create();

    @Parameter
    private StateStoreProvider provider;

    @Test
    void whatIsAvailableReportsItsFeatures() {
        assertTrue(provider.isAvailable());
        assertFalse(provider.probe().isEmpty());
    }

    @Test
    @Tag("S1.13")
    @Tag("S1.19")
    void whatIsCommittedIsThereNowAndAfterReopening() {
        CommitReceipt receipt;
        try (StateStore store = create()) {
            store.commit(tx -> tx.put(key("a"), key("1")).put(key("b"), key("2")));
            receipt = store.commit(tx -> tx.put(key("a"), key("3")).delete(key("b")));
            assertEquals(2, receipt.lsn());
        }
        try (StateStore store = open()) {
            assertEquals(receipt.lsn(), store.lsn());
            assertEquals(receipt.root(), store.root());
            assertEquals(1, store.size());
            assertArrayEquals(key("3"), store.get(key("a")));
            assertNull(store.get(key("b")));
            assertTrue(store.prove(key("a")).verify(receipt.root()));
            assertTrue(store.prove(key("b")).verify(receipt.root()));
            assertTrue(store.verify(Progress.NONE).ok());
        }
    }

    @Test
    @Tag("S1.20")
    @Tag("S1.22")
    void whatIsRolledBackOrThrownOutOfChangesNothing() {
        try (StateStore store = create()) {
            Root before = store.commit(tx -> tx.put(key("a"), key("1"))).root();
            assertThrows(
                    IllegalStateException.class,
                    () -> store.commit(tx -> {
                        tx.put(key("a"), key("2"));
                        throw new IllegalStateException("changed my mind");
                    }));
            try (Transaction transaction = store.begin()) {
                transaction.put(key("new"), key("2"));
                transaction.rollback();
            }
            assertEquals(before, store.root());
            assertEquals(1, store.lsn());
        }
        try (StateStore store = open()) {
            assertEquals(1, store.size());
        }
    }

    @Test
    void ofTwoTransactionsThatReadAndWroteOneKeyOneIsRefused() {
        try (StateStore store = create();
                Transaction first = store.begin();
                Transaction second = store.begin()) {
            assertNull(first.get(key("a")));
            assertNull(second.get(key("a")));
            first.put(key("a"), key("1")).commit();

            assertThrows(
                    TransactionConflictException.class,
                    () -> second.put(key("a"), key("2")).commit());
        }
    }

    @Test
    void aCheckpointChangesNothingAReaderSees() {
        Root root;
        try (StateStore store = create()) {
            for (int i = 0; i < 50; i++) {
                String text = "key " + i;
                store.commit(tx -> tx.put(key(text), key(text)));
            }
            root = store.root();
            assertTrue(store.checkpoint().written());
            assertEquals(root, store.root());
        }
        try (StateStore store = open()) {
            assertEquals(root, store.root());
            assertEquals(0, store.recoveryReport().transactions());
        }
    }

    @Test
    void openingAndCreatingAreDifferentCalls() {
        assertThrows(StoreMissingException.class, this::open);
        assertEquals(List.of(), storage.list(""));
        create().close();
        assertThrows(StoreExistsException.class, this::create);
        try (StateStore store = open()) {
            assertThrows(StorageLockedException.class, this::open);
            try (ReadableStore reader = StateStore.openReadOnly(storage, options())) {
                assertEquals(store.root(), reader.root());
            }
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        StateStore store = create();
        store.close();
        store.close();

        assertThrows(StoreClosedException.class, () -> store.commit(tx -> tx.put(key("a"), key("1"))));
        assertThrows(StoreClosedException.class, () -> store.get(key("a")));
    }

    @Test
    @Tag("S3.18")
    void aSealedStoreIsOpenedByItsOwnKeysOnly() {
        try (TestKeys keys = new TestKeys()) {
            StoreOptions sealed = options().toBuilder()
                    .sealing(keys.fresh())
                    .anchor(Anchor.none())
                    .build();
            StoreOptions foreign = options().toBuilder()
                    .sealing(keys.fresh())
                    .anchor(Anchor.none())
                    .build();
            try (StateStore store = StateStore.create(storage, sealed)) {
                store.commit(tx -> tx.put(key("a"), key("1")));
                store.checkpoint();
            }
            assertThrows(KeyRefusedException.class, this::open);
            assertThrows(KeyRefusedException.class, () -> StateStore.open(storage, foreign));
            try (StateStore store = StateStore.open(storage, sealed)) {
                assertArrayEquals(key("1"), store.get(key("a")));
            }
        }
    }

    private StoreOptions options() {
        return StoreOptions.builder().provider(provider).build();
    }

    private StateStore create() {
        return StateStore.create(storage, options());
    }

    private StateStore open() {
        return StateStore.open(storage, options());
    }

    private static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }
}

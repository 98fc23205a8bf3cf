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
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.base.Progress;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageException;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.ForceFailure;
import io.duramen.testkit.Operation;
import io.duramen.testkit.SimDisk;
import io.duramen.testkit.SimOptions;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {

    @ParameterizedTest
    @EnumSource(ForceFailure.class)
    @Tag("S1.11")
    @Tag("S1.22")
    @Tag("S1.56")
    void aFailedForceStopsAllWritingWhileReadingGoesOn(ForceFailure kind) {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            CommitReceipt last = put(store, "a", "1");
            disk.failForce(disk.count(Operation.Kind.FORCE), kind);

            StoreFailedException first = assertThrows(StoreFailedException.class, () -> put(store, "a", "2"));
            assertThrows(StoreFailedException.class, () -> put(store, "b", "2")); // the device works again; too late
            assertThrows(StoreFailedException.class, store::begin);
            assertThrows(StoreFailedException.class, store::checkpoint);
            assertNotNull(first.getCause());
            assertEquals(1L, first.details().get("durableLsn"));
            assertEquals(Map.of("a", "1"), all(store));
            assertEquals(last.root(), store.root());
            assertTrue(store.prove(bytes("a")).verify(last.root()));
        }
        try (StateStore store = open(disk)) {
            assertTrue(Set.of("1", "2").contains(get(store, "a")));
            assertEquals(recomputed(store), store.root());
            put(store, "b", "3");
        }
    }

    /** Every call the store makes is failed once, in every way; what was acknowledged must be there after reopening. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("S1.17")
    @Tag("S4.06")
    @Tag("S4.07")
    @Tag("S4.08")
    @Tag("S4.09")
    @Tag("S4.11")
    void aFailureOfAnyCallIsTypedAndLosesNothing(Fault fault) {
        FaultStorage.untilClean(call -> {
            SimDisk disk = SimDisk.create();
            FaultStorage storage = FaultStorage.over(disk).fail(fault, call, Times.ONCE);
            Map<String, String> acknowledged = new TreeMap<>();
            Set<String> tried = new HashSet<>();
            boolean created = false;
            try (StateStore store = newStore(storage)) {
                created = true;
                for (int i = 0; i < 6; i++) {
                    commit(store, "k" + i, acknowledged, tried);
                    if (i % 2 == 1) {
                        store.checkpoint();
                    }
                }
            } catch (DuramenException e) {
                assertNotNull(e.code());
            }
            storage.heal();
            try (StateStore store = reopened(storage, created)) {
                Map<String, String> found = all(store);
                assertTrue(found.entrySet().containsAll(acknowledged.entrySet()), () -> acknowledged + " in " + found);
                assertTrue(tried.containsAll(found.keySet()), found::toString);
                assertEquals(recomputed(store), store.root());
                assertTrue(
                        disk.files().keySet().stream().noneMatch(n -> n.endsWith(".tmp")),
                        () -> disk.files().toString());
                commit(store, "more", acknowledged, tried);
                store.checkpoint();
                assertTrue(store.verify(Progress.NONE).ok());
            }
            return storage;
        });
    }

    private static StateStore reopened(Storage storage, boolean created) {
        if (created) {
            return StateStore.open(storage, options(9));
        }
        try {
            return StateStore.open(storage, options(9));
        } catch (StoreMissingException e) {
            return StateStore.create(storage, options(9));
        }
    }

    private static void commit(StateStore store, String key, Map<String, String> acknowledged, Set<String> tried) {
        tried.add(key);
        put(store, key, "v");
        acknowledged.put(key, "v");
    }

    @Test
    @Tag("S1.09")
    @Tag("S1.56")
    @Tag("S4.05")
    void aFullDiskFailsTheTransactionAndTheStoreGoesOnOnceThereIsSpace() {
        SimDisk disk = SimDisk.create(SimOptions.defaults());
        int committed = 0;
        try (StateStore store = newStore(disk)) {
            disk.setCapacity(used(disk) + 1000);
            String value = "x".repeat(10_000);
            StoreFullException full = null;
            while (full == null) {
                try {
                    put(store, "k" + committed, value);
                    committed++;
                } catch (StoreFullException e) {
                    full = e;
                }
            }
            int expected = committed;
            assertEquals("STORE_FULL", full.code());
            assertEquals(expected, store.size());
            assertEquals(recomputed(store), store.root());
            assertThrows(StoreFullException.class, () -> put(store, "k" + expected, value)); // still full

            disk.setCapacity(Long.MAX_VALUE);
            for (int i = 0; i < 10; i++) {
                put(store, "k" + committed++, value);
            }
            assertEquals(committed, store.size());
        }
        try (StateStore store = open(disk)) {
            assertEquals(committed, store.size());
            assertEquals(recomputed(store), store.root());
            assertEquals(committed, store.recoveryReport().transactions());
        }
    }

    @Test
    @Tag("S1.09")
    @Tag("S4.08")
    void aFullDiskGivesUpTheCheckpointWithoutATraceAndCommitsGoOn() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            put(store, "a", "x".repeat(30_000));
            Set<String> before = new HashSet<>(disk.files().keySet());
            disk.setCapacity(used(disk) + 2000);

            StoreFullException full = assertThrows(StoreFullException.class, store::checkpoint);
            assertEquals(StorageException.Kind.NO_SPACE, ((StorageException) full.getCause()).kind());
            assertEquals(before, disk.files().keySet());
            put(store, "b", "2");
            assertEquals(1, store.statistics().checkpointFailures());

            disk.setCapacity(Long.MAX_VALUE);
            assertTrue(store.checkpoint().written());
            assertTrue(store.verify(Progress.NONE).ok());
        }
        try (StateStore store = open(disk)) {
            assertEquals(2, store.recoveryReport().checkpointKeys());
            assertEquals(0, store.recoveryReport().transactions());
        }
    }

    @Test
    void aCheckpointThatFailsByItselfDoesNotFailTheTransactionThatSetItOff() {
        SimDisk disk = SimDisk.create();
        StoreOptions often = options().toBuilder().checkpointCommits(3).build();
        try (StateStore store = StateStore.create(disk, often)) {
            put(store, "a", "x".repeat(30_000));
            disk.setCapacity(used(disk) + 2000);
            put(store, "b", "1");
            put(store, "c", "1");
            assertEquals(1, store.statistics().checkpointFailures());
            disk.setCapacity(Long.MAX_VALUE);
            for (int i = 0; i < 3; i++) {
                put(store, "d" + i, "1");
            }

            assertEquals(1, store.statistics().checkpoints());
            assertEquals(6, store.statistics().checkpointLsn());
        }
    }

    private static long used(SimDisk disk) {
        return Long.MAX_VALUE - disk.usableSpace();
    }
}

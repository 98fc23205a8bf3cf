// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.open;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.ForeignDirectoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A store is made of what another was behind any of its transactions. */
class RestoreTest {
    private final SimDisk disk = SimDisk.create();
    private final SimDisk target = SimDisk.create();
    private final List<Map<String, String>> states = new ArrayList<>();
    private final List<Root> roots = new ArrayList<>();

    private void commit(StateStore store, String key, String value) {
        put(store, key, value);
        remember(store);
    }

    private void remember(StateStore store) {
        states.add(all(store));
        roots.add(store.root());
    }

    private RestoreReport restore(long lsn, SimDisk into) {
        return StateStore.restore(disk, options(), RestorePoint.lsn(lsn), into, options(9));
    }

    /** Twelve transactions, with checkpoints after the third, the sixth and the tenth. */
    private void write() {
        try (StateStore store = newStore(disk)) {
            remember(store);
            for (int i = 1; i <= 12; i++) {
                commit(store, "key-" + i % 5, "v" + i);
                if (i == 3 || i == 6 || i == 10) {
                    store.checkpoint();
                }
            }
        }
    }

    @Test
    void everyTransactionStillHeldCanBeReturnedTo() {
        write();
        for (int lsn = 6; lsn <= 12; lsn++) {
            SimDisk into = SimDisk.create();
            RestoreReport report = restore(lsn, into);

            assertEquals(lsn, report.lsn());
            assertEquals(roots.get(lsn), report.root());
            assertEquals(lsn < 10 ? 6 : 10, report.fromLsn());
            assertEquals(lsn - report.fromLsn(), report.transactions());
            try (StateStore restored = open(into)) {
                assertEquals(states.get(lsn), all(restored));
                assertEquals(roots.get(lsn), restored.root());
                assertTrue(restored.verify(Progress.NONE).ok());
            }
        }
    }

    @Test
    void aSnapshotReachesFurtherBackThanTheCheckpoints() {
        try (StateStore store = newStore(disk)) {
            remember(store);
            commit(store, "a", "1");
            store.snapshots().create("early");
            commit(store, "a", "2");
            commit(store, "a", "3");
            store.checkpoint();
            commit(store, "a", "4");
            store.checkpoint();
        }
        RestoreReport report = restore(1, target);

        assertTrue(report.from().startsWith("snapshot "), report::from);
        assertEquals(roots.get(1), report.root());
    }

    @Test
    void theNewStoreIsAnotherThatGoesOnByItself() {
        write();
        RestoreReport report = restore(11, target);
        try (StateStore restored = open(target);
                StateStore old = open(disk)) {
            assertNotEquals(
                    old.recoveryReport().storeId(), restored.recoveryReport().storeId());
            assertEquals(report.storeId(), restored.recoveryReport().storeId());
            for (MerkleEntry entry : restored.entries()) {
                assertEquals(1, entry.version());
            }
            assertEquals(2, put(restored, "more", "1").lsn());
            restored.checkpoint();
            assertEquals(states.get(12), all(old));
        }
        try (StateStore restored = open(target)) {
            assertEquals(states.get(11).size() + 1, restored.size());
            assertEquals(List.of(), restored.recoveryReport().rejected());
        }
    }

    @Test
    void aStoreInUseCanBeRestoredFrom() {
        try (StateStore store = newStore(disk)) {
            remember(store);
            commit(store, "a", "1");
            commit(store, "b", "1");

            assertEquals(roots.get(1), restore(1, target).root());
            commit(store, "c", "1");
        }
    }

    @Test
    void aRecordThatIsNotHeldAnyMoreOrNotYetIsRefusedWithWhatCanBeReached() {
        String large = "x".repeat(20_000);
        try (StateStore store = newStore(disk)) {
            for (int i = 0; i < 20; i++) {
                put(store, "k" + i, large);
                if (i % 4 == 3) {
                    store.commit(tx -> {
                        for (int j = 0; j < 20; j++) {
                            tx.put(bytes("k" + j), bytes("small"));
                        }
                    });
                    store.checkpoint();
                }
            }
        }
        RestorePointGoneException gone = assertThrows(RestorePointGoneException.class, () -> restore(2, target));
        assertTrue(gone.getMessage().contains("it can to 25, 20 to 25"), gone.getMessage());
        assertThrows(RestorePointGoneException.class, () -> restore(26, target));
        assertThrows(
                SnapshotMissingException.class,
                () -> StateStore.restore(disk, options(), RestorePoint.snapshot("none"), target, options(9)));
        assertEquals(Map.of(), target.files());
    }

    @Test
    void aTargetThatIsNotEmptyIsNotTouched() {
        write();
        SimDisk foreign = SimDisk.create();
        Disks.write(foreign, "letter.txt", bytes("dear"));
        assertThrows(ForeignDirectoryException.class, () -> restore(12, foreign));
        assertEquals(List.of("letter.txt"), List.copyOf(foreign.files().keySet()));

        SimDisk store = SimDisk.create();
        newStore(store).close();
        Map<String, String> before = Disks.content(store);
        assertThrows(StoreExistsException.class, () -> restore(12, store));
        assertEquals(before, Disks.content(store));
    }

    @Test
    void damageThatIsNotInTheWayIsNoObstacleAndOtherDamageIsTold() {
        write();
        disk.flipBit("ckpt/0000000000000003/base.kvs", 900);
        assertEquals(roots.get(12), restore(12, target).root());

        disk.flipBit("ckpt/0000000000000002/base.kvs", 900);
        StoreDamagedException e = assertThrows(StoreDamagedException.class, () -> restore(12, SimDisk.create()));
        assertTrue(e.getMessage().contains("ckpt/0000000000000002/base.kvs"), e.getMessage());
    }
}

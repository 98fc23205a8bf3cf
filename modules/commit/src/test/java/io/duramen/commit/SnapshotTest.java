// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.open;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.storage.StorageException;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.spi.Anchor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SnapshotTest {
    private final SimDisk disk = SimDisk.create();

    private static void change(StateStore store, int round) {
        store.commit(tx -> {
            for (int i = 0; i < 20; i++) {
                tx.put(bytes("key-" + i), bytes("value-" + i + "-" + round));
            }
        });
    }

    @Test
    void aSnapshotStaysWhileTheStoreGoesOnAndLetsGoOfItsFiles() {
        SnapshotInfo made;
        Map<String, String> then;
        try (StateStore store = newStore(disk)) {
            change(store, 1);
            made = store.snapshots().create("first");
            then = all(store);
            for (int round = 2; round < 6; round++) {
                change(store, round);
                store.checkpoint();
            }
            assertFalse(disk.exists("ckpt/0000000000000001"));

            assertEquals(List.of(made), store.snapshots().list());
            assertEquals(List.of(), store.snapshots().verify("first", Progress.NONE));
        }
        assertEquals("first", made.name());
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), made.created());
        assertEquals(1, made.lsn());
        assertEquals(20, made.keys());
        assertEquals(1, made.files());
        assertNull(made.keyring());
        assertTrue(made.id().matches("[0-9a-f]{16}"), made::id);
        try (StateStore store = open(disk)) {
            assertEquals(made, store.snapshots().find(made.id()));
            assertEquals(List.of(), store.recoveryReport().foreign());
            assertEquals(List.of(), store.recoveryReport().deleted());
        }
        SimDisk target = SimDisk.create();
        StateStore.restore(disk, options(), RestorePoint.snapshot("first"), target, options(9));
        try (StateStore restored = open(target)) {
            assertEquals(then, all(restored));
            assertEquals(made.root(), restored.root());
        }
    }

    @Test
    void aSnapshotOfABaseAndDeltasLinksThemAll() {
        try (StateStore store = newStore(disk)) {
            change(store, 1);
            store.checkpoint();
            put(store, "key-1", "x");
            store.checkpoint();
            put(store, "key-2", "x");
            assertEquals(3, store.snapshots().create("three").files());
        }
        String id = StateStore.snapshots(disk, options()).find("three").id();
        assertEquals(
                List.of(
                        "0000000000000001-base.kvs",
                        "0000000000000002-delta.kvs",
                        "0000000000000003-delta.kvs",
                        "MANIFEST",
                        "SNAPSHOT"),
                disk.list("snap/" + id));
    }

    /** A link costs no bytes; only the descriptor and the manifest are written. */
    @Test
    void aSnapshotOfACheckpointThatIsThereCopiesNothing() {
        RecordingStorage recorded = RecordingStorage.over(disk);
        try (StateStore store = newStore(recorded)) {
            change(store, 1);
            store.checkpoint();
            recorded.clear();
            store.snapshots().create("linked");

            long links = recorded.operations().stream()
                    .filter(operation -> operation.kind() == Operation.Kind.LINK)
                    .count();
            long written = recorded.operations().stream()
                    .filter(operation -> operation.kind() == Operation.Kind.WRITE)
                    .mapToLong(Operation::length)
                    .sum();
            assertEquals(1, links);
            assertTrue(written < 700, () -> "" + written);
        }
    }

    @Test
    void whereThereAreNoLinksFilesAreCopied() {
        FaultStorage storage = FaultStorage.over(disk);
        try (StateStore store = newStore(storage)) {
            change(store, 1);
            storage.fail(Fault.ACCESS_DENIED, 0, Times.FOREVER, Operation.Kind.LINK);
            SnapshotInfo made = store.snapshots().create("copied");
            storage.heal();

            byte[] base = disk.bytes("ckpt/0000000000000001/base.kvs");
            assertEquals(base.length, made.bytes());
            disk.flipBit("ckpt/0000000000000001/base.kvs", 900);
            assertEquals(List.of(), store.snapshots().verify("copied", Progress.NONE));
        }
    }

    @Test
    void namesAreForPeopleAndNeverPartOfAFilesName() {
        String name = "../../../etc/passwd \u00e4\u00f6\u00fc";
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            SnapshotInfo made = store.snapshots().create(name);

            assertEquals(name, store.snapshots().find(made.id()).name());
            assertTrue(disk.files().keySet().stream().noneMatch(file -> file.contains("passwd")));
            assertThrows(SnapshotExistsException.class, () -> store.snapshots().create(name));
            assertThrows(SnapshotExistsException.class, () -> store.snapshots().create(made.id()));
            for (String bad : List.of("", "a\nb", "\u0000", "x".repeat(256))) {
                assertThrows(
                        IllegalArgumentException.class, () -> store.snapshots().create(bad));
            }
            for (String missing : List.of("b", "..", "../ckpt", "0000000000000001")) {
                assertThrows(
                        SnapshotMissingException.class, () -> store.snapshots().find(missing));
                assertThrows(
                        SnapshotMissingException.class, () -> store.snapshots().delete(missing));
                assertThrows(
                        SnapshotMissingException.class, () -> store.snapshots().verify(missing, Progress.NONE));
            }
        }
    }

    @Test
    void aSnapshotThatIsDeletedIsGoneAndItsIdentityIsNotGivenAgain() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            SnapshotInfo first = store.snapshots().create("a");
            store.snapshots().delete("a");

            assertEquals(List.of(), store.snapshots().list());
            assertEquals(List.of(), disk.list("snap"));
            SnapshotInfo second = store.snapshots().create("a");
            assertNotEquals(first.id(), second.id());
            store.snapshots().delete(second.id());
            assertEquals(List.of(), store.snapshots().list());
            assertTrue(store.verify(Progress.NONE).ok());
        }
        assertFalse(disk.crash(0).files().keySet().stream().anyMatch(name -> name.startsWith("snap/")));
    }

    @Test
    void aNewStoreCanBeKeptToo() {
        try (StateStore store = newStore(disk)) {
            assertEquals(0, store.snapshots().create("empty").files());
            put(store, "a", "1");
        }
        SimDisk target = SimDisk.create();
        StateStore.restore(disk, options(), RestorePoint.snapshot("empty"), target, options(9));
        try (StateStore restored = open(target)) {
            assertEquals(0, restored.size());
            put(restored, "b", "1");
        }
    }

    @Test
    @Tag("S1.32")
    void anyDamagedByteOfASnapshotIsFoundAndDoesTheStoreNoHarm() {
        String id;
        try (StateStore store = newStore(disk)) {
            change(store, 1);
            id = store.snapshots().create("kept").id();
            change(store, 2);
            store.checkpoint();
            change(store, 3);
            store.checkpoint(); // the snapshot's file is no longer the store's
        }
        for (String name : disk.list("snap/" + id)) {
            String file = "snap/" + id + "/" + name;
            for (int i = 0; i < disk.bytes(file).length; i++) {
                SimDisk damaged = Disks.copyOf(disk);
                damaged.flipBit(file, 8L * i + i % 8);
                SnapshotCatalog snapshots = StateStore.snapshots(damaged, options());
                List<String> problems = snapshots.verify(id, Progress.NONE);

                assertEquals(1, problems.size(), file);
                assertTrue(problems.get(0).contains("snap/" + id), problems::toString);
                if (i % 50 == 0) {
                    assertThrows(
                            StoreException.class,
                            () -> StateStore.restore(
                                    damaged, options(), RestorePoint.snapshot("kept"), SimDisk.create(), options(9)));
                    try (StateStore store = open(damaged)) {
                        assertEquals(recomputed(store), store.root());
                        store.snapshots().delete(id);
                        assertEquals(List.of(), store.snapshots().problems());
                    }
                }
            }
        }
    }

    @Test
    void aSealedSnapshotNamesItsKeyringAndIsReadWithItOnly() {
        StoreOptions sealed = options().toBuilder()
                .sealing(new TestSealing(1))
                .anchor(Anchor.none())
                .build();
        try (StateStore store = StateStore.create(disk, sealed)) {
            change(store, 1);
            SnapshotInfo made = store.snapshots().create("secret plan");

            assertEquals(new TestSealing(1).keyringId(), made.keyring());
            assertEquals(1, made.keyringGeneration());
        }
        assertEquals(List.of(), StateStore.snapshots(disk, sealed).verify("secret plan", Progress.NONE));
        assertThrows(
                io.duramen.crypto.KeyRefusedException.class,
                () -> StateStore.snapshots(disk, options()).list());
        SimDisk target = SimDisk.create();
        StoreOptions other = options(9).toBuilder()
                .sealing(new TestSealing(2))
                .anchor(Anchor.none())
                .build();
        RestoreReport report = StateStore.restore(disk, sealed, RestorePoint.snapshot("secret plan"), target, other);
        try (StateStore restored = StateStore.open(target, other)) {
            assertEquals(20, restored.size());
            assertEquals(report.root(), restored.root());
        }
    }

    @Test
    @Tag("S1.27")
    void whatAnInterruptedSnapshotLeftIsRemovedByTheNextOpenAndForeignFilesAreLeftAlone() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
        }
        Disks.write(disk, "snap/00000000000000aa/MANIFEST", bytes("half"));
        Disks.write(disk, "snap/00000000000000aa/SNAPSHOT.tmp", bytes("half"));
        Disks.write(disk, "snap/00000000000000bb/0000000000000001-base.kvs", bytes("half"));
        Disks.write(disk, "snap/00000000000000bb/mine.txt", bytes("mine"));
        Disks.write(disk, "snap/notes.txt", bytes("mine"));
        try (StateStore store = open(disk)) {
            assertEquals(
                    List.of(
                            "sim:/snap/00000000000000aa/MANIFEST",
                            "sim:/snap/00000000000000aa/SNAPSHOT.tmp",
                            "sim:/snap/00000000000000aa",
                            "sim:/snap/00000000000000bb/0000000000000001-base.kvs"),
                    store.recoveryReport().deleted());
            assertEquals(
                    List.of("sim:/snap/00000000000000bb/mine.txt", "sim:/snap/notes.txt"),
                    store.recoveryReport().foreign());
            assertEquals(List.of(), store.snapshots().list());
        }
    }

    @Test
    @Tag("S4.05")
    void aFullDiskGivesUpTheSnapshotWithoutATraceAndTheStoreGoesOn() {
        FaultStorage storage = FaultStorage.over(disk);
        try (StateStore store = newStore(storage)) {
            put(store, "a", "1");
            store.checkpoint();
            for (int call = 0; call < 7; call++) {
                storage.fail(Fault.NO_SPACE, call, Times.ONCE);
                assertThrows(StoreFullException.class, () -> store.snapshots().create("kept"));
                storage.heal();
                assertTrue(!disk.exists("snap") || disk.list("snap").isEmpty());
            }
            put(store, "b", "1");
            store.snapshots().create("kept");
            assertEquals(List.of(), store.snapshots().verify("kept", Progress.NONE));
        }
    }

    @Test
    void aClosedStoreMakesAndRemovesNoSnapshots() {
        StateStore store = newStore(disk);
        put(store, "a", "1");
        Snapshots snapshots = store.snapshots();
        snapshots.create("kept");
        store.close();

        assertThrows(StoreClosedException.class, store::snapshots);
        assertThrows(StoreClosedException.class, () -> snapshots.create("late"));
        assertThrows(StoreClosedException.class, () -> snapshots.delete("kept"));
    }

    @Test
    void aFailureOfTheDeviceIsToldAndTheStoreGoesOn() {
        FaultStorage storage = FaultStorage.over(disk);
        try (StateStore store = newStore(storage)) {
            put(store, "a", "1");
            store.checkpoint();
            storage.fail(Fault.IO_ERROR, 0, Times.FOREVER, Operation.Kind.CREATE);
            assertThrows(StorageException.class, () -> store.snapshots().create("kept"));
            storage.heal();
            put(store, "b", "1");
            assertEquals(List.of(), store.snapshots().list());
            assertEquals(List.of(), disk.list("snap"));
        }
    }
}

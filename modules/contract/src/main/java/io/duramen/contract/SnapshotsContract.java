// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.RestorePoint;
import io.duramen.commit.RestorePointGoneException;
import io.duramen.commit.RestoreReport;
import io.duramen.commit.SnapshotCatalog;
import io.duramen.commit.SnapshotExistsException;
import io.duramen.commit.SnapshotInfo;
import io.duramen.commit.SnapshotMissingException;
import io.duramen.commit.Snapshots;
import io.duramen.commit.StateStore;
import io.duramen.commit.StateView;
import io.duramen.commit.StoreClosedException;
import io.duramen.commit.StoreExistsException;
import io.duramen.commit.StoreMissingException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.commit.merkle.Root;
import io.duramen.commit.spi.StateStoreProvider;
import io.duramen.storage.Storage;
import io.duramen.wal.WalOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every implementation of a {@link StateStore} must hold of its named {@link Snapshots} and of what is restored. */
public abstract class SnapshotsContract {
    private static final int KEYS = 20;

    /** For subclasses. */
    protected SnapshotsContract() {}

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
        return StoreOptions.builder().wal(wal).build();
    }

    private StateStore open(Storage storage) {
        return provider().open(storage, options());
    }

    private RestoreReport restore(Storage source, RestorePoint point, Storage target) {
        return provider().restore(source, options(), point, target, options());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Sets all keys in one transaction. */
    private static void change(StateStore store, int round) {
        store.commit(tx -> {
            for (int i = 0; i < KEYS; i++) {
                tx.put(bytes("key-" + i), bytes("value-" + i + "-" + round));
            }
        });
    }

    private static Map<String, String> all(StateView view) {
        Map<String, String> all = new TreeMap<>();
        for (MerkleEntry entry : view.entries()) {
            all.put(new String(entry.key(), StandardCharsets.UTF_8), new String(entry.value(), StandardCharsets.UTF_8));
        }
        return all;
    }

    @Test
    void aSnapshotSaysWhatIsInItFromInsideAndFromOutsideAndAfterReopening() {
        Storage storage = freshStorage();
        SnapshotInfo made;
        try (StateStore store = provider().create(storage, options())) {
            change(store, 1);
            made = store.snapshots().create("before the upgrade");

            assertEquals("before the upgrade", made.name());
            assertEquals(store.lsn(), made.lsn());
            assertEquals(store.root(), made.root());
            assertEquals(KEYS, made.keys());
            assertTrue(made.id().matches("[0-9a-f]{16}"), made::id);
            assertFound(made, store.snapshots());
            assertFound(made, provider().snapshots(storage, options()));
        }
        try (StateStore store = open(storage)) {
            assertFound(made, store.snapshots());
        }
        assertFound(made, provider().snapshots(storage, options()));
    }

    private static void assertFound(SnapshotInfo made, SnapshotCatalog catalog) {
        assertEquals(List.of(made), catalog.list());
        assertEquals(made, catalog.find(made.id()));
        assertEquals(made, catalog.find(made.name()));
        assertEquals(List.of(), catalog.problems());
        assertEquals(List.of(), catalog.verify(made.id(), Progress.NONE));
    }

    @Test
    void namesAreGivenOnceAndAreFoundOnlyWhole() {
        try (StateStore store = provider().create(freshStorage(), options())) {
            Snapshots snapshots = store.snapshots();
            SnapshotInfo made = snapshots.create("a/../b");
            String longest = "x".repeat(Snapshots.MAX_NAME_BYTES);
            snapshots.create(longest);

            assertThrows(SnapshotExistsException.class, () -> snapshots.create("a/../b"));
            assertThrows(SnapshotExistsException.class, () -> snapshots.create(made.id()));
            for (String bad : List.of("", "two\nlines", longest + "x")) {
                assertThrows(IllegalArgumentException.class, () -> snapshots.create(bad));
            }
            for (String missing : List.of("b", "..", "0000000000000000")) {
                assertThrows(SnapshotMissingException.class, () -> snapshots.find(missing));
                assertThrows(SnapshotMissingException.class, () -> snapshots.verify(missing, Progress.NONE));
                assertThrows(SnapshotMissingException.class, () -> snapshots.delete(missing));
            }
            assertEquals(
                    List.of("a/../b", longest),
                    snapshots.list().stream().map(SnapshotInfo::name).toList());
        }
    }

    @Test
    void aSnapshotOutlivesTheCheckpointsOfItsStoreAndIsRestoredFrom() {
        Storage storage = freshStorage();
        Map<String, String> then;
        SnapshotInfo made;
        try (StateStore store = provider().create(storage, options())) {
            change(store, 1);
            made = store.snapshots().create("kept");
            then = all(store);
            for (int round = 2; round <= 6; round++) {
                change(store, round);
                store.checkpoint();
            }
            assertEquals(List.of(), store.snapshots().verify("kept", Progress.NONE));
        }
        Storage target = freshStorage();
        RestoreReport report = restore(storage, RestorePoint.snapshot("kept"), target);

        assertEquals(made.lsn(), report.lsn());
        assertEquals(made.root(), report.root());
        try (StateStore restored = open(target)) {
            assertEquals(then, all(restored));
            assertEquals(made.root(), restored.root());
            change(restored, 7);
            assertTrue(restored.verify(Progress.NONE).ok());
        }
        try (StateStore store = open(storage)) {
            assertEquals("value-1-6", all(store).get("key-1"));
        }
    }

    @Test
    void everyTransactionSinceASnapshotIsReturnedToWithItsRootAndUnderAnotherIdentity() {
        Storage storage = freshStorage();
        List<Root> roots = new ArrayList<>();
        try (StateStore store = provider().create(storage, options())) {
            roots.add(store.root());
            for (int round = 1; round <= 4; round++) {
                change(store, round);
                roots.add(store.root());
            }
        }
        List<Object> identities = new ArrayList<>();
        for (int lsn = 1; lsn <= 4; lsn++) {
            Storage target = freshStorage();
            RestoreReport report = restore(storage, RestorePoint.lsn(lsn), target);

            assertEquals(lsn, report.lsn());
            assertEquals(roots.get(lsn), report.root());
            identities.add(report.storeId());
            try (StateStore restored = open(target)) {
                assertEquals("value-3-" + lsn, all(restored).get("key-3"));
                assertEquals(roots.get(lsn), restored.root());
            }
        }
        assertEquals(4, identities.stream().distinct().count());
        assertNotEquals(roots.get(1), roots.get(2));
    }

    @Test
    void aMomentThatIsNotHeldIsRefusedAndNothingIsMade() {
        Storage storage = freshStorage();
        try (StateStore store = provider().create(storage, options())) {
            change(store, 1);
        }
        Storage target = freshStorage();

        assertThrows(RestorePointGoneException.class, () -> restore(storage, RestorePoint.lsn(2), target));
        assertThrows(SnapshotMissingException.class, () -> restore(storage, RestorePoint.snapshot("none"), target));
        assertThrows(StoreMissingException.class, () -> restore(freshStorage(), RestorePoint.lsn(1), target));
        assertThrows(StoreMissingException.class, () -> open(target));
        assertThrows(IllegalArgumentException.class, () -> RestorePoint.lsn(-1));
    }

    @Test
    void aStoreIsNeverRestoredOverAnother() {
        Storage storage = freshStorage();
        Storage target = freshStorage();
        for (Storage each : List.of(storage, target)) {
            try (StateStore store = provider().create(each, options())) {
                change(store, each == target ? 2 : 1);
            }
        }

        assertThrows(StoreExistsException.class, () -> restore(storage, RestorePoint.lsn(1), target));
        assertThrows(StoreExistsException.class, () -> restore(storage, RestorePoint.lsn(1), storage));
        try (StateStore store = open(target)) {
            assertEquals("value-0-2", all(store).get("key-0"));
        }
    }

    @Test
    void whatIsRemovedIsGoneAndTheOthersStay() {
        Storage storage = freshStorage();
        try (StateStore store = provider().create(storage, options())) {
            change(store, 1);
            SnapshotInfo first = store.snapshots().create("first");
            SnapshotInfo second = store.snapshots().create("second");
            store.snapshots().delete("first");

            assertEquals(List.of(second), store.snapshots().list());
            assertThrows(SnapshotMissingException.class, () -> store.snapshots().find(first.id()));
            assertNotEquals(second.id(), store.snapshots().create("first").id());
        }
        try (StateStore store = open(storage)) {
            assertEquals(2, store.snapshots().list().size());
            assertEquals(List.of(), store.snapshots().verify("second", Progress.NONE));
        }
    }

    @Test
    void theSnapshotsOfAClosedStoreTakeNoChange() {
        StateStore store = provider().create(freshStorage(), options());
        Snapshots snapshots = store.snapshots();
        snapshots.create("kept");
        store.close();

        assertThrows(StoreClosedException.class, store::snapshots);
        assertThrows(StoreClosedException.class, () -> snapshots.create("late"));
        assertThrows(StoreClosedException.class, () -> snapshots.delete("kept"));
    }
}

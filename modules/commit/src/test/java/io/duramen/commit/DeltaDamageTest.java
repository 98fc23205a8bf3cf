// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.recomputed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.base.Progress;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.spi.Anchor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A checkpoint of a base and two deltas, behind one of another base and a delta. Whichever file is damaged, the other
 * generation and more of the log give exactly the state there was.
 */
class DeltaDamageTest {
    private static final String OLD_BASE = "ckpt/0000000000000001/base.kvs";
    private static final String OLD_DELTA = "ckpt/0000000000000002/delta.kvs";
    private static final String BASE = "ckpt/0000000000000003/base.kvs";
    private static final String DELTA = "ckpt/0000000000000004/delta.kvs";
    private static final String LAST_DELTA = "ckpt/0000000000000005/delta.kvs";

    private Map<String, String> expected = Map.of();
    private Root root = Root.of(new byte[Root.BYTES]);

    static Stream<Boolean> sealedOrNot() {
        return Stream.of(false, true);
    }

    private static StoreOptions with(boolean sealed, long seed) {
        StoreOptions options = options(seed);
        return sealed
                ? options.toBuilder()
                        .sealing(new TestSealing(1))
                        .anchor(Anchor.none())
                        .build()
                : options;
    }

    private SimDisk written(boolean sealed) {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, with(sealed, 1))) {
            fill(store, 20, "old");
            store.checkpoint();
            put(store, "key-1", "changed");
            store.checkpoint();
            fill(store, 19, "new");
            store.checkpoint();
            store.commit(tx -> tx.put(bytes("key-2"), bytes("changed")).delete(bytes("key-3")));
            store.checkpoint();
            put(store, "key-4", "changed");
            store.checkpoint();
            put(store, "key-5", "not in a checkpoint");
            expected = all(store);
            root = store.root();
        }
        assertTrue(
                disk.files().keySet().containsAll(List.of(OLD_BASE, OLD_DELTA, BASE, DELTA, LAST_DELTA)),
                () -> disk.files().toString());
        return disk;
    }

    private static void fill(StateStore store, int keys, String value) {
        store.commit(tx -> {
            for (int i = 0; i < keys; i++) {
                tx.put(bytes("key-" + i), bytes(value));
            }
        });
    }

    private void assertRestoredAndMended(SimDisk disk, boolean sealed, String rejected) {
        try (StateStore store = StateStore.open(disk, with(sealed, 2))) {
            RecoveryReport report = store.recoveryReport();

            assertEquals(expected, all(store));
            assertEquals(root, store.root());
            assertEquals(recomputed(store), store.root());
            assertTrue(report.rejected().stream().anyMatch(r -> r.contains(rejected)), report::toText);
            assertTrue(report.checkpointRenewed(), report::toText);
            VerificationReport verified = store.verify(Progress.NONE);
            assertTrue(verified.ok(), () -> verified.problems().toString());
        }
        try (StateStore store = StateStore.open(disk, with(sealed, 3))) {
            assertEquals(expected, all(store));
            assertEquals(List.of(), store.recoveryReport().rejected());
        }
    }

    @ParameterizedTest(name = "sealed: {0}")
    @MethodSource("sealedOrNot")
    @Tag("S1.18")
    @Tag("S1.29")
    @Tag("S1.32")
    void anyDamagedByteOfAFileOfTheNewestCheckpointIsFoundAndTheOtherGenerationTakesItsPlace(boolean sealed) {
        SimDisk sound = written(sealed);
        for (String file : List.of(BASE, DELTA, LAST_DELTA, "MANIFEST")) {
            int bytes = sound.bytes(file).length;
            for (int i = 0; i < bytes; i += sealed ? 7 : 1) {
                SimDisk disk = Disks.copyOf(sound);
                disk.flipBit(file, 8L * i + i % 8);
                assertRestoredAndMended(disk, sealed, file);
            }
        }
    }

    @Test
    @Tag("S1.18")
    void aFileOfTheNewestCheckpointCutOffAnywhereOrMissingIsFound() {
        SimDisk sound = written(false);
        for (String file : List.of(BASE, DELTA, LAST_DELTA)) {
            byte[] whole = sound.bytes(file);
            for (int length = 0; length < whole.length; length += 11) {
                SimDisk disk = Disks.copyOf(sound);
                Disks.replace(disk, file, Arrays.copyOf(whole, length));
                assertRestoredAndMended(disk, false, file);
            }
            SimDisk disk = Disks.copyOf(sound);
            disk.delete(file);
            assertRestoredAndMended(disk, false, file);
        }
    }

    /** Nothing of it is needed while the newest is sound; verification tells of it. */
    @Test
    @Tag("S1.32")
    void anyDamagedByteOfAFileOfThePreviousCheckpointIsFoundByVerificationAndDoesNoHarm() {
        SimDisk sound = written(false);
        for (String file : List.of(OLD_BASE, OLD_DELTA)) {
            for (int i = 0; i < sound.bytes(file).length; i++) {
                SimDisk disk = Disks.copyOf(sound);
                disk.flipBit(file, 8L * i + i % 8);
                try (StateStore store = StateStore.open(disk, options(2))) {
                    assertEquals(expected, all(store));
                    List<String> problems = store.verify(Progress.NONE).problems();
                    assertTrue(problems.stream().anyMatch(p -> p.contains(file)), problems::toString);
                }
            }
        }
    }

    @Test
    void aDeltaIsNotTakenForAnotherOrForABase() {
        SimDisk sound = written(true);
        for (String other : List.of(OLD_DELTA, DELTA, BASE)) {
            SimDisk disk = Disks.copyOf(sound);
            Disks.replace(disk, LAST_DELTA, sound.bytes(other));
            assertRestoredAndMended(disk, true, LAST_DELTA);
        }
    }

    @Test
    @Tag("S1.25")
    void aDamagedDeltaIsKeptInTheQuarantine() {
        SimDisk disk = written(false);
        disk.flipBit(DELTA, 900);
        byte[] damaged = disk.bytes(DELTA);
        StateStore.open(disk, options(2)).close();

        assertTrue(Arrays.equals(damaged, disk.bytes("quarantine/ckpt-0000000000000004-delta.kvs")));
    }

    @Test
    @Tag("S1.18")
    void damageOfBothGenerationsIsRefusedAndNeverReplacedByAnEmptyState() {
        SimDisk disk = written(false);
        disk.flipBit(LAST_DELTA, 900);
        disk.flipBit(OLD_BASE, 900);
        Map<String, String> before = Disks.content(disk);

        assertThrows(StoreDamagedException.class, () -> StateStore.open(disk, options(2)));
        assertEquals(before, Disks.content(disk));
    }

    /** A store whose newest checkpoint is a merged base and a delta, little different from the previous one. */
    private static SimDisk merged() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = StateStore.create(disk, options(1))) {
            fill(store, 20, "old");
            store.checkpoint();
            long files = 0;
            for (int i = 0; files != 2 || i == 1; i++) {
                put(store, "key-" + i, "changed");
                files = store.checkpoint().files();
            }
            put(store, "key-19", "changed");
            assertEquals(3, store.checkpoint().files());
        }
        return disk;
    }

    /** A checkpoint that could not be mended for want of space must not let go what the next open needs. */
    @Test
    @Tag("S4.05")
    void aFullDiskAtAnyCallWhileMendingLosesNothing() {
        SimDisk damaged = merged();
        List<String> deltas = damaged.files().keySet().stream()
                .filter(name -> name.endsWith("delta.kvs"))
                .toList();
        damaged.flipBit(deltas.get(deltas.size() - 1), 900);
        FaultStorage.untilClean(call -> {
            SimDisk disk = Disks.copyOf(damaged);
            FaultStorage storage = FaultStorage.over(disk).fail(Fault.NO_SPACE, call, Times.ONCE);
            try (StateStore store = StateStore.open(storage, options(2))) {
                put(store, "more", "1");
                store.checkpoint();
            } catch (DuramenException e) {
                assertNotNull(e.code());
            }
            storage.heal();
            disk.flipBit("MANIFEST", 900);
            try (StateStore store = StateStore.open(disk, options(4))) {
                assertEquals("changed", TestStores.get(store, "key-19"));
                assertTrue(store.size() >= 20);
                assertEquals(recomputed(store), store.root());
            }
            return storage;
        });
    }
}

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
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.MerkleEntry;
import io.duramen.storage.Storage;
import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.WriterMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a checkpoint is made of: a base, the deltas on it, and the base that takes their place. */
class CheckpointTest {
    private final SimDisk disk = SimDisk.create();

    private static void fill(StateStore store, int keys) {
        for (int from = 0; from < keys; from += 100) {
            int first = from;
            store.commit(tx -> {
                for (int i = first; i < Math.min(keys, first + 100); i++) {
                    tx.put(bytes("key-" + i), bytes("value-" + i));
                }
            });
        }
    }

    private static List<String> files(Storage storage) {
        return storage.list("ckpt").stream()
                .flatMap(
                        d -> storage.list("ckpt/" + d.substring(0, 16)).stream().map(f -> d.substring(15) + f))
                .toList();
    }

    private static Map<String, Long> versions(StateView view) {
        Map<String, Long> versions = new TreeMap<>();
        for (MerkleEntry entry : view.entries()) {
            versions.put(new String(entry.key(), StandardCharsets.UTF_8), entry.version());
        }
        return versions;
    }

    /** Returns the bytes that one checkpoint writes after ten changes to a store of so many keys. */
    private static long bytesOfACheckpoint(int keys) {
        RecordingStorage recorded = RecordingStorage.over(SimDisk.create());
        try (StateStore store = newStore(recorded)) {
            fill(store, keys);
            store.checkpoint();
            store.commit(tx -> {
                for (int i = 0; i < 10; i++) {
                    tx.put(bytes("key-" + i * 7), bytes("other-" + i));
                }
            });
            recorded.clear();
            store.checkpoint();
            return recorded.operations().stream()
                    .filter(operation -> operation.kind() == Operation.Kind.WRITE)
                    .mapToLong(Operation::length)
                    .sum();
        }
    }

    @Test
    void aCheckpointCostsWhatChangedHoweverMuchThereIs() {
        long ofAThousand = bytesOfACheckpoint(1_000);
        long ofTwentyThousand = bytesOfACheckpoint(20_000);

        assertTrue(ofAThousand < 3_000, () -> "" + ofAThousand);
        assertEquals(ofAThousand, ofTwentyThousand);
    }

    @Test
    @Tag("S1.28")
    @Tag("S1.29")
    void whatWasSetChangedAndRemovedBetweenCheckpointsIsThereAfterTheNextOpen() {
        Map<String, String> expected;
        Map<String, Long> versions;
        try (StateStore store = newStore(disk)) {
            fill(store, 100);
            store.checkpoint();
            store.commit(tx -> tx.put(bytes("key-1"), bytes("new")).delete(bytes("key-2")));
            store.checkpoint();
            store.commit(tx -> tx.put(bytes("key-2"), bytes("again")).delete(bytes("key-3")));
            put(store, "key-4", "value-4"); // the value it has
            CheckpointReceipt receipt = store.checkpoint();
            expected = all(store);
            versions = versions(store);

            assertEquals(3, receipt.files());
            assertEquals(3, receipt.generation());
            assertEquals(99, receipt.keys());
        }
        assertEquals(List.of("1/base.kvs", "2/delta.kvs", "3/delta.kvs"), files(disk));
        try (StateStore store = open(disk)) {
            assertEquals(expected, all(store));
            assertEquals(versions, versions(store));
            assertEquals(4L, versions.get("key-4"));
            assertEquals(recomputed(store), store.root());
            assertEquals(0, store.recoveryReport().transactions());
            assertEquals(99, store.recoveryReport().checkpointKeys());
            assertTrue(store.verify(Progress.NONE).ok());
        }
    }

    @Test
    void versionsSurviveABaseToo() {
        Map<String, Long> versions;
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            put(store, "b", "1");
            put(store, "a", "1");
            store.checkpoint();
            put(store, "c", "1");
            versions = versions(store);
        }
        try (StateStore store = open(disk)) {
            assertEquals(Map.of("a", 3L, "b", 2L, "c", 4L), versions);
            assertEquals(versions, versions(store));
        }
    }

    @Test
    void moreThanEightDeltasAreMergedWithTheirBase() {
        try (StateStore store = newStore(disk)) {
            fill(store, 300);
            store.checkpoint();
            for (int i = 0; i < 8; i++) {
                put(store, "key-" + i, "new");
                assertEquals(2 + i, store.checkpoint().files());
            }
            assertEquals(9, files(disk).size());
            store.commit(tx -> tx.delete(bytes("key-20")));
            store.checkpoint();
            put(store, "key-21", "new");
            CheckpointReceipt next = store.checkpoint();

            assertEquals(2, next.files());
            assertEquals(recomputed(store), store.root());
        }
        List<String> files = files(disk);
        assertEquals(
                12, files.size(), files::toString); // the older base and its nine deltas, the new base and its first
        assertTrue(files.contains("b/base.kvs") && files.contains("1/base.kvs"), files::toString);
        try (StateStore store = open(disk)) {
            assertEquals(299, store.size());
            assertEquals(13, store.recoveryReport().generation());
            assertTrue(store.verify(Progress.NONE).ok());
        }
    }

    /** Memory runs out once, right behind a call of some name with some file. */
    private static final class Scarce {
        private volatile String at = "";
        private volatile String of = "";
        final SimDisk disk = SimDisk.create();
        final Storage storage = HookedStorage.over(disk, (method, arguments) -> {
            if (method.equals(at) && arguments.get(0).toString().startsWith(of)) {
                at = "";
                throw new OutOfMemoryError("Java heap space");
            }
        });

        void behind(String method, String file) {
            of = file;
            at = method;
        }
    }

    private static StoreOptions in(WriterMode mode) {
        return options().toBuilder()
                .wal(options().wal().toBuilder().writerMode(mode).build())
                .build();
    }

    @ParameterizedTest
    @EnumSource(WriterMode.class)
    void aCheckpointForWhichMemoryDoesNotSufficeSaysSoLeavesNothingAndTheNextOneIsWhole(WriterMode mode) {
        for (String at : List.of("createDirectory", "rename", "syncDirectory")) {
            Scarce scarce = new Scarce();
            try (StateStore store = StateStore.create(scarce.storage, in(mode))) {
                fill(store, 100);
                store.checkpoint();
                put(store, "key-1", "new");
                scarce.behind(at, "ckpt/");
                StoreOutOfMemoryException thrown = assertThrows(StoreOutOfMemoryException.class, store::checkpoint);

                assertInstanceOf(OutOfMemoryError.class, thrown.getCause());
                assertEquals("checkpoint 2", thrown.details().get("what"));
                assertEquals(1, store.statistics().checkpointFailures());
                assertEquals(List.of("0000000000000001/"), scarce.disk.list("ckpt"), at);
                assertEquals(List.of("1/base.kvs"), files(scarce.disk));
                put(store, "key-2", "new");
                assertEquals(1, store.checkpoint().files());
                assertEquals(List.of("1/base.kvs", "3/base.kvs"), files(scarce.disk));
                assertEquals(recomputed(store), store.root());
            }
            try (StateStore store = open(scarce.disk)) {
                assertEquals("new", all(store).get("key-2"));
                assertEquals(List.of(), store.recoveryReport().deleted());
            }
        }
    }

    @Test
    void aCheckpointThatCameByItselfAndForWhichMemoryDoesNotSufficeFailsNoTransaction() {
        Scarce scarce = new Scarce();
        StoreOptions often = options().toBuilder().checkpointCommits(3).build();
        try (StateStore store = StateStore.create(scarce.storage, often)) {
            scarce.behind("createDirectory", "ckpt");
            for (int i = 0; i < 3; i++) {
                put(store, "key-" + i, "v");
            }
            assertEquals(1, store.statistics().checkpointFailures());
            assertEquals(0, store.statistics().checkpoints());
            for (int i = 3; i < 6; i++) {
                put(store, "key-" + i, "v");
            }
            assertEquals(1, store.statistics().checkpoints());
            assertEquals(6, store.size());
        }
    }

    @Test
    void aMergeForWhichMemoryDoesNotSufficeLeavesNothingAndTheNextCheckpointIsWhole() {
        Scarce scarce = new Scarce();
        try (StateStore store = newStore(scarce.storage)) {
            fill(store, 300);
            store.checkpoint();
            for (int i = 0; i < 8; i++) {
                put(store, "key-" + i, "new");
                store.checkpoint();
            }
            scarce.behind("createDirectory", "ckpt/000000000000000b");
            put(store, "key-20", "new");
            CheckpointReceipt receipt = store.checkpoint();

            assertEquals(10, receipt.files());
            assertEquals(1, store.statistics().checkpointFailures());
            assertFalse(scarce.disk.list("ckpt").contains("000000000000000b/"));
            put(store, "key-21", "new");
            assertEquals(1, store.checkpoint().files());
            assertEquals(recomputed(store), store.root());
        }
        try (StateStore store = open(scarce.disk)) {
            assertEquals(300, store.size());
            assertTrue(store.verify(Progress.NONE).ok());
        }
    }

    @Test
    @Tag("S1.28")
    void aMergeForWhichThereIsNoRoomIsPutOffAndNothingIsWrittenOfIt() {
        RecordingStorage recorded = RecordingStorage.over(disk);
        try (StateStore store = newStore(recorded)) {
            fill(store, 300);
            store.checkpoint();
            for (int i = 0; i < 8; i++) {
                put(store, "key-" + i, "new");
                store.checkpoint();
            }
            long base = disk.bytes("ckpt/0000000000000001/base.kvs").length;
            disk.setCapacity(Long.MAX_VALUE - disk.usableSpace() + base);
            recorded.clear();
            put(store, "key-20", "new");
            CheckpointReceipt receipt = store.checkpoint();

            assertEquals(10, receipt.files());
            assertEquals(1, store.statistics().checkpointFailures());
            assertEquals(10, files(disk).size());
            assertEquals(
                    List.of("ckpt/000000000000000a"),
                    recorded.operations().stream()
                            .filter(operation -> operation.kind() == Operation.Kind.CREATE_DIRECTORY)
                            .map(Operation::file)
                            .toList());

            put(store, "key-21", "new");
            disk.setCapacity(Long.MAX_VALUE);
            store.checkpoint();
            put(store, "key-22", "new");
            assertEquals(2, store.checkpoint().files());
            assertEquals(recomputed(store), store.root());
        }
        try (StateStore store = open(disk)) {
            assertEquals(300, store.size());
            assertTrue(store.verify(Progress.NONE).ok());
        }
    }

    @Test
    void deltasLargerThanHalfOfTheirBaseAreMergedWithIt() {
        try (StateStore store = newStore(disk)) {
            fill(store, 100);
            store.checkpoint();
            changeThirty(store, 1);
            assertEquals(2, store.checkpoint().files());
            changeThirty(store, 2);
            store.checkpoint();
            put(store, "key-1", "last");
            assertEquals(2, store.checkpoint().files());
        }
        try (StateStore store = open(disk)) {
            assertEquals(recomputed(store), store.root());
        }
    }

    private static void changeThirty(StateStore store, int to) {
        store.commit(tx -> {
            for (int i = 0; i < 30; i++) {
                tx.put(bytes("key-" + i), bytes("new-" + to));
            }
        });
    }

    @Test
    void aChangeOfMostOfTheStateIsWrittenWhole() {
        try (StateStore store = newStore(disk)) {
            fill(store, 50);
            store.checkpoint();
            store.commit(tx -> {
                for (int i = 0; i < 40; i++) {
                    tx.put(bytes("key-" + i), bytes("new"));
                }
            });

            assertEquals(1, store.checkpoint().files());
        }
        assertEquals(List.of("1/base.kvs", "2/base.kvs"), files(disk));
    }

    /** Else damage of one file could take both generations. */
    @Test
    @Tag("S1.18")
    void theLogIsKeptFromTheLastCheckpointOnTheBaseBefore() {
        String large = "x".repeat(20_000);
        Map<String, String> expected;
        try (StateStore store = newStore(disk)) {
            fill(store, 2_000);
            store.checkpoint();
            for (int i = 0; i < 5; i++) {
                put(store, "large", large + i);
                store.checkpoint();
            }
            assertTrue(disk.exists("wal/0000000000000001.seg"));
            store.commit(tx -> {
                for (int i = 0; i < 1_500; i++) {
                    tx.put(bytes("key-" + i), bytes("n"));
                }
            });
            for (int i = 0; i < 6; i++) {
                put(store, "large", large + i); // some segments of the log lie wholly below the next checkpoint
            }
            assertEquals(1, store.checkpoint().files());
            expected = all(store);
            assertFalse(disk.exists("wal/0000000000000001.seg"));
        }
        disk.flipBit("MANIFEST", 900);
        try (StateStore store = open(disk)) {
            assertEquals(expected, all(store));
        }
    }

    /** At one byte a second a merge would take hours; close ends it at once. */
    @Test
    void aMergeGoesOnBesideCommitsAndCheckpointsAndIsGivenUpByClose() {
        StoreOptions slow = options().toBuilder()
                .wal(options().wal().toBuilder().writerMode(WriterMode.THREAD).build())
                .mergeBytesPerSecond(1)
                .build();
        Map<String, String> expected;
        String name;
        try (StateStore store = StateStore.create(disk, slow)) {
            fill(store, 300);
            store.checkpoint();
            for (int i = 0; i < 14; i++) {
                put(store, "key-" + i, "new");
                assertEquals(2 + i, store.checkpoint().files());
            }
            name = "duramen-merge-"
                    + store.recoveryReport().storeId().toString().substring(0, 8);
            assertTrue(isAlive(name));
            expected = all(store);
        }
        assertFalse(isAlive(name));
        assertEquals(15, files(disk).size(), () -> files(disk).toString());
        try (StateStore store = open(disk)) {
            assertEquals(expected, all(store));
            assertEquals(List.of(), store.recoveryReport().deleted());
            put(store, "one", "more");
            store.checkpoint();
            put(store, "one", "last");

            assertEquals(2, store.checkpoint().files());
        }
    }

    /** Else it would be found out only when nothing else is left. */
    @Test
    @Tag("S1.32")
    void aFileThatIsNotReadBackAsItWasMeantIsNeverNamed() {
        for (String damaged : List.of("1/base.kvs", "2/delta.kvs")) {
            SimDisk under = SimDisk.create();
            Storage storage = HookedStorage.over(under, (method, arguments) -> {
                if (method.equals("rename") && arguments.get(1).toString().endsWith(damaged)) {
                    under.flipBit(arguments.get(1).toString(), 1234);
                }
            });
            try (StateStore store = StateStore.create(storage, options())) {
                fill(store, 100);
                StoreFailedException failed = assertThrows(StoreFailedException.class, () -> {
                    store.checkpoint();
                    put(store, "key-1", "new");
                    store.checkpoint();
                });
                assertInstanceOf(StoreDamagedException.class, failed.getCause());
            }
            try (StateStore store = open(under)) {
                assertEquals(List.of(), store.recoveryReport().rejected());
                assertEquals(
                        damaged.startsWith("1") ? 0 : 1, store.recoveryReport().generation());
                assertEquals(100, store.size());
            }
        }
    }

    @Test
    void aDeltaWrittenDuringAMergeStaysOnTheBaseThatComesOfIt() {
        StateStore[] stores = new StateStore[1];
        Storage storage = HookedStorage.over(disk, (method, arguments) -> {
            if (method.equals("createDirectory") && arguments.get(0).equals("ckpt/000000000000000b")) {
                put(stores[0], "during", "the merge");
                assertEquals(11, stores[0].checkpoint().files());
            }
        });
        Map<String, String> expected;
        try (StateStore store = StateStore.create(storage, options())) {
            stores[0] = store;
            fill(store, 300);
            store.checkpoint();
            for (int i = 0; i < 9; i++) {
                put(store, "key-" + i, "new");
                store.checkpoint();
            }
            expected = all(store);
        }
        assertEquals("the merge", expected.get("during"));
        List<String> files = files(disk);
        assertTrue(files.contains("b/base.kvs") && files.contains("c/delta.kvs"), files::toString);
        try (StateStore store = open(disk)) {
            assertEquals(expected, all(store));
            assertEquals(0, store.recoveryReport().transactions());
            assertEquals(List.of(), store.recoveryReport().rejected());
            assertTrue(store.verify(Progress.NONE).ok());
        }
        disk.flipBit("ckpt/000000000000000b/base.kvs", 999);
        try (StateStore store = open(disk)) {
            assertEquals(expected, all(store));
            assertEquals(10, store.recoveryReport().generation());
        }
    }

    private static boolean isAlive(String thread) {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(running -> running.getName().equals(thread));
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.get;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.recomputed;
import static io.duramen.commit.TestStores.strict;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.Durability;
import io.duramen.wal.WalOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that acknowledges a transaction once {@code ROOT} names it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class StrictModeTest {
    private final SimDisk disk = SimDisk.create();

    static StateStore newStrict(Storage storage) {
        return StateStore.create(storage, strict(1));
    }

    private static StateStore openStrict(Storage storage) {
        return StateStore.open(storage, strict(2));
    }

    /** What the file says, read as docs/formats/root.md has it. */
    static void assertRootNames(byte[] file, StateView state) {
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        assertEquals(152, file.length);
        assertEquals(state.lsn(), in.getLong(48));
        assertArrayEquals(state.root().bytes(), Arrays.copyOfRange(file, 56, 88));
    }

    private static StoreOptions threadedStrict() {
        return StoreOptions.builder()
                .wal(WalOptions.builder()
                        .durability(Durability.FULL)
                        .firstSegmentBytes(WalOptions.MIN_SEGMENT_BYTES)
                        .maxSegmentBytes(256 << 10)
                        .build())
                .mode(StoreMode.STRICT)
                .build();
    }

    @ParameterizedTest
    @EnumSource(
            value = Durability.class,
            names = {"NONE", "WAL"})
    @Tag("S1.85")
    void itNeedsFullDurability(Durability weaker) {
        StoreOptions refused = strict(1).toBuilder()
                .wal(options().wal().toBuilder().durability(weaker).build())
                .build();
        DurabilityRefusedException e =
                assertThrows(DurabilityRefusedException.class, () -> StateStore.create(disk, refused));

        assertTrue(e.getMessage().contains(weaker.name()), e.getMessage());
        assertEquals(Map.of(), disk.files());
        newStrict(disk).close();
        assertThrows(DurabilityRefusedException.class, () -> StateStore.open(disk, refused));
    }

    @Test
    @Tag("S4.17")
    void rootNamesTheStateWheneverATransactionIsAcknowledged() {
        try (StateStore store = newStrict(disk)) {
            assertRootNames(disk.bytes("ROOT"), store);
            for (int i = 0; i < 5; i++) {
                put(store, "k" + i, "v");
                assertRootNames(disk.bytes("ROOT"), store);
            }
            store.commitAll(List.of(tx -> tx.put(bytes("a"), bytes("1")), tx -> tx.delete(bytes("k0"))));
            assertRootNames(disk.bytes("ROOT"), store);
            store.commitAsync(tx -> tx.put(bytes("b"), bytes("1")))
                    .thenAccept(receipt -> assertEquals(receipt.lsn(), store.lsn()))
                    .toCompletableFuture()
                    .join();
            assertRootNames(disk.bytes("ROOT"), store);
        }
        try (StateStore store = openStrict(disk)) {
            assertRootNames(disk.bytes("ROOT"), store);
            assertEquals(8, store.lsn());
            assertTrue(store.verify(Progress.NONE).ok());
        }
    }

    @Test
    @Tag("S1.23")
    void openingWhatWasClosedInOrderDoesNotReplaceRoot() {
        try (StateStore store = newStrict(disk)) {
            put(store, "a", "1");
        }
        byte[] before = disk.bytes("ROOT");
        openStrict(disk).close();

        assertArrayEquals(before, disk.bytes("ROOT"));
    }

    @Test
    void aStoreMayBeOpenedInEitherMode() {
        try (StateStore store = StateStore.create(disk, options())) {
            put(store, "a", "1");
        }
        assertFalse(disk.files().containsKey("ROOT"));
        try (StateStore store = openStrict(disk)) {
            assertRootNames(disk.bytes("ROOT"), store);
            put(store, "a", "2");
        }
        try (StateStore store = StateStore.open(disk, options(3))) {
            assertFalse(disk.files().containsKey("ROOT"), "nothing would keep it up");
            assertTrue(store.recoveryReport().deleted().stream().anyMatch(name -> name.endsWith("ROOT")));
            assertEquals(List.of(), store.recoveryReport().foreign());
            put(store, "a", "3");
        }
        try (StateStore store = openStrict(disk)) {
            assertEquals("3", get(store, "a"));
        }
    }

    @Test
    @Tag("S1.32")
    void aDamagedRootIsKeptInTheQuarantineAndTheStateIsRestoredWithoutIt() {
        try (StateStore store = newStrict(disk)) {
            put(store, "a", "1");
        }
        byte[] sound = disk.bytes("ROOT");
        for (int bit = 0; bit < 8 * sound.length; bit += 7) {
            SimDisk damaged = Disks.copyOf(disk);
            byte[] bad = sound.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Disks.replace(damaged, "ROOT", bad);
            try (ReadableStore store = StateStore.openReadOnly(damaged, strict(3))) {
                assertEquals(Map.of("a", "1"), all(store));
                assertTrue(store.recoveryReport().rejected().get(0).contains("ROOT"));
                assertFalse(store.verify(Progress.NONE).ok());
            }
            try (StateStore store = openStrict(damaged)) {
                assertEquals(Map.of("a", "1"), all(store));
                assertTrue(store.recoveryReport().rejected().get(0).contains("ROOT"));
                assertTrue(store.recoveryReport().quarantined().stream().anyMatch(name -> name.contains("ROOT")));
                assertRootNames(damaged.bytes("ROOT"), store);
            }
        }
    }

    @Test
    @Tag("S1.32")
    void aRootBehindTheEndOfTheLogIsProofOfLoss() {
        try (StateStore store = newStrict(disk)) {
            put(store, "a", "1");
        }
        SimDisk late = Disks.copyOf(disk);
        try (StateStore store = openStrict(late)) {
            put(store, "a", "2");
        }
        SimDisk mixed = SimDisk.create();
        Disks.copy(disk, mixed, name -> !name.equals("ROOT"));
        Disks.copy(late, mixed, name -> name.equals("ROOT"));

        StoreDamagedException e = assertThrows(StoreDamagedException.class, () -> openStrict(mixed));
        assertTrue(e.getMessage().contains("ROOT") && e.getMessage().contains("was lost"), e.getMessage());
        assertThrows(StoreDamagedException.class, () -> StateStore.open(mixed, options(3)));
        try (ReadableStore store = StateStore.openReadOnly(mixed, strict(3))) {
            assertEquals(Map.of("a", "1"), all(store));
            assertNotNull(store.recoveryReport().damage());
        }
    }

    @Test
    @Tag("S1.29")
    @Tag("S1.32")
    void aRootOfAnotherStateOfTheSameTransactionIsRefused() {
        SimDisk one = SimDisk.create();
        newStrict(one).close();
        SimDisk other = Disks.copyOf(one);
        try (StateStore store = openStrict(one)) {
            put(store, "a", "1");
        }
        try (StateStore store = openStrict(other)) {
            put(store, "a", "other");
        }
        Disks.replace(one, "ROOT", other.bytes("ROOT"));

        StoreDamagedException e = assertThrows(StoreDamagedException.class, () -> openStrict(one));
        assertTrue(e.getMessage().contains("ROOT: expected root"), e.getMessage());
    }

    /** Every call of opening and committing is failed once, in every way. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("S1.17")
    @Tag("S4.06")
    @Tag("S4.07")
    @Tag("S4.08")
    @Tag("S4.09")
    void aFailureOfAnyCallIsTypedLeavesTheOldStateAndLosesNothing(Fault fault) {
        FaultStorage.untilClean(call -> {
            SimDisk own = SimDisk.create();
            newStrict(own).close();
            FaultStorage storage = FaultStorage.over(own).fail(fault, call, Times.ONCE);
            int acknowledged = 0;
            try (StateStore store = openStrict(storage)) {
                try {
                    for (int i = 1; i <= 4; i++) {
                        put(store, "n", "" + i);
                        acknowledged = i;
                    }
                } catch (StoreException e) {
                    assertNotNull(e.getCause(), e.code());
                    assertEquals(acknowledged == 0 ? null : "" + acknowledged, get(store, "n"), "the old state");
                    Root root = store.root();
                    assertTrue(store.prove(bytes("n")).verify(root));
                }
            } catch (io.duramen.base.DuramenException e) {
                assertNotNull(e.code());
            }
            assertFalse(fault == Fault.NO_SPACE && own.exists("ROOT.tmp"), "left over");
            storage.heal();
            try (StateStore store = openStrict(storage)) {
                String n = get(store, "n");
                int found = n == null ? 0 : Integer.parseInt(n);
                assertTrue(found == acknowledged || found == acknowledged + 1, found + " of " + acknowledged);
                assertEquals(recomputed(store), store.root());
                assertFalse(own.exists("ROOT.tmp"));
                put(store, "n", "again");
                assertRootNames(own.bytes("ROOT"), store);
            }
            return storage;
        });
    }

    /** The steps in which ROOT is replaced, one by one: the transaction is past its commit point, but nobody has seen it. */
    @ParameterizedTest
    @EnumSource(
            value = Operation.Kind.class,
            names = {"CREATE", "WRITE", "FORCE", "RENAME", "SYNC_DIRECTORY"})
    @Tag("S1.17")
    @Tag("S1.28")
    void afterAFailureBehindTheCommitPointReopeningBringsTheTransaction(Operation.Kind kind) {
        FaultStorage storage = FaultStorage.over(disk);
        byte[] before;
        try (StateStore store = newStrict(storage)) {
            put(store, "a", "1");
            before = disk.bytes("ROOT");
            int behindTheLog = kind == Operation.Kind.WRITE || kind == Operation.Kind.FORCE ? 2 : 0; // record and marks
            storage.fail(Fault.IO_ERROR, behindTheLog, Times.ONCE, kind);
            StoreFailedException e = assertThrows(StoreFailedException.class, () -> put(store, "a", "2"));

            assertEquals(1, storage.failures());
            assertTrue(storage.firstFailure().file().startsWith("ROOT") || kind == Operation.Kind.SYNC_DIRECTORY);
            assertNotNull(e.getCause());
            assertEquals("1", get(store, "a"));
            assertThrows(StoreFailedException.class, () -> put(store, "b", "1"));
            assertFalse(disk.exists("ROOT.tmp"));
            if (kind != Operation.Kind.SYNC_DIRECTORY) {
                assertArrayEquals(before, disk.bytes("ROOT"));
            }
        }
        storage.heal();
        try (StateStore store = openStrict(storage)) {
            assertEquals("2", get(store, "a"));
            assertRootNames(disk.bytes("ROOT"), store);
        }
    }

    @Test
    @Tag("S1.09")
    void aCheckpointThatFindsTheDiskFullLeavesRootAloneAndCommitsGoOn() {
        try (StateStore store = newStrict(disk)) {
            put(store, "a", "x".repeat(30_000));
            disk.setCapacity(Long.MAX_VALUE - disk.usableSpace() + 2000);
            assertThrows(StoreFullException.class, store::checkpoint);
            put(store, "b", "2");

            assertRootNames(disk.bytes("ROOT"), store);
            disk.setCapacity(Long.MAX_VALUE);
            assertTrue(store.checkpoint().written());
        }
        try (StateStore store = openStrict(disk)) {
            assertEquals(2, store.size());
        }
    }

    @Test
    @Tag("S1.14")
    void manyCommittersShareItsReplacementsOnARealDiskInterruptedOrNot(@TempDir Path directory) throws Exception {
        Path store = directory.resolve("store");
        List<FutureTask<Void>> tasks = new ArrayList<>();
        try (StateStore strict = StateStore.create(store, threadedStrict())) {
            for (int t = 0; t < 8; t++) {
                int thread = t;
                FutureTask<Void> task = new FutureTask<>(() -> {
                    Thread.currentThread().interrupt();
                    for (int i = 0; i < 20; i++) {
                        byte[] key = bytes("t" + thread + "-" + i);
                        strict.commit(tx -> tx.put(key, key));
                        assertArrayEquals(key, strict.get(key), "acknowledged, but not seen");
                    }
                    assertTrue(Thread.interrupted());
                    return null;
                });
                tasks.add(task);
                new Thread(task, "committer-" + t).start();
            }
            List<CompletableFuture<CommitReceipt>> later = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                byte[] key = bytes("async-" + i);
                later.add(strict.commitAsync(tx -> tx.put(key, key)).toCompletableFuture());
            }
            for (FutureTask<Void> task : tasks) {
                task.get();
            }
            later.forEach(CompletableFuture::join);
            assertEquals(200, strict.size());
            assertRootNames(java.nio.file.Files.readAllBytes(store.resolve("ROOT")), strict);
        }
        try (StateStore strict = StateStore.open(store, threadedStrict())) {
            assertEquals(200, strict.size());
            assertEquals(recomputed(strict), strict.root());
        }
    }

    @Test
    void closingReplacesItForWhatIsUnderWayAndEndsItsThreads() {
        List<CompletableFuture<CommitReceipt>> stages = new ArrayList<>();
        String suffix;
        try (StateStore store = StateStore.create((Storage) disk, threadedStrict())) {
            suffix = store.recoveryReport().storeId().toString().substring(0, 8);
            for (int i = 0; i < 50; i++) {
                byte[] key = bytes("k" + i);
                stages.add(store.commitAsync(tx -> tx.put(key, key)).toCompletableFuture());
            }
        }
        assertTrue(stages.stream().allMatch(CompletableFuture::isDone));
        stages.forEach(CompletableFuture::join);
        assertFalse(Thread.getAllStackTraces().keySet().stream()
                .anyMatch(t -> t.getName().equals("duramen-root-" + suffix)
                        || t.getName().equals("duramen-acknowledge-" + suffix)));
        byte[] root = disk.bytes("ROOT");
        try (StateStore store = StateStore.open((Storage) disk, threadedStrict())) {
            assertEquals(50, store.size());
            assertRootNames(root, store);
        }
    }

    @Test
    void aCompletionMayCommitAndCloseInTurn() {
        StateStore store = StateStore.create((Storage) disk, threadedStrict());
        long lsn = store.commitAsync(tx -> tx.put(bytes("a"), bytes("1")))
                .thenApply(first -> {
                    long second = put(store, "b", "2").lsn();
                    store.close();
                    return second;
                })
                .toCompletableFuture()
                .join();

        assertEquals(2, lsn);
        assertThrows(StoreClosedException.class, store::root);
    }
}

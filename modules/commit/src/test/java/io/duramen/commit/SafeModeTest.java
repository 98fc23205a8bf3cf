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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.duramen.base.Event;
import io.duramen.base.Progress;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store that cannot be restored exactly, opened by one who would rather read what is left than nothing. */
class SafeModeTest {
    private static final String SEGMENT = "wal/0000000000000001.seg";

    private final List<Event> events = new ArrayList<>();
    private final StoreOptions safe = options(5).toBuilder()
            .onDamage(OnDamage.SAFE_MODE)
            .wal(options(5).wal().toBuilder().events(events::add).build())
            .build();

    /** Five keys, of which the record of the fourth is damaged; a checkpoint of the first two if asked for. */
    private static SimDisk damagedInTheLog(boolean checkpoint) {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            for (int i = 0; i < 5; i++) {
                put(store, "k" + i, "v" + i);
                if (checkpoint && i == 1) {
                    store.checkpoint();
                }
            }
        }
        disk.flipBit(SEGMENT, 8L * indexOf(disk.bytes(SEGMENT), bytes("k3")));
        return disk;
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int i = 0; i < bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    @Tag("S1.50")
    void aDamagedLogLeavesWhatComesBeforeTheDamageToBeReadAndTakesNoWrites() {
        SimDisk disk = damagedInTheLog(false);
        Map<String, String> before = Disks.content(disk);
        try (StateStore store = StateStore.open(disk, safe)) {
            assertEquals(Map.of("k0", "v0", "k1", "v1", "k2", "v2"), all(store));
            assertEquals(recomputed(store), store.root());
            assertTrue(store.prove(bytes("k2")).verify(store.root()));
            assertFalse(store.verify(Progress.NONE).ok());
            SafeMode mode = store.safeMode().orElseThrow();
            assertEquals(3, mode.lsn());
            assertEquals(store.root(), mode.root());
            assertTrue(mode.cause() instanceof CorruptLogException, mode.cause()::toString);

            assertRefused(() -> put(store, "x", "y"), mode);
            assertRefused(store::begin, mode);
            assertRefused(store::checkpoint, mode);
            assertEquals(0, store.statistics().commits());
        }
        assertEquals(before, Disks.content(disk));
    }

    private static void assertRefused(Runnable write, SafeMode mode) {
        SafeModeException e = assertThrows(SafeModeException.class, write::run);

        assertSame(mode.cause(), e.getCause());
        assertTrue(e.getMessage().contains("verified up to record 3"), e.getMessage());
        assertTrue(e.getMessage().contains(SEGMENT), e.getMessage());
        assertTrue(String.valueOf(e.hint()).contains("duramen verify DIR"), e.hint());
        assertEquals("LOG_CORRUPT", e.details().get("causeCode"));
    }

    @Test
    @Tag("S1.50")
    void manyTransactionsAtOnceAreRefusedAndNoBodyIsRun() {
        Consumer<Changes> body = changes -> fail("a body was run");
        StateStore store = StateStore.open(damagedInTheLog(false), safe);
        SafeMode mode = store.safeMode().orElseThrow();

        assertRefused(() -> store.commitAll(List.of(body, body)), mode);
        assertRefused(() -> store.commitAll(List.of()), mode);
        assertRefused(() -> awaited(store.commitAsync(body)), mode);
        store.close();
        assertThrows(StoreClosedException.class, () -> store.commitAll(List.of(body)));
        assertThrows(StoreClosedException.class, () -> awaited(store.commitAsync(body)));
    }

    private static CommitReceipt awaited(CompletionStage<CommitReceipt> stage) {
        assertTrue(stage.toCompletableFuture().isDone());
        CompletionException e = assertThrows(
                CompletionException.class, () -> stage.toCompletableFuture().join());
        throw assertInstanceOf(RuntimeException.class, e.getCause());
    }

    /** Whatever a later release adds is refused here too, or named as something that does not write. */
    @Test
    @Tag("S1.50")
    void everyMethodThatWritesIsRefusedWithTheCauseAndTheCommandsThatHelp() {
        Consumer<Changes> body = changes -> fail("a body was run");
        Map<String, Consumer<StateStore>> writes = new TreeMap<>();
        writes.put("begin", StateStore::begin);
        writes.put("checkpoint", StateStore::checkpoint);
        writes.put("commit", store -> store.commit(body));
        writes.put("commitAll", store -> store.commitAll(List.of(body)));
        writes.put("commitAsync", store -> awaited(store.commitAsync(body)));
        writes.put("keys", StateStore::keys);
        writes.put("snapshots", StateStore::snapshots);
        Set<String> all = Stream.of(StateStore.class.getDeclaredMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        all.removeAll(Set.of("statistics", "close"));
        assertEquals(all, writes.keySet());

        try (StateStore store = StateStore.open(damagedInTheLog(false), safe)) {
            SafeMode mode = store.safeMode().orElseThrow();
            for (Consumer<StateStore> write : writes.values()) {
                assertRefused(() -> write.accept(store), mode);
            }
        }
    }

    @Test
    @Tag("S1.50")
    void aKeysVersionIsReadInSafeModeAndItsDamagedChangeHasNone() {
        try (StateStore store = StateStore.open(damagedInTheLog(true), safe)) {
            assertEquals(1, store.version(bytes("k0"))); // from the checkpoint
            assertEquals(3, store.version(bytes("k2"))); // from the log
            assertEquals(0, store.version(bytes("k3")));
            assertEquals(3, store.snapshot().version(bytes("k2")));
        }
    }

    @Test
    @Tag("S1.50")
    void whatIsReadInSafeModeSaysThatItIsNotAll() {
        SimDisk disk = damagedInTheLog(true);
        try (StateStore store = StateStore.open(disk, safe);
                ReadableStore reader = StateStore.openReadOnly(disk, options())) {
            assertFalse(store.isComplete());
            assertFalse(store.snapshot().isComplete());
            assertTrue(String.valueOf(store.recoveryReport().damage()).contains(SEGMENT));
            assertFalse(reader.isComplete());
            assertTrue(reader.safeMode().isEmpty());
        }
        SimDisk sound = SimDisk.create();
        try (StateStore store = newStore(sound)) {
            assertTrue(store.isComplete());
            assertTrue(store.snapshot().isComplete());
            assertTrue(store.safeMode().isEmpty());
        }
    }

    @Test
    @Tag("S1.33")
    @Tag("S1.50")
    void theOperatorIsTold() {
        StateStore.open(damagedInTheLog(false), safe).close();

        assertEquals(
                List.of("recovery.failed", "safe-mode.entered"),
                events.stream().map(Event::type).toList());
        Map<String, Object> told = events.get(1).details();
        assertEquals("LOG_CORRUPT", told.get("code"));
        assertEquals(3L, told.get("lsn"));
        assertTrue(String.valueOf(told.get("remedy")).contains("duramen verify DIR"), told::toString);
    }

    @Test
    void whereNobodyCanBeToldThereIsNoSafeMode() {
        SimDisk disk = damagedInTheLog(false);
        StoreOptions deaf = safe.toBuilder()
                .wal(safe.wal().toBuilder()
                        .events(event -> {
                            if (event.type().equals("safe-mode.entered")) {
                                throw new IllegalStateException("no audit");
                            }
                        })
                        .build())
                .build();

        assertThrows(IllegalStateException.class, () -> StateStore.open(disk, deaf));
        assertEquals(List.of(), disk.openFiles());
    }

    @Test
    @Tag("S1.85")
    void safeModeIsNotEnteredUnlessAskedFor() {
        SimDisk disk = damagedInTheLog(false);

        assertEquals(OnDamage.REFUSE, options().onDamage());
        assertThrows(CorruptLogException.class, () -> open(disk));
    }

    @Test
    void aSoundStoreIsOpenedAsAlways() {
        SimDisk disk = SimDisk.create();
        newStore(disk).close();
        try (StateStore store = StateStore.open(disk, safe)) {
            put(store, "a", "1");

            assertTrue(store.safeMode().isEmpty());
            assertTrue(store.isComplete());
        }
    }

    @Test
    @Tag("S1.18")
    void whereNotOneTransactionCanBeVerifiedTheOpenIsRefusedAndNeverEmpty() {
        SimDisk checkpoints = twoCheckpoints();
        checkpoints.flipBit("ckpt/0000000000000001/base.kvs", 900);
        checkpoints.flipBit("ckpt/0000000000000002/base.kvs", 900);
        assertThrows(StoreDamagedException.class, () -> StateStore.open(checkpoints, safe));

        SimDisk firstRecord = SimDisk.create();
        try (StateStore store = newStore(firstRecord)) {
            put(store, "k3", "v");
            put(store, "k4", "v");
        }
        firstRecord.flipBit(SEGMENT, 8L * indexOf(firstRecord.bytes(SEGMENT), bytes("k3")));
        assertThrows(CorruptLogException.class, () -> StateStore.open(firstRecord, safe));
    }

    private static SimDisk twoCheckpoints() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.checkpoint();
            put(store, "b", "1");
            store.checkpoint();
            put(store, "c", "1");
        }
        return disk;
    }

    @Test
    @Tag("S1.18")
    void ofALogThatIsGoneTheCheckpointIsLeft() {
        SimDisk gone = twoCheckpoints();
        gone.files().keySet().stream().filter(name -> name.startsWith("wal/")).forEach(gone::delete);
        gone.delete("wal");
        assertCheckpointIsLeft(gone, StoreDamagedException.class);

        SimDisk marks = twoCheckpoints();
        marks.noise("wal/marks", 0, marks.bytes("wal/marks").length, 1);
        assertCheckpointIsLeft(marks, CorruptLogException.class);
    }

    private void assertCheckpointIsLeft(SimDisk disk, Class<? extends RuntimeException> refusal) {
        Map<String, String> before = Disks.content(disk);
        assertThrows(refusal, () -> open(disk));
        try (StateStore store = StateStore.open(disk, safe)) {
            assertEquals(Map.of("a", "1", "b", "1"), all(store));
            assertEquals(2, store.safeMode().orElseThrow().lsn());
            assertFalse(store.verify(Progress.NONE).ok());
        }
        assertEquals(before, Disks.content(disk));
    }

    @Test
    @Tag("S1.32")
    void aTransactionWhoseRootIsNotTheOneRecordedIsNotShown() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
        }
        ByteBuffer wrong = ByteBuffer.allocate(80).order(ByteOrder.LITTLE_ENDIAN);
        wrong.put(0, (byte) 1).putLong(8, 2); // docs/formats/transaction.md: version, number; both roots are zeros
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(3).wal())) {
            log.append(LogEntry.builder(wrong).type(RecordType.COMMIT).build());
        }
        try (StateStore store = StateStore.open(disk, safe)) {
            assertEquals("1", get(store, "a"));
            assertEquals(1, store.safeMode().orElseThrow().lsn());
            assertThrows(SafeModeException.class, () -> put(store, "b", "1"));
        }
    }

    @Test
    void aNewerReleasesRecordIsNoDamage() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
        }
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(3).wal())) {
            log.append(LogEntry.builder(ByteBuffer.wrap(new byte[80]))
                    .type(new RecordType(200))
                    .build());
        }
        assertThrows(StoreVersionException.class, () -> StateStore.open(disk, safe));
    }

    @Test
    void aStoreInSafeModeIsClosedLikeAnyOtherAndOpensAgainOnceItsFilesAreRestored() {
        SimDisk sound = twoCheckpoints();
        SimDisk damaged = Disks.copyOf(sound);
        damaged.noise("wal/marks", 0, damaged.bytes("wal/marks").length, 1);
        StateStore store = StateStore.open(damaged, safe);
        StateView snapshot = store.snapshot();

        store.close();
        store.close();
        assertThrows(StoreClosedException.class, () -> store.get(bytes("a")));
        assertThrows(StoreClosedException.class, () -> put(store, "a", "2"));
        assertThrows(StoreClosedException.class, store::statistics);
        assertEquals("1", get(snapshot, "a"));

        Disks.replace(damaged, "wal/marks", sound.bytes("wal/marks"));
        try (StateStore again = StateStore.open(damaged, safe)) {
            assertTrue(again.safeMode().isEmpty());
            assertEquals(3, again.size());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.examples.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.storage.OpenMode;
import io.duramen.storage.Storage;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.CorruptLogException;
import io.duramen.wal.LogEntry;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.tx.Transaction;
import org.h2.mvstore.tx.TransactionStore;
import org.h2.mvstore.type.StringDataType;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Open with recovery: validate, warn, replay what is missing, and no more than that. */
class EngineRecoveryTest {
    private static final long EVERYTHING = 1; // see SimDisk.crash

    private final SimDisk disk = Engines.disk();
    private final List<String> warnings = new ArrayList<>();

    @ParameterizedTest(name = "{0} of 10 were in the store")
    @ValueSource(ints = {0, 1, 5, 9, 10})
    @Tag("S3.36")
    void whatTheStoreLacksIsReplayedAndNothingElse(int applied) {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, applied);
            engine.checkpoint();
        }
        appendOnly(applied + 1, 10);

        try (LoggedEngine engine = Engines.open(disk, warnings)) {
            assertEquals(applied, engine.recovery().appliedBefore());
            assertEquals(10 - applied, engine.recovery().replayed());
            Engines.requireState(engine, 10);
        }
        assertEquals(
                applied == 10 ? 0 : 1,
                warnings.stream().filter(w -> w.contains("the store lacks")).count());
        try (LoggedEngine engine = Engines.open(disk)) {
            assertEquals(0, engine.recovery().replayed());
            assertEquals(List.of(), engine.recovery().warnings());
            Engines.requireState(engine, 10);
        }
    }

    @Test
    @Tag("S3.36")
    void aTransactionHalfInTheStoreIsTakenBackAndReplayedWhole() {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, 3);
        }
        appendOnly(4, 4);
        MVStore store = StorageFileStore.open(disk);
        TransactionStore transactions = new TransactionStore(store);
        transactions.init();
        Transaction half = transactions.begin();
        Change first = Engines.transfer(4).get(0);
        half.<String, String>openMap(first.table(), StringDataType.INSTANCE, StringDataType.INSTANCE)
                .put(first.key(), "half");
        store.commit(); // H2 writes what it has, the open transaction included
        store.sync();
        store.closeImmediately();
        disk.restart();

        try (LoggedEngine engine = Engines.open(disk)) {
            assertEquals(3, engine.recovery().appliedBefore());
            assertEquals(1, engine.recovery().replayed());
            Engines.requireState(engine, 4);
        }
    }

    @Test
    @Tag("S3.36")
    void recoveringTwiceWithoutAnySyncBetweenIsTheSameAsOnce() {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, 2);
        }
        appendOnly(3, 8);
        for (int i = 0; i < 3; i++) {
            SimDisk before = disk.crash(EVERYTHING);
            try (LoggedEngine engine = Engines.open(before)) {
                assertEquals(6, engine.recovery().replayed());
                Engines.requireState(engine, 8);
            }
        }
    }

    @Test
    @Tag("S3.36")
    void damageInTheLogIsRefusedBeforeAnythingIsApplied() {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, 2);
        }
        appendOnly(3, 8);
        String segment = disk.files().keySet().stream()
                .filter(name -> name.endsWith(".seg") && find(disk.bytes(name), "note-5") > 0)
                .findFirst()
                .orElseThrow();
        disk.flipBit(segment, 8L * find(disk.bytes(segment), "note-5"));

        CorruptLogException damage = assertThrows(CorruptLogException.class, () -> Engines.open(disk, warnings));

        assertEquals(List.of(), warnings);
        assertTrue(damage.lsn() <= 5, damage::getMessage);
        try (DataHolder store = new DataHolder(disk)) {
            assertEquals(2, store.data.applied());
        }
    }

    @Test
    @Tag("S3.36")
    void aWriteThatNeverFinishedIsWarnedOf() {
        LoggedEngine engine = Engines.create(disk);
        write(engine, 1, 4);
        disk.crashAt(disk.operations());
        assertThrows(Throwable.class, () -> engine.write(Engines.transfer(5)));

        SimDisk after = disk.crash(EVERYTHING);
        try (LoggedEngine again = Engines.open(after, warnings)) {
            Engines.requireState(again, again.recovery().lastLsn());
            assertEquals(warnings, again.recovery().warnings());
        }
        assertTrue(warnings.contains("the log was not closed in order"), warnings::toString);
    }

    @Test
    @Tag("S3.36")
    void aStoreOlderThanTheLogCanMakeUpForIsRefused() {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, 2);
        }
        byte[] old = disk.bytes(StorageFileStore.NAME);
        try (LoggedEngine engine = Engines.open(disk)) {
            for (long n = 3; n < 20; n++) { // several segments
                engine.write(List.of(Change.put("large", "key-" + n, "x".repeat(20_000))));
                engine.checkpoint();
            }
        }
        replace(disk, StorageFileStore.NAME, old);

        StoreLogMismatchException refused =
                assertThrows(StoreLogMismatchException.class, () -> Engines.open(disk, warnings));
        assertEquals("ENGINE_STORE_BEHIND", refused.code());
        assertEquals(2L, refused.details().get("applied"));
    }

    @Test
    @Tag("S3.36")
    void anOlderStoreTheLogStillCoversIsWarnedOfAndBroughtUp() {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, 2);
        }
        byte[] old = disk.bytes(StorageFileStore.NAME);
        try (LoggedEngine engine = Engines.open(disk)) {
            write(engine, 3, 6);
        }
        replace(disk, StorageFileStore.NAME, old);

        try (LoggedEngine engine = Engines.open(disk, warnings)) {
            Engines.requireState(engine, 6);
        }
        assertTrue(
                warnings.get(0).startsWith("the store had said it holds everything below transaction 7"),
                warnings::toString);
    }

    @Test
    @Tag("S3.36")
    void aLogThatLostItsEndIsRefused() {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, 2);
        }
        SimDisk old = disk.crash(EVERYTHING);
        try (LoggedEngine engine = Engines.open(disk)) {
            write(engine, 3, 6);
        }
        replace(old, StorageFileStore.NAME, disk.bytes(StorageFileStore.NAME));

        StoreLogMismatchException refused = assertThrows(StoreLogMismatchException.class, () -> Engines.open(old));
        assertEquals("ENGINE_LOG_LOST", refused.code());
    }

    @Test
    @Tag("S3.36")
    void aStoreOfAnotherLogAndALostStoreAreRefused() {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, 2);
        }
        SimDisk other = Engines.disk();
        try (LoggedEngine engine = Engines.create(other)) {
            write(engine, 1, 2);
        }
        replace(disk, StorageFileStore.NAME, other.bytes(StorageFileStore.NAME));
        assertEquals(
                "ENGINE_LOG_FOREIGN",
                assertThrows(StoreLogMismatchException.class, () -> Engines.open(disk))
                        .code());
        disk.delete(StorageFileStore.NAME);
        assertEquals(
                "ENGINE_STORE_UNBOUND",
                assertThrows(StoreLogMismatchException.class, () -> Engines.open(disk))
                        .code());
    }

    @Test
    void aRecordThatIsNotTheEnginesIsNotApplied() {
        try (LoggedEngine engine = Engines.create(disk)) {
            write(engine, 1, 2);
        }
        try (WriteAheadLog log = WriteAheadLog.open(Subtree.of(disk, Engines.LOG), Engines.OPTIONS)) {
            log.append(ByteBuffer.wrap("somebody else".getBytes(StandardCharsets.UTF_8)));
        }
        assertThrows(ForeignRecordException.class, () -> Engines.open(disk));
        try (DataHolder store = new DataHolder(disk)) {
            assertEquals(2, store.data.applied());
        }
    }

    @Test
    void aTransactionTheStoreDidNotTakeStopsTheEngineAndIsThereAfterReopening() {
        MVStore store = StorageFileStore.open(disk);
        LoggedEngine engine = LoggedEngine.create(Subtree.of(disk, Engines.LOG), Engines.OPTIONS, store);
        write(engine, 1, 2);
        store.closeImmediately();
        EngineFailedException failed =
                assertThrows(EngineFailedException.class, () -> engine.write(Engines.transfer(3)));
        assertEquals(3L, failed.details().get("lsn"));
        assertThrows(EngineFailedException.class, () -> engine.write(Engines.transfer(4)));
        engine.close();

        try (LoggedEngine again = Engines.open(disk)) {
            Engines.requireState(again, 3);
        }
    }

    private static void write(LoggedEngine engine, long from, long to) {
        for (long n = from; n <= to; n++) {
            assertEquals(n, engine.write(Engines.transfer(n)));
        }
    }

    /** What a crash right behind the log's sync leaves: transactions that are in the log and not in the store. */
    private void appendOnly(long from, long to) {
        try (WriteAheadLog log = WriteAheadLog.open(Subtree.of(disk, Engines.LOG), Engines.OPTIONS)) {
            for (long n = from; n <= to; n++) {
                log.append(LogEntry.builder(ChangeCodec.encode(Engines.transfer(n)))
                        .operation(ChangeCodec.OPERATION)
                        .build());
            }
        }
    }

    private static void replace(Storage storage, String name, byte[] bytes) {
        storage.delete(name);
        try (StorageFile file = storage.open(name, OpenMode.CREATE_NEW)) {
            file.writeFully(ByteBuffer.wrap(bytes), 0);
        }
    }

    private static int find(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    /** The store alone. */
    private static final class DataHolder implements AutoCloseable {
        final DataStore data;

        DataHolder(Storage storage) {
            data = DataStore.in(StorageFileStore.open(storage));
        }

        @Override
        public void close() {
            data.abandon();
        }
    }
}

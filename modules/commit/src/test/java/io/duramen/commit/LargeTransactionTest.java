// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.get;
import static io.duramen.commit.TestStores.put;
import static io.duramen.commit.TestStores.recomputed;
import static io.duramen.commit.TestStores.smallRecords;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.Storage;
import io.duramen.testkit.AckLog;
import io.duramen.testkit.CrashReport;
import io.duramen.testkit.CrashRunner;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogReader;
import io.duramen.wal.LogRecord;
import io.duramen.wal.ReadableLog;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions that do not fit one record: PREPARE records, of which only the COMMIT record makes a transaction. */
class LargeTransactionTest {
    private static final int STEPS = 4;

    private final SimDisk disk = SimDisk.create();

    private static StateStore newSmall(Storage storage) {
        return StateStore.create(storage, smallRecords(1));
    }

    private static StateStore openSmall(Storage storage) {
        return StateStore.open(storage, smallRecords(2));
    }

    private static List<LogRecord> records(Storage storage) {
        try (ReadableLog log =
                        WriteAheadLog.openReadOnly(storage, smallRecords(3).wal());
                LogReader reader = log.read(1)) {
            List<LogRecord> records = new ArrayList<>();
            reader.forEach(records::add);
            return records;
        }
    }

    /** Step 1 is the creation; each later one sets six keys and removes one, in four records. */
    private static void change(Changes tx, long step) {
        tx.put(bytes("step"), bytes("" + step)).delete(bytes("own-" + (step - 1) + "-3"));
        for (int i = 0; i < 5; i++) {
            tx.put(bytes("own-" + step + "-" + i), bytes("v" + step + "x".repeat(150)));
        }
    }

    private static Map<String, String> model(long step) {
        Map<String, String> model = new TreeMap<>();
        for (long s = 2; s <= step; s++) {
            model.put("step", "" + s);
            model.remove("own-" + (s - 1) + "-3");
            for (int i = 0; i < 5; i++) {
                model.put("own-" + s + "-" + i, "v" + s + "x".repeat(150));
            }
        }
        return model;
    }

    @Test
    @Tag("S1.10")
    void whatDoesNotFitOneRecordIsPreparedAndThenCommitted() {
        CommitReceipt receipt;
        try (StateStore store = newSmall(disk)) {
            put(store, "a", "1");
            receipt = store.commit(tx -> {
                tx.actor("importer");
                change(tx, 2);
            });

            assertEquals(store.lsn(), receipt.lsn());
            assertEquals(receipt.lsn(), store.version(bytes("own-2-0")));
            assertEquals(recomputed(store), receipt.root());
            assertTrue(store.verify(Progress.NONE).ok());
        }
        List<LogRecord> records = records(disk);
        assertEquals(receipt.lsn(), records.size());
        assertTrue(records.size() > 3, records::toString);
        for (LogRecord record : records.subList(1, records.size())) {
            boolean last = record.lsn() == receipt.lsn();
            assertEquals(last ? RecordType.COMMIT : RecordType.PREPARE, record.type());
            assertEquals(last ? "commit" : "prepare", record.operation());
            assertEquals(receipt.transactionId(), record.transactionId());
            assertEquals("importer", record.actor());
        }
        try (StateStore store = openSmall(disk)) {
            Map<String, String> expected = new TreeMap<>(model(2));
            expected.put("a", "1");
            assertEquals(expected, all(store));
            assertEquals(receipt.root(), store.root());
            assertEquals(receipt.lsn(), store.version(bytes("own-2-0")));
            assertEquals(2, store.recoveryReport().transactions());
            assertEquals(List.of(), store.recoveryReport().rolledBack());
            assertEquals(receipt.lsn() + 1, put(store, "b", "2").lsn());
        }
    }

    @Test
    @Tag("S1.10")
    void theBoundIsThatOfTheOptionsAndASingleKeyMustFitARecord() {
        StoreOptions bounded =
                smallRecords(1).toBuilder().maxTransactionBytes(800).build();
        try (StateStore store = StateStore.create(disk, bounded)) {
            Root root = store.root();
            TransactionTooLargeException inAll =
                    assertThrows(TransactionTooLargeException.class, () -> store.commit(tx -> change(tx, 2)));
            TransactionTooLargeException one = assertThrows(
                    TransactionTooLargeException.class,
                    () -> store.commit(tx -> tx.put(bytes("k"), new byte[400 - 80 - 7])));

            assertEquals(800L, inAll.details().get("limit"));
            assertEquals(401L, one.details().get("bytes"));
            assertEquals(400L, one.details().get("limit"));
            assertEquals(root, store.root());
            assertEquals(0, store.statistics().log().records());
            store.commit(tx -> tx.put(bytes("k"), new byte[400 - 80 - 8]));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> StoreOptions.builder().maxTransactionBytes(StoreOptions.LARGEST_TRANSACTION_BYTES + 1));
        assertThrows(
                IllegalArgumentException.class, () -> StoreOptions.builder().maxTransactionBytes(0));
    }

    @Test
    @Tag("S1.09")
    @Tag("S1.24")
    @Tag("S1.26")
    void oneThatFindsTheDiskFullLeavesNothingAndIsGivenUpAtTheNextStart() {
        StoreOptions options = TestStores.options(1); // records of 32 KiB in segments of 64 KiB
        byte[] value = new byte[20_000];
        long lost;
        try (StateStore store = StateStore.create(disk, options)) {
            put(store, "a", "1");
            Root root = store.root();
            disk.setCapacity(Long.MAX_VALUE - disk.usableSpace());
            Transaction large = store.begin();
            for (int i = 0; i < 20; i++) {
                large.put(bytes("large-" + i), value);
            }
            lost = large.transactionId();
            assertThrows(StoreFullException.class, large::commit);
            assertEquals(root, store.root());
            assertEquals(1, store.size());
            assertThrows(
                    StoreFullException.class,
                    () -> store.commit(tx -> {
                        for (int i = 0; i < 20; i++) {
                            tx.put(bytes("again-" + i), value);
                        }
                    }));

            disk.setCapacity(Long.MAX_VALUE);
            put(store, "b", "2");
            store.commit(tx -> {
                for (int i = 0; i < 5; i++) {
                    tx.put(bytes("fits-" + i), value);
                }
            });
            assertEquals(7, store.size());
            assertEquals(recomputed(store), store.root());
        }
        try (StateStore store = StateStore.open(disk, options)) {
            assertEquals(7, store.size());
            assertTrue(
                    store.recoveryReport().rolledBack().contains(lost),
                    () -> lost + " in " + store.recoveryReport().rolledBack());
            assertTrue(store.verify(Progress.NONE).ok());
        }
        try (StateStore store = StateStore.open(disk, options)) {
            assertEquals(List.of(), store.recoveryReport().rolledBack());
            assertEquals("2", get(store, "b"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"IO_ERROR", "NO_SPACE", "IO_ERROR_AFTERWARDS", "TORN_WRITE"})
    @Tag("S1.17")
    void aFailureOfAnyCallLeavesAllOfItOrNothing(Fault fault) {
        FaultStorage.untilClean(call -> {
            FaultStorage storage = FaultStorage.over(SimDisk.create());
            newSmall(storage).close();
            storage.fail(fault, call, Times.ONCE);
            long acknowledged = 1;
            try (StateStore store = openSmall(storage)) {
                for (long step = 2; step <= STEPS; step++) {
                    long next = step;
                    store.commit(tx -> change(tx, next));
                    acknowledged = step;
                }
            } catch (io.duramen.base.DuramenException e) {
                assertTrue(e.code().length() > 0);
            }
            storage.heal();
            try (StateStore store = openSmall(storage)) {
                long step = found(store);
                assertTrue(step >= acknowledged, step + " of " + acknowledged);
                assertEquals(model(step), all(store));
                store.commit(tx -> change(tx, step + 1));
            }
            return storage;
        });
    }

    private static long found(StateStore store) {
        byte[] step = store.get(bytes("step"));
        return step == null ? 1 : Long.parseLong(new String(step, StandardCharsets.UTF_8));
    }

    private static void work(Storage storage, AckLog log) {
        log.tried(1);
        try (StateStore store = newSmall(storage)) {
            log.acked(1);
            for (long step = 2; step <= STEPS; step++) {
                commit(store, step, log);
                if (step == 3) {
                    store.checkpoint();
                }
            }
        }
    }

    private static void commit(StateStore store, long step, AckLog log) {
        log.tried(step);
        store.commit(tx -> change(tx, step));
        log.acked(step);
    }

    private static void verify(Storage storage, AckLog log) {
        try (StateStore store = openSmall(storage)) {
            long step = found(store);
            log.requireRecovered(step);
            assertEquals(model(step), all(store));
            assertEquals(recomputed(store), store.root());
            List<Long> rolledBack = store.recoveryReport().rolledBack();
            assertTrue(rolledBack.size() <= 1, rolledBack::toString);
            if (step < STEPS + 2) {
                commit(store, step + 1, log);
            }
            assertTrue(store.verify(Progress.NONE).ok());
        } catch (StoreMissingException e) {
            log.requireRecovered(0);
            return;
        }
        try (StateStore store = openSmall(storage)) {
            assertEquals(List.of(), store.recoveryReport().rolledBack(), "told twice");
            log.requireRecovered(found(store));
        }
    }

    @Test
    @Tag("S1.19")
    @Tag("S1.24")
    @Tag("S1.26")
    @Tag("S1.31")
    void aCrashAnywhereLeavesAllOfItOrNothingAndIsToldOnce() {
        CrashReport report = CrashRunner.of(LargeTransactionTest::work, LargeTransactionTest::verify)
                .damages(3)
                .run();

        assertTrue(System.getProperty(CrashRunner.REPLAY) != null || report.operations() > 30, report::toString);
    }

    @Test
    @Tag("S1.31")
    void crashesWithinRecoveriesDoNoHarmEither() {
        CrashRunner.of(LargeTransactionTest::work, LargeTransactionTest::verify)
                .sectorSizes(512)
                .damages(2)
                .recoveryDepth(2)
                .seed(11)
                .run();
    }
}

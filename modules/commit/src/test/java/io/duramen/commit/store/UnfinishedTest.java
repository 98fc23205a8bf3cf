// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit.store;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.newStore;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.commit.ReadableStore;
import io.duramen.commit.RecoveryReport;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreDamagedException;
import io.duramen.commit.StoreOptions;
import io.duramen.commit.merkle.MerkleChange;
import io.duramen.commit.merkle.MerkleMap;
import io.duramen.commit.merkle.Root;
import io.duramen.storage.OpenMode;
import io.duramen.testkit.FaultStorage;
import io.duramen.testkit.FaultStorage.Fault;
import io.duramen.testkit.FaultStorage.Times;
import io.duramen.testkit.Operation;
import io.duramen.testkit.RecordingStorage;
import io.duramen.testkit.Seeds;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.PendingAppend;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Logs with parts of transactions that never came to their COMMIT record, as crashes and full disks leave them. */
class UnfinishedTest {
    private final SimDisk disk = SimDisk.create();

    private static LogEntry entry(RecordType type, long transaction, ByteBuffer payload) {
        return LogEntry.builder(payload).type(type).transactionId(transaction).build();
    }

    private static LogEntry part(long lsn, long transaction, int index, String key) {
        var record = new PartRecord(lsn, index, List.of(MerkleChange.put(bytes(key), bytes("x"))));
        return entry(RecordType.PREPARE, transaction, record.encode());
    }

    private static LogEntry commit(long lsn, long transaction, Root before, Root after, int parts) {
        var record = new TransactionRecord(lsn, before, after, parts, List.of());
        return entry(RecordType.COMMIT, transaction, record.encode());
    }

    private void append(LogEntry... entries) {
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(3).wal())) {
            for (LogEntry entry : entries) {
                log.append(entry);
            }
        }
    }

    private StateStore open() {
        return StateStore.open(disk, options(2));
    }

    /** Makes a store whose record 1 puts {@code kept}. Returns its map. */
    private MerkleMap store() {
        try (StateStore store = newStore(disk)) {
            put(store, "kept", "1");
        }
        MerkleMap empty = new Generations(disk, null).next().orElseThrow().base();
        return empty.put(bytes("kept"), bytes("1"));
    }

    @Test
    @Tag("S1.24")
    @Tag("S1.26")
    void partsWithoutACommitAreRolledBackDurablyAndToldOnce() {
        store();
        append(part(2, 7, 0, "a"), part(3, 7, 1, "b"), part(4, 9, 0, "c"));
        try (ReadableStore store = StateStore.openReadOnly(disk, options())) {
            assertEquals(List.of(7L, 9L), store.recoveryReport().rolledBack());
            assertEquals(Map.of("kept", "1"), all(store));
        }
        try (StateStore store = open()) {
            assertEquals(List.of(7L, 9L), store.recoveryReport().rolledBack());
            assertTrue(store.recoveryReport().toText().contains("7, 9"));
            assertEquals(Map.of("kept", "1"), all(store));
            assertEquals(1, store.lsn());
            assertEquals(2, store.statistics().log().records(), "an ABORT record each");
        }
        try (StateStore store = open()) {
            assertEquals(List.of(), store.recoveryReport().rolledBack());
            assertEquals(0, store.statistics().log().records());
            assertEquals(7, put(store, "next", "2").lsn());
            assertTrue(store.commit(tx -> tx.put(bytes("n"), bytes("3"))).transactionId() > 9, "a number twice");
        }
        try (StateStore store = open()) {
            assertEquals(Map.of("kept", "1", "next", "2", "n", "3"), all(store));
            assertEquals(List.of(), store.recoveryReport().rolledBack());
        }
    }

    @Test
    @Tag("S1.30")
    @Tag("S4.15")
    void everyCountOfTheReportIsThatOfWhatWasDoneToTheStore() {
        Seeds.run(20, random -> {
            SimDisk own = SimDisk.create();
            Set<String> keys = new TreeSet<>();
            int before = random.nextInt(1, 5);
            int transactions = random.nextInt(5);
            int changes = random.nextInt(1, 4);
            long checkpointed;
            try (StateStore store = newStore(own)) {
                for (int i = 0; i < before; i++) {
                    keys.add("before-" + i);
                    put(store, "before-" + i, "1");
                }
                store.checkpoint();
                checkpointed = keys.size();
                for (int i = 0; i < transactions; i++) {
                    int n = i;
                    store.commit(tx -> {
                        for (int j = 0; j < changes; j++) {
                            keys.add("key-" + n + "-" + j);
                            tx.put(bytes("key-" + n + "-" + j), bytes("1"));
                        }
                    });
                }
            }
            int unfinished = random.nextInt(4);
            try (WriteAheadLog log = WriteAheadLog.open(own, options(3).wal())) {
                for (int i = 0; i < unfinished; i++) {
                    log.append(part(before + transactions + 1 + i, 100 + i, 0, "x"));
                }
            }
            int leftovers = random.nextInt(4);
            for (int i = 0; i < leftovers; i++) {
                own.createDirectory("ckpt/000000000000010" + i);
            }
            int foreign = random.nextInt(4);
            for (int i = 0; i < foreign; i++) {
                own.open("mine-" + i, OpenMode.CREATE_NEW).close();
            }
            RecoveryReport report = StateStore.recover(own, options(2));

            assertEquals(1, report.generation());
            assertEquals(before, report.checkpointLsn());
            assertEquals(checkpointed, report.checkpointKeys());
            assertEquals(transactions, report.transactions());
            assertEquals((long) transactions * changes, report.operations());
            assertEquals(LongStream.range(100, 100 + unfinished).boxed().toList(), report.rolledBack());
            assertEquals(before + transactions, report.lsn());
            assertEquals(keys.size(), report.keys());
            assertEquals(leftovers, report.deleted().size());
            assertEquals(foreign, report.foreign().size());
            assertEquals(List.of(), report.rejected());
            assertEquals(List.of(), report.quarantined());
            assertEquals(0, report.log().tornBytes());
            String json = report.toJson();
            assertTrue(
                    json.contains("\"transactions\":" + transactions + ",\"operations\":" + transactions * changes),
                    json);
            assertTrue(json.contains("\"keys\":" + keys.size() + ","), json);
        });
    }

    @Test
    @Tag("S1.28")
    void onlyTheCommitRecordMakesPartsATransaction() {
        MerkleMap before = store();
        MerkleMap after = before.put(bytes("a"), bytes("x")).put(bytes("b"), bytes("x"));
        append(
                part(2, 6, 0, "z"), // never goes on
                part(3, 7, 0, "a"),
                part(4, 7, 1, "b"),
                commit(5, 7, before.root(), after.root(), 2),
                part(6, 8, 0, "y"));
        try (StateStore store = open()) {
            assertEquals(Map.of("kept", "1", "a", "x", "b", "x"), all(store));
            assertEquals(after.root(), store.root());
            assertEquals(List.of(6L, 8L), store.recoveryReport().rolledBack());
            assertEquals(5, store.version(bytes("b")));
            assertEquals(2, store.recoveryReport().transactions());
            assertEquals(3, store.recoveryReport().operations());
        }
    }

    @Test
    @Tag("S1.32")
    void aCommitWhosePartsAreNotDirectlyBeforeItIsDamage() {
        MerkleMap before = store();
        MerkleMap after = before.put(bytes("a"), bytes("x"));
        List<List<LogEntry>> logs = List.of(
                List.of(commit(2, 7, before.root(), after.root(), 1)),
                List.of(part(2, 7, 0, "a"), commit(3, 7, before.root(), after.root(), 2)),
                List.of(part(2, 8, 0, "a"), commit(3, 7, before.root(), after.root(), 1)),
                List.of(part(3, 7, 0, "a"), commit(3, 7, before.root(), after.root(), 1)),
                List.of(part(2, 7, 0, "b"), part(3, 7, 1, "a"), commit(4, 7, before.root(), after.root(), 2)));
        for (List<LogEntry> log : logs) {
            SimDisk whole = disk.crash(0);
            try (WriteAheadLog to = WriteAheadLog.open(whole, options(3).wal())) {
                log.forEach(to::append);
            }
            assertThrows(StoreDamagedException.class, () -> StateStore.open(whole, options(2)), log::toString);
            try (ReadableStore store = StateStore.openReadOnly(whole, options())) {
                assertEquals(before.root(), store.root());
            }
        }
    }

    @Test
    void partsThatGotAnotherNumberCountForNothing() throws Exception {
        Unfinished unfinished = new Unfinished();
        List<MerkleChange> changes = List.of(MerkleChange.delete(bytes("a")));
        unfinished.part(10, 1, new PartRecord(10, 0, changes));
        unfinished.part(11, 1, new PartRecord(12, 2, changes)); // the second part was turned away
        unfinished.part(12, 2, new PartRecord(12, 1, changes)); // its beginning was
        unfinished.part(13, 3, new PartRecord(13, 0, changes));
        unfinished.part(14, 4, new PartRecord(14, 0, changes));
        unfinished.lost(4);
        unfinished.aborted(3);

        assertEquals(List.of(1L, 2L, 4L), unfinished.lost());
        assertThrows(
                DamagedException.class,
                () -> unfinished.finish(
                        new Place("log", 15), 4, new TransactionRecord(15, root(), root(), 1, List.of())));
    }

    private static Root root() {
        return Root.of(new byte[Root.BYTES]);
    }

    @Test
    @Tag("S1.32")
    void anAbortIsCheckedLikeEverythingElse() {
        store();
        append(
                part(2, 7, 0, "a"),
                entry(RecordType.ABORT, 7, ByteBuffer.allocate(9).put(0, (byte) 1)));

        assertThrows(StoreDamagedException.class, this::open);
    }

    /** More than a segment of ABORT records, and every call of the opening fails once. */
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NO_SPACE", "IO_ERROR"})
    @Tag("S1.09")
    @Tag("S1.26")
    @Tag("S1.31")
    void aFailureWhileGivingUpIsTypedAndTheNextOpenGoesOn(Fault fault) {
        store();
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(3).wal())) {
            for (int i = 0; i < 900; i++) {
                PendingAppend unused = log.submit(part(2 + i, 100 + i, 0, "key-" + i));
            }
        }
        FaultStorage.untilClean(call -> {
            SimDisk own = disk.crash(0);
            FaultStorage storage = FaultStorage.over(own).fail(fault, call, Times.ONCE);
            try (StateStore store = StateStore.open(storage, options(4))) {
                assertEquals(900, store.recoveryReport().rolledBack().size());
                put(store, "k", "v");
            } catch (DuramenException e) {
                assertTrue(e.code().length() > 0);
            }
            storage.heal();
            StateStore.open(own, options(5)).close();
            try (StateStore store = StateStore.open(own, options(6))) {
                assertEquals(List.of(), store.recoveryReport().rolledBack());
                assertEquals("1", all(store).get("kept"));
            }
            return storage;
        });
    }

    /** Opening is to cost little whatever a crash left: one group of ABORT records, not one sync each. */
    @Test
    @Tag("S1.24")
    @Tag("S1.26")
    @Tag("S4.20")
    void tenThousandAreGivenUpTogether() {
        StoreOptions large = StoreOptions.builder()
                .wal(options(1).wal().toBuilder()
                        .firstSegmentBytes(4 << 20)
                        .maxSegmentBytes(4 << 20)
                        .maxRecordBytes(8 << 20)
                        .build())
                .build();
        StateStore.create(disk, large).close();
        try (WriteAheadLog log = WriteAheadLog.open(disk, large.wal())) {
            List<LogEntry> parts = new ArrayList<>();
            for (int i = 1; i <= 10_000; i++) {
                parts.add(part(i, i, 0, "key-" + i));
            }
            log.submitAll(parts).await();
        }
        RecordingStorage recorded = RecordingStorage.over(disk);
        try (StateStore store = StateStore.open(recorded, large)) {
            assertEquals(
                    LongStream.rangeClosed(1, 10_000).boxed().toList(),
                    store.recoveryReport().rolledBack());
            assertEquals(0, store.size());
        }
        long forces = recorded.operations().stream()
                .filter(operation -> operation.kind() == Operation.Kind.FORCE)
                .count();
        assertTrue(forces < 20, forces + " forces");
        try (StateStore store = StateStore.open(disk, large)) {
            assertEquals(List.of(), store.recoveryReport().rolledBack());
            assertEquals(20_001, put(store, "a", "1").lsn());
            assertNull(store.get(bytes("key-1")));
        }
    }
}

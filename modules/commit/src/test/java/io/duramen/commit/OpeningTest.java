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
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Event;
import io.duramen.storage.StorageLockedException;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.ForeignDirectoryException;
import io.duramen.wal.WriteAheadLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class OpeningTest {
    private final SimDisk disk = SimDisk.create();

    @Test
    void whatIsNotThereIsNotOpenedAndNotCreated() {
        StoreMissingException e = assertThrows(StoreMissingException.class, () -> open(disk));

        assertEquals("check the path, or create one with duramen init", e.hint());
        assertThrows(StoreMissingException.class, () -> StateStore.openReadOnly(disk, options()));
        assertEquals(Map.of(), disk.files());
    }

    @Test
    void whatIsThereIsNotCreatedAgain() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
        }
        Map<String, String> before = Disks.content(disk);

        assertThrows(StoreExistsException.class, () -> newStore(disk));
        assertEquals(before, Disks.content(disk));
    }

    @Test
    void aDirectoryOfSomethingElseIsNotTouched() {
        Disks.write(disk, "letter.txt", bytes("dear"));
        Map<String, String> before = Disks.content(disk);

        assertThrows(ForeignDirectoryException.class, () -> newStore(disk));
        assertThrows(StoreMissingException.class, () -> open(disk));
        assertEquals(before, Disks.content(disk));
    }

    @Test
    void aLogThatIsNoStoreIsNotMadeIntoOne() {
        try (WriteAheadLog log = WriteAheadLog.create(disk, options().wal())) {
            log.append(ByteBuffer.wrap(bytes("mine")));
        }
        Map<String, String> before = Disks.content(disk);

        assertThrows(StoreExistsException.class, () -> newStore(disk));
        assertThrows(StoreDamagedException.class, () -> open(disk));
        assertEquals(before, Disks.content(disk));
    }

    @Test
    void aCreationThatWasInterruptedIsRefusedByOpenAndCompletedByCreate() {
        WriteAheadLog.create(disk, options().wal()).close();
        Disks.write(disk, "MANIFEST.tmp", bytes("half"));

        StoreMissingException e = assertThrows(StoreMissingException.class, () -> open(disk));
        assertTrue(e.getMessage().contains("its creation was not finished"), e.getMessage());
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
        }
        try (StateStore store = open(disk)) {
            assertEquals(Map.of("a", "1"), all(store));
        }
    }

    @Test
    void aStoreIsOpenOnceAtATimeForWriting() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");

            assertThrows(StorageLockedException.class, () -> open(disk));
            assertThrows(StoreExistsException.class, () -> newStore(disk));
            put(store, "b", "1");
            try (ReadableStore reader = StateStore.openReadOnly(disk, options())) {
                assertEquals(2, reader.size());
            }
        }
        open(disk).close();
    }

    @Test
    @Tag("S1.21")
    @Tag("S1.25")
    @Tag("S1.27")
    @Tag("S1.34")
    @Tag("S4.01")
    void ownLeftoversAreDeletedAndForeignFilesListedAndLeftAlone() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.checkpoint();
        }
        Disks.write(disk, "MANIFEST.tmp", bytes("half"));
        Disks.write(disk, "MANIFEST.prev.tmp", bytes("half"));
        Disks.write(disk, "ckpt/0000000000000002/base.kvs.tmp", bytes("half"));
        Disks.write(disk, "ckpt/0000000000000003/base.kvs", bytes("whole, but nobody names it"));
        Disks.write(disk, "ckpt/0000000000000001/base.kvs.tmp", bytes("half"));
        Disks.write(disk, "ckpt/readme.txt", bytes("mine"));
        Disks.write(disk, "ckpt/0000000000000004/notes.txt", bytes("mine"));
        Disks.write(disk, "state.17.tmp", bytes("mine"));
        try (StateStore store = open(disk)) {
            RecoveryReport report = store.recoveryReport();

            assertEquals(
                    List.of(
                            "sim:/MANIFEST.tmp",
                            "sim:/MANIFEST.prev.tmp",
                            "sim:/ckpt/0000000000000001/base.kvs.tmp",
                            "sim:/ckpt/0000000000000002/base.kvs.tmp",
                            "sim:/ckpt/0000000000000002",
                            "sim:/ckpt/0000000000000003/base.kvs",
                            "sim:/ckpt/0000000000000003"),
                    report.deleted());
            assertEquals(
                    List.of("sim:/state.17.tmp", "sim:/ckpt/0000000000000004/notes.txt", "sim:/ckpt/readme.txt"),
                    report.foreign());
        }
        SimDisk afterPowerFailure = disk.crash(0);
        assertFalse(afterPowerFailure.exists("MANIFEST.tmp"));
        assertFalse(afterPowerFailure.exists("ckpt/0000000000000002"));
        assertTrue(disk.exists("ckpt/0000000000000004/notes.txt"));
        try (StateStore store = open(disk)) {
            assertEquals(List.of(), store.recoveryReport().deleted());
        }
    }

    /** Directories too, such as the one a file system makes for itself, and names that no storage of ours would take. */
    @Test
    @Tag("S1.25")
    @Tag("S3.54")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "such names cannot be given there")
    void foreignDirectoriesAndOutlandishNamesAreListedAndLeftAlone(@TempDir Path temp) throws IOException {
        Path directory = temp.resolve("store");
        try (StateStore store = StateStore.create(directory, options())) {
            put(store, "a", "1");
            store.checkpoint();
            store.snapshots().create("kept");
        }
        String forged = "x\nroot        00";
        List<String> names = List.of("lost+found/mine", "12:30", "back\\slash", "icon\r", forged);
        List<Path> places = new ArrayList<>();
        for (String place : List.of("", "ckpt", "ckpt/0000000000000001", "snap", "quarantine", "wal")) {
            places.add(Files.createDirectories(directory.resolve(place)));
        }
        List<Path> mine = new ArrayList<>();
        for (Path place : places) {
            for (String name : names) {
                Path file = place.resolve(name);
                Files.createDirectories(file.getParent());
                mine.add(Files.writeString(file, "mine"));
            }
            for (String ending : List.of("notes.arming", "notes.recovering", "notes.compressing", "notes.kvs.tmp")) {
                mine.add(Files.writeString(place.resolve(ending), "mine"));
            }
        }
        RecoveryReport report;
        try (StateStore store = StateStore.open(directory, options(2));
                ReadableStore reader = StateStore.openReadOnly(directory, options())) {
            report = store.recoveryReport();
            assertEquals(1, reader.size());
            store.checkpoint();
        }
        for (Path place : places.subList(0, 4)) {
            assertTrue(report.foreign().contains(place.resolve("lost+found") + "/"), report::toText);
            assertTrue(report.foreign().contains(place.resolve("12:30").toString()), report::toText);
            assertTrue(report.foreign().contains(place + "/" + forged), report::toText);
        }
        assertTrue(report.log().foreign().containsAll(List.of("12:30", "notes.arming", forged)), report::toText);
        for (Path file : mine) {
            assertEquals("mine", Files.readString(file));
        }
        List<String> roots =
                report.toText().lines().filter(line -> line.startsWith("root ")).toList();
        assertEquals(1, roots.size(), "a name forged a line");
        assertTrue(report.toText().contains("x\\u000aroot        00"), report.toText());
    }

    @Test
    @Tag("S3.54")
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "such names cannot be given there")
    void whatIsFoundInADirectoryOfSomethingElseForgesNoLine(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("x\nall is well"), "mine");

        ForeignDirectoryException e =
                assertThrows(ForeignDirectoryException.class, () -> StateStore.create(directory, options()));
        assertEquals(1, e.getMessage().lines().count(), e.getMessage());
        assertEquals("x\nall is well", e.details().get("found"));
    }

    @Test
    @Tag("S1.23")
    @Tag("S1.30")
    @Tag("S1.57")
    @Tag("S4.15")
    void theReportCountsWhatWasDone() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            put(store, "b", "1");
            store.checkpoint();
            put(store, "c", "1");
            store.commit(tx -> tx.put(bytes("d"), bytes("1")).delete(bytes("a")));
        }
        RecoveryReport report;
        try (StateStore store = open(disk)) {
            report = store.recoveryReport();

            assertEquals(1, report.generation());
            assertEquals(2, report.checkpointLsn());
            assertEquals(2, report.checkpointKeys());
            assertEquals(2, report.transactions());
            assertEquals(3, report.operations());
            assertEquals(4, report.lsn());
            assertEquals(3, report.keys());
            assertEquals(store.root(), report.root());
            assertNull(report.damage());
            assertFalse(report.readOnly());
            assertTrue(report.log().cleanShutdown());
        }
        try (StateStore again = open(disk)) {
            RecoveryReport second = again.recoveryReport();

            assertEquals(report.root(), second.root());
            assertEquals(report.transactions(), second.transactions());
        }
        assertTrue(report.toText().contains("replayed    2 transactions, 3 operations\n"), report.toText());
        assertTrue(report.toText().contains(report.root().toString()));
        String json = report.toJson();
        assertTrue(json.startsWith("{\"directory\":\"sim:/\",\"storeId\":\"" + report.storeId() + "\""), json);
        assertTrue(json.contains("\"transactions\":2,\"operations\":3,\"rolledBack\":[],\"lsn\":4"), json);
        assertTrue(json.contains("\"damage\":null"), json);
    }

    @Test
    @Tag("S1.33")
    @Tag("S1.57")
    void everyRecoveryIsToldToTheEventSinkAlsoWhenItFails() {
        List<Event> events = new ArrayList<>();
        StoreOptions told = options().toBuilder()
                .wal(options().wal().toBuilder().events(events::add).build())
                .build();
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.checkpoint();
        }
        Disks.write(disk, "MANIFEST.tmp", bytes("half"));
        StateStore.open(disk, told).close();
        Event completed = events.get(events.size() - 1);

        assertEquals("recovery.completed", completed.type());
        assertEquals(List.of("sim:/MANIFEST.tmp"), completed.details().get("deleted"));
        assertEquals(1L, completed.details().get("keys"));

        disk.flipBit("MANIFEST", 900);
        disk.flipBit("MANIFEST.prev", 900);
        assertThrows(StoreDamagedException.class, () -> StateStore.open(disk, told));
        Event failed = events.get(events.size() - 1);
        assertEquals("recovery.failed", failed.type());
        assertEquals("STORE_DAMAGED", failed.details().get("code"));
    }

    @Test
    void checkpointsComeByThemselvesAsOptionsSay() {
        StoreOptions often = options().toBuilder().checkpointCommits(5).build();
        try (StateStore store = StateStore.create(disk, often)) {
            for (int i = 0; i < 12; i++) {
                put(store, "k" + i, "v");
            }

            assertEquals(2, store.statistics().checkpoints());
            assertEquals(10, store.statistics().checkpointLsn());
            assertEquals(12, store.statistics().commits());
            assertEquals(12, store.statistics().operations());
            CheckpointReceipt now = store.checkpoint();
            assertTrue(now.written());
            assertEquals(3, now.generation());
            assertFalse(store.checkpoint().written());
        }
        StoreOptions large = options().toBuilder().checkpointBytes(1000).build();
        try (StateStore store = StateStore.open(disk, large)) {
            assertEquals(0, store.recoveryReport().transactions());
            put(store, "large", "x".repeat(1000));
            assertEquals(1, store.statistics().checkpoints());
        }
    }

    @Test
    void aStateThatBecameEmptyAgainIsCheckpointedToo() {
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            store.commit(tx -> tx.delete(bytes("a")));
            store.checkpoint();
        }
        try (StateStore store = open(disk)) {
            assertEquals(0, store.size());
            assertEquals(2, store.lsn());
            assertEquals(1, store.recoveryReport().generation());
        }
    }

    @Test
    void aCheckpointOfManyBlocksAndALargeValueIsReadBack() {
        byte[] large = new byte[30_000];
        try (StateStore store = newStore(disk)) {
            for (int i = 0; i < 40; i++) {
                int n = i;
                store.commit(tx -> {
                    for (int j = 0; j < 50; j++) {
                        tx.put(bytes("key-" + n + "-" + j), bytes("value-" + j));
                    }
                });
                store.commit(tx -> tx.put(bytes("large-" + n), large));
            }
            assertTrue(store.checkpoint().bytes() > 10L * (64 << 10));
        }
        try (StateStore store = open(disk)) {
            assertEquals(2040, store.recoveryReport().checkpointKeys());
            assertEquals(TestStores.recomputed(store), store.root());
        }
    }
}

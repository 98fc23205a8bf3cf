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
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.base.Progress;
import io.duramen.commit.merkle.Root;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.LogEntry;
import io.duramen.wal.RecordType;
import io.duramen.wal.WriteAheadLog;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens to a store whose files are not as they were written: restored exactly, or refused; never anything else. */
class DamageTest {
    private static final String BASE_1 = "ckpt/0000000000000001/base.kvs";
    private static final String BASE_2 = "ckpt/0000000000000002/base.kvs";

    private Map<String, String> expected;
    private Root root;

    /** A store with two checkpoints and a transaction behind them. */
    private SimDisk twoCheckpoints() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            put(store, "a", "1");
            put(store, "b", "1");
            store.checkpoint();
            put(store, "b", "2");
            store.commit(tx -> tx.put(bytes("c"), bytes("2")).delete(bytes("a")));
            store.checkpoint();
            put(store, "d", "3");
            expected = all(store);
            root = store.root();
        }
        return disk;
    }

    private void assertRestoredAndMended(SimDisk disk, String rejected) {
        try (StateStore store = open(disk)) {
            RecoveryReport report = store.recoveryReport();

            assertEquals(expected, all(store));
            assertEquals(root, store.root());
            assertEquals(recomputed(store), store.root());
            assertTrue(report.rejected().stream().anyMatch(r -> r.contains(rejected)), report::toText);
            assertTrue(report.checkpointRenewed(), report::toText);
            VerificationReport verified = store.verify(Progress.NONE);
            assertTrue(verified.ok(), () -> verified.problems().toString());
        }
        try (StateStore store = open(disk)) {
            assertEquals(expected, all(store));
            assertEquals(List.of(), store.recoveryReport().rejected());
        }
    }

    private static void assertRefusedWithoutAChange(
            SimDisk disk, Class<? extends DuramenException> with, String saying) {
        Map<String, String> before = Disks.content(disk);
        DuramenException e = assertThrows(with, () -> open(disk));

        assertTrue(String.valueOf(e.getMessage()).contains(saying), e::getMessage);
        assertEquals(before, Disks.content(disk));
    }

    @Test
    @Tag("S1.18")
    @Tag("S1.29")
    @Tag("S1.32")
    void anyDamagedByteOfTheManifestIsFoundAndThePreviousOneTakesItsPlace() {
        SimDisk sound = twoCheckpoints();
        int bytes = sound.bytes("MANIFEST").length;
        assertTrue(bytes <= 4096);
        for (int i = 0; i < bytes; i++) {
            SimDisk disk = Disks.copyOf(sound);
            disk.flipBit("MANIFEST", 8L * i + i % 8);
            assertRestoredAndMended(disk, "MANIFEST:");
        }
    }

    @Test
    @Tag("S1.32")
    void anyDamagedByteOfThePreviousManifestIsFoundAndItIsWrittenAnew() {
        SimDisk sound = twoCheckpoints();
        int bytes = sound.bytes("MANIFEST.prev").length;
        for (int i = 0; i < bytes; i += 7) {
            SimDisk disk = Disks.copyOf(sound);
            disk.flipBit("MANIFEST.prev", 8L * i + i % 8);
            assertRestoredAndMended(disk, "MANIFEST.prev:");
        }
    }

    @Test
    @Tag("S1.18")
    @Tag("S1.29")
    @Tag("S1.32")
    void anyDamagedByteOfTheCheckpointIsFoundAndThePreviousOneWithMoreOfTheLogTakesItsPlace() {
        SimDisk sound = twoCheckpoints();
        int bytes = sound.bytes(BASE_2).length;
        for (int i = 0; i < bytes; i++) {
            SimDisk disk = Disks.copyOf(sound);
            disk.flipBit(BASE_2, 8L * i + i % 8);
            assertRestoredAndMended(disk, BASE_2);
        }
    }

    @Test
    @Tag("S1.18")
    void aCheckpointCutOffAnywhereOrMissingIsReplacedByThePreviousOne() {
        SimDisk sound = twoCheckpoints();
        byte[] whole = sound.bytes(BASE_2);
        for (int length = 0; length < whole.length; length += 5) {
            SimDisk disk = Disks.copyOf(sound);
            Disks.replace(disk, BASE_2, Arrays.copyOf(whole, length));
            assertRestoredAndMended(disk, BASE_2);
        }
        SimDisk disk = Disks.copyOf(sound);
        disk.delete(BASE_2);
        assertRestoredAndMended(disk, BASE_2);
    }

    @Test
    void aMissingManifestIsReplacedByThePreviousOneAndWhatItMayHaveNamedIsKept() {
        SimDisk disk = twoCheckpoints();
        disk.delete("MANIFEST");
        assertRestoredAndMended(disk, "MANIFEST: expected a manifest, found none");

        assertTrue(
                disk.files().containsKey("quarantine/ckpt-0000000000000002-base.kvs"),
                () -> disk.files().toString());
    }

    @Test
    @Tag("S1.25")
    void whatWasDamagedIsKeptInTheQuarantine() {
        SimDisk disk = twoCheckpoints();
        disk.flipBit("MANIFEST", 500);
        byte[] damaged = disk.bytes("MANIFEST");
        List<String> quarantined;
        try (StateStore store = open(disk)) {
            quarantined = store.recoveryReport().quarantined();
        }

        assertEquals(2, quarantined.size(), quarantined::toString);
        assertTrue(Arrays.equals(damaged, disk.bytes("quarantine/MANIFEST")));
    }

    @Test
    @Tag("S1.18")
    void twoDamagedGenerationsAreRefusedAndNeverReplacedByAnEmptyState() {
        SimDisk manifests = twoCheckpoints();
        manifests.flipBit("MANIFEST", 900);
        manifests.flipBit("MANIFEST.prev", 900);
        assertRefusedWithoutAChange(manifests, StoreDamagedException.class, "MANIFEST.prev: expected a digest");

        SimDisk checkpoints = twoCheckpoints();
        checkpoints.flipBit(BASE_1, 900);
        checkpoints.flipBit(BASE_2, 900);
        assertRefusedWithoutAChange(checkpoints, StoreDamagedException.class, BASE_1);
        assertThrows(StoreDamagedException.class, () -> StateStore.openReadOnly(checkpoints, options()));

        SimDisk none = twoCheckpoints();
        none.delete("MANIFEST");
        none.delete("MANIFEST.prev");
        assertRefusedWithoutAChange(none, StoreDamagedException.class, "beside a log of 5 records");
        assertThrows(StoreExistsException.class, () -> newStore(none));
    }

    @Test
    void aReadErrorIsRefusedAndNotTakenForDamage() {
        SimDisk disk = twoCheckpoints();
        disk.failReads(BASE_2, 100, 10);
        assertRefusedWithoutAChange(disk, io.duramen.storage.StorageException.class, BASE_2);

        disk.healReads(BASE_2);
        try (StateStore store = open(disk)) {
            assertEquals(expected, all(store));
            assertEquals(List.of(), store.recoveryReport().rejected());
        }
    }

    @Test
    @Tag("S1.32")
    void aLogThatEndsBeforeItsCheckpointIsProofOfLossAndRefused() {
        SimDisk early = SimDisk.create();
        SimDisk late;
        try (StateStore store = newStore(early)) {
            put(store, "a", "1");
        }
        late = Disks.copyOf(early);
        try (StateStore store = open(late)) {
            put(store, "b", "1");
            put(store, "c", "1");
            store.checkpoint();
            expected = all(store);
        }
        SimDisk mixed = SimDisk.create();
        Disks.copy(early, mixed, name -> name.startsWith("wal/"));
        Disks.copy(late, mixed, name -> !name.startsWith("wal/"));

        StoreDamagedException e = assertThrows(StoreDamagedException.class, () -> open(mixed));
        assertTrue(e.getMessage().contains("a part of the log was lost"), e.getMessage());
        try (ReadableStore store = StateStore.openReadOnly(mixed, options())) {
            assertEquals(expected, all(store));
            assertTrue(store.recoveryReport().damage().contains("a part of the log was lost"));
            assertFalse(store.verify(Progress.NONE).ok());
        }
    }

    @Test
    void theLogOfAnotherStoreIsRefused() {
        SimDisk one = twoCheckpoints();
        SimDisk other = SimDisk.create();
        try (StateStore store = StateStore.create(other, options(77))) {
            for (int i = 0; i < 9; i++) {
                put(store, "a", "" + i);
            }
        }
        SimDisk mixed = SimDisk.create();
        Disks.copy(other, mixed, name -> name.startsWith("wal/"));
        Disks.copy(one, mixed, name -> !name.startsWith("wal/"));

        StoreDamagedException e = assertThrows(StoreDamagedException.class, () -> open(mixed));
        assertTrue(e.getMessage().contains("belongs to"), e.getMessage());
    }

    @Test
    void aRecordOfATypeThisReleaseDoesNotKnowIsRefusedAndNotSkipped() {
        SimDisk disk = twoCheckpoints();
        append(disk, RecordType.DATA, new byte[10]);

        StoreVersionException e = assertThrows(StoreVersionException.class, () -> open(disk));
        assertTrue(e.getMessage().contains("record 6 of type DATA"), e.getMessage());
        assertReadOnlyGives(disk, "record 6 of type DATA");
    }

    @Test
    @Tag("S1.32")
    void aTransactionWhoseRootIsNotTheOneRecordedIsFoundAndWhatComesBeforeItCanBeRead() {
        SimDisk disk = twoCheckpoints();
        append(disk, RecordType.COMMIT, transaction(6, root, Root.of(new byte[32]), "e"));

        StoreDamagedException e = assertThrows(StoreDamagedException.class, () -> open(disk));
        assertTrue(e.getMessage().contains("after record 6"), e.getMessage());
        assertReadOnlyGives(disk, "after record 6");
    }

    @Test
    @Tag("S1.32")
    void aTransactionThatDoesNotFollowTheOneBeforeIsFound() {
        SimDisk disk = twoCheckpoints();
        append(disk, RecordType.COMMIT, transaction(6, Root.of(new byte[32]), root, "e"));

        StoreDamagedException e = assertThrows(StoreDamagedException.class, () -> open(disk));
        assertTrue(e.getMessage().contains("record 6 to start at root " + root), e.getMessage());
        assertReadOnlyGives(disk, "record 6");
    }

    @Test
    void aPayloadThatIsNoTransactionIsFound() {
        for (RecordType type : List.of(RecordType.COMMIT, RecordType.PREPARE, RecordType.ABORT)) {
            byte[] shorter = new byte[type.equals(RecordType.COMMIT) ? 79 : 7];
            for (byte[] payload : List.of(new byte[0], shorter, new byte[] {1, 2, 3})) {
                SimDisk disk = twoCheckpoints();
                append(disk, type, payload);

                assertThrows(StoreDamagedException.class, () -> open(disk));
                assertReadOnlyGives(disk, "record 6");
            }
        }
        SimDisk disk = twoCheckpoints();
        byte[] newer = new byte[80];
        newer[0] = 2;
        append(disk, RecordType.COMMIT, newer);
        assertThrows(StoreVersionException.class, () -> open(disk));
    }

    private void assertReadOnlyGives(SimDisk disk, String damage) {
        try (ReadableStore store = StateStore.openReadOnly(disk, options())) {
            assertEquals(expected, all(store));
            assertEquals(root, store.root());
            assertTrue(store.prove(bytes("d")).verify(root));
            String told = store.recoveryReport().damage();
            assertTrue(told != null && told.contains(damage), told);
            assertFalse(store.verify(Progress.NONE).ok());
        }
    }

    private static void append(SimDisk disk, RecordType type, byte[] payload) {
        try (WriteAheadLog log = WriteAheadLog.open(disk, options(3).wal())) {
            log.append(LogEntry.builder(ByteBuffer.wrap(payload)).type(type).build());
        }
    }

    /** A transaction that puts one key, as docs/formats/transaction.md lays it out. */
    private static byte[] transaction(long lsn, Root before, Root after, String key) {
        ByteBuffer out = ByteBuffer.allocate(88 + key.length()).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 1).put((byte) 0).putShort((short) 0).putInt(1).putLong(lsn);
        out.put(before.bytes()).put(after.bytes());
        out.put((byte) 1)
                .putShort((short) key.length())
                .putInt(1)
                .put(bytes(key))
                .put((byte) 'x');
        return out.array();
    }

    @Test
    void damageInTheLogRefusesTheOpenAndLeavesWhatComesBeforeItReadable() {
        SimDisk disk = SimDisk.create();
        try (StateStore store = newStore(disk)) {
            for (int i = 0; i < 5; i++) {
                put(store, "k" + i, "v");
            }
        }
        String segment = "wal/0000000000000001.seg";
        byte[] content = disk.bytes(segment);
        int at = indexOf(content, bytes("k3"));
        disk.flipBit(segment, 8L * at);

        assertThrows(io.duramen.wal.CorruptLogException.class, () -> open(disk));
        try (ReadableStore store = StateStore.openReadOnly(disk, options())) {
            assertEquals(3, store.size());
            assertEquals("v", get(store, "k2"));
            assertNull(get(store, "k3"));
            assertEquals(recomputed(store), store.root());
            assertTrue(store.recoveryReport().damage().contains(segment));
            assertFalse(store.verify(Progress.NONE).ok());
        }
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
    void verificationFindsDamageWhileTheStoreIsOpen() {
        SimDisk disk = twoCheckpoints();
        try (StateStore store = open(disk)) {
            assertTrue(store.verify(Progress.NONE).ok());
            disk.flipBit(BASE_1, 700);
            VerificationReport report = store.verify(Progress.NONE);

            assertEquals(1, report.problems().size(), report.problems()::toString);
            assertTrue(report.problems().get(0).contains(BASE_1), report.problems()::toString);
            assertEquals(1, report.checkpoints());
            assertEquals(2, report.manifests());
            assertEquals(root, report.root());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.rotation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.DuramenException;
import io.duramen.base.Progress;
import io.duramen.commit.SnapshotInfo;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import io.duramen.crypto.ReencryptionReport;
import io.duramen.proof.TestKeys;
import io.duramen.seal.DeviceKey;
import io.duramen.seal.Keyring;
import io.duramen.seal.Revocation;
import io.duramen.storage.OpenMode;
import io.duramen.storage.StorageFile;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.spi.Anchor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What re-encrypting a store leaves, and what it keeps from whoever had its keys. */
class StoreReencryptionTest {
    /** A LINK is in clear, with the digest of the segment before. */
    private static final int LINK = 200;

    private final TestKeys keys = new TestKeys();
    private final SimDisk disk = SimDisk.create();

    @TempDir
    private Path temp;

    @AfterEach
    void wipeKeys() {
        keys.close();
    }

    /** Soft revocation, a new epoch and re-encryption together: deep revocation. */
    @Test
    @Tag("S3.20")
    void aRevokedDeviceReadsNothingThatIsThereAfterwards() {
        Keyring keyring = keys.create(disk);
        int device;
        try (DeviceKey laptop = DeviceKey.create(temp.resolve("laptop.key"))) {
            device = keyring.enrol(laptop.publicKey(), "laptop").deviceId();
        }
        filled(keyring).close();
        SimDisk kept = copyOf(disk);

        keyring.revoke(Revocation.soft(device, "stolen").presenting(TestKeys.password()));
        try (StateStore store = StateStore.open(disk, options(keyring))) {
            ReencryptionReport report = Rotated.rotation(keyring, store.keys()).resumeReencryption();
            Rotated.requireComplete(keyring, report.rotation());
            assertEquals(List.of(), report.left());
            assertTrue(report.isComplete());
            requireSound(store);
        }
        keyring.forgetRetired(); // nothing that is there has a code of the old root key any more

        try (TestKeys thief = new TestKeys()) {
            StoreOptions old = options(thief.unlock(kept)); // the root key and the epoch's key of before
            assertThrows(DuramenException.class, () -> StateStore.openReadOnly(copyOf(disk), old));
        }
        Set<ByteBuffer> left = pieces(disk);
        left.retainAll(pieces(kept));
        assertEquals(Set.of(), left, "what was sealed before is there unchanged");
        try (StateStore store = StateStore.open(disk, options(keyring))) {
            requireSound(store);
        }
    }

    @Test
    void aSnapshotKeepsItsNameItsTimeAndItsContent() {
        Keyring keyring = keys.create(disk);
        try (StateStore store = filled(keyring)) {
            SnapshotInfo before = store.snapshots().find("kept");
            Rotated.rotation(keyring, store.keys()).reencrypt("a drill");
            SnapshotInfo after = store.snapshots().find("kept");

            assertEquals(1, store.snapshots().list().size());
            assertEquals(before.name(), after.name());
            assertEquals(before.created(), after.created());
            assertEquals(before.root(), after.root());
            assertEquals(before.lsn(), after.lsn());
            assertNotEquals(before.id(), after.id());
            requireSound(store);
        }
    }

    /** An ordinary rotation goes on as ever, and what it re-wraps counts as old again. */
    @Test
    void itIsDoneOnceAndCanBeDoneAgain() {
        Keyring keyring = keys.create(disk);
        try (StateStore store = filled(keyring)) {
            assertTrue(Rotated.rotation(keyring, store.keys()).reencrypt("once").isComplete());
            assertEquals(
                    0,
                    Rotated.rotation(keyring, store.keys()).resumeReencryption().reencrypted());
            assertTrue(!Rotated.rotation(keyring, store.keys())
                    .rotate("only re-wrapped")
                    .use()
                    .older()
                    .isEmpty());
            requireSound(store);
            assertTrue(
                    Rotated.rotation(keyring, store.keys()).resumeReencryption().reencrypted() > 3);
            requireSound(store);
        }
        try (StateStore store = StateStore.open(disk, options(keys.unlock(disk)))) {
            requireSound(store);
        }
    }

    /** Checkpoints of two generations, a delta, a snapshot of the older one. */
    private StateStore filled(Keyring keyring) {
        StateStore store = StateStore.create(disk, options(keyring));
        commit(store);
        store.checkpoint();
        store.snapshots().create("kept");
        commit(store);
        store.checkpoint();
        commit(store);
        store.checkpoint();
        commit(store);
        return store;
    }

    private static void commit(StateStore store) {
        long number = store.lsn() + 1;
        store.commit(tx -> tx.put(key(number), Rotated.payload(number)));
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }

    private static void requireSound(StateStore store) {
        for (long n = 1; n <= 4; n++) {
            assertArrayEquals(Rotated.payload(n), store.get(key(n)));
        }
        assertEquals(List.of(), store.verify(Progress.NONE).problems());
        assertEquals(List.of(), store.snapshots().problems());
        assertEquals(List.of(), store.snapshots().verify("kept", Progress.NONE));
    }

    private static StoreOptions options(Keyring keyring) {
        return StoreOptions.builder()
                .wal(Rotated.options(keyring))
                .anchor(Anchor.none())
                .checkpointBytes(Long.MAX_VALUE)
                .checkpointCommits(Long.MAX_VALUE)
                .build();
    }

    /** What is stored in segments behind their LINKs and in checkpoints behind their headers, in pieces unlike by chance. */
    private static Set<ByteBuffer> pieces(SimDisk of) {
        Set<ByteBuffer> pieces = new HashSet<>();
        for (String name : of.files().keySet()) {
            int header = name.endsWith(".seg") ? 8192 + LINK : name.endsWith(".kvs") ? 96 : Integer.MAX_VALUE;
            byte[] bytes = of.bytes(name);
            for (int at = header; at <= bytes.length - 32; at += 8) {
                ByteBuffer piece = ByteBuffer.wrap(Arrays.copyOfRange(bytes, at, at + 32));
                if (isSealed(bytes, at)) {
                    pieces.add(piece);
                }
            }
        }
        return pieces;
    }

    /** Of what is in clear, such as a LINK, much is zero. */
    private static boolean isSealed(byte[] bytes, int at) {
        int zeros = 0;
        for (int i = at; i < at + 32; i++) {
            zeros += bytes[i] == 0 ? 1 : 0;
        }
        return zeros < 8;
    }

    private static SimDisk copyOf(SimDisk from) {
        SimDisk to = SimDisk.create();
        Set<String> directories = new TreeSet<>();
        for (String name : from.files().keySet()) {
            for (int slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
                directories.add(name.substring(0, slash));
            }
        }
        directories.forEach(to::createDirectory);
        for (String name : from.files().keySet()) {
            try (StorageFile file = to.open(name, OpenMode.CREATE_NEW)) {
                file.writeFully(ByteBuffer.wrap(from.bytes(name)), 0);
                file.force(true);
            }
        }
        return to;
    }
}

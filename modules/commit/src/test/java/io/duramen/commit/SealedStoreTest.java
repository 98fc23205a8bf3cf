// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.commit;

import static io.duramen.commit.TestStores.all;
import static io.duramen.commit.TestStores.bytes;
import static io.duramen.commit.TestStores.options;
import static io.duramen.commit.TestStores.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Progress;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.Sealing;
import io.duramen.testkit.SimDisk;
import io.duramen.wal.NotSealedException;
import io.duramen.wal.spi.Anchor;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SealedStoreTest {
    private static final String BASE_2 = "ckpt/0000000000000002/base.kvs";
    private final SimDisk disk = SimDisk.create();

    private static StoreOptions sealedBy(Sealing sealing) {
        return options(5).toBuilder().sealing(sealing).anchor(Anchor.none()).build();
    }

    private static void fill(SimDisk disk, StoreOptions options) {
        try (StateStore store = StateStore.create(disk, options)) {
            put(store, "first-key", "first-value");
            store.checkpoint();
            put(store, "second-key", "second-value");
            store.checkpoint();
            put(store, "third-key", "third-value");
        }
    }

    @Test
    @Tag("S3.18")
    void whatIsSealedIsReadBackAndNoKeyOrValueIsOnTheDiskInClear() {
        fill(disk, sealedBy(new TestSealing(1)));

        for (String name : disk.files().keySet()) {
            String content = new String(disk.bytes(name), StandardCharsets.ISO_8859_1);
            assertFalse(content.contains("-key") || content.contains("-value"), name);
        }
        try (StateStore store = StateStore.open(disk, sealedBy(new TestSealing(1)))) {
            assertEquals(3, store.size());
            assertEquals(2, store.recoveryReport().generation());
            assertTrue(store.verify(Progress.NONE).ok());
        }
    }

    @Test
    void aSealedStoreIsNotOpenedWithoutAKeyOrWithAnotherAndNotChanged() {
        fill(disk, sealedBy(new TestSealing(1)));
        Map<String, String> before = Disks.content(disk);

        KeyRefusedException none = assertThrows(KeyRefusedException.class, () -> StateStore.open(disk, options(6)));
        assertNotNull(none.hint());
        assertThrows(KeyRefusedException.class, () -> StateStore.open(disk, sealedBy(new TestSealing(2))));
        assertThrows(KeyRefusedException.class, () -> StateStore.openReadOnly(disk, options(6)));
        assertEquals(before, Disks.content(disk));
    }

    @Test
    @Tag("S3.52")
    void aSealedStoreHasAnAnchorOrNoneByName() {
        TestSealing sealing = new TestSealing(1);
        StoreOptions.Builder undecided = StoreOptions.builder().sealing(sealing);

        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, undecided::build);
        assertTrue(refused.getMessage().contains("Anchor.none()"), refused::getMessage);
        assertNull(undecided.anchor(Anchor.none()).build().anchor());
        Anchor anchor = Anchor.file(SimDisk.create(), "anchor");
        assertSame(anchor, StoreOptions.sealedBy(sealing, anchor).anchor());
        assertNull(StoreOptions.defaults().anchor());
    }

    @Test
    void aStoreThatIsNotSealedIsNotOpenedWithAKey() {
        fill(disk, options(5));
        Map<String, String> before = Disks.content(disk);

        assertThrows(NotSealedException.class, () -> StateStore.open(disk, sealedBy(new TestSealing(1))));
        assertEquals(before, Disks.content(disk));
    }

    @Test
    @Tag("S1.32")
    void aManifestAlteredByOneWhoMendsItsDigestIsFoundAllTheSame() throws Exception {
        fill(disk, sealedBy(new TestSealing(1)));
        byte[] manifest = disk.bytes("MANIFEST");
        manifest[80] ^= 1; // the checkpoint's record number
        int body = manifest.length - 64;
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(manifest, body));
        System.arraycopy(digest, 0, manifest, body, digest.length);
        Disks.replace(disk, "MANIFEST", manifest);

        try (StateStore store = StateStore.open(disk, sealedBy(new TestSealing(1)))) {
            RecoveryReport report = store.recoveryReport();
            assertTrue(report.rejected().get(0).contains("altered on purpose"), report::toText);
            assertEquals(1, report.generation());
            assertEquals(3, store.size());
        }
    }

    @Test
    @Tag("S1.18")
    @Tag("S1.32")
    void anyDamagedByteOfASealedCheckpointIsFoundAndThePreviousOneTakesItsPlace() {
        fill(disk, sealedBy(new TestSealing(1)));
        Map<String, String> expected;
        try (ReadableStore store = StateStore.openReadOnly(disk, sealedBy(new TestSealing(1)))) {
            expected = all(store);
        }
        for (int i = 0; i < disk.bytes(BASE_2).length; i += 5) {
            SimDisk damaged = Disks.copyOf(disk);
            damaged.flipBit(BASE_2, 8L * i + 3);
            try (StateStore store = StateStore.open(damaged, sealedBy(new TestSealing(1)))) {
                assertEquals(expected, all(store));
                assertEquals(1, store.recoveryReport().generation());
                assertTrue(store.recoveryReport().checkpointRenewed());
            }
        }
    }

    /** Sealed bytes are bound to their store and generation, so that an older checkpoint does not pass for a newer one. */
    @Test
    void aCheckpointOfAnotherGenerationIsNotTakenForThisOne() {
        fill(disk, sealedBy(new TestSealing(1)));
        Disks.replace(disk, BASE_2, disk.bytes("ckpt/0000000000000001/base.kvs"));

        try (StateStore store = StateStore.open(disk, sealedBy(new TestSealing(1)))) {
            assertEquals(1, store.recoveryReport().generation());
            assertEquals("third-value", new String(store.get(bytes("third-key")), StandardCharsets.UTF_8));
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.testkit.SimDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stolen laptop: what it opens afterwards, and that nobody else notices. Slots: 1 password, 2 raw, 3 recovery, 4 and 5 devices. */
class RevocationTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(1, 2), 1, 1);
    private static final byte[] RAW = new DeterministicRandom(3).bytes(32);
    private static final byte[] MESSAGE = "a manifest".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path temp;

    private final SimDisk disk = SimDisk.create();
    private Keyring keyring;
    private RecoveryKey recovery;
    private DeviceKey laptop;
    private DeviceKey server;

    @BeforeEach
    void makeAKeyringWithFiveWaysIn() {
        keyring = TestKeyrings.create(disk);
        keyring.addSlot(Unlock.rawKey(RAW), "embedded");
        recovery = keyring.exportRecovery("in the drawer");
        laptop = DeviceKey.create(temp.resolve("laptop"));
        server = DeviceKey.create(temp.resolve("server"));
        laptop.accept(keyring.enrol(laptop.publicKey(), "laptop"));
        server.accept(keyring.enrol(server.publicKey(), "server"));
    }

    @AfterEach
    void close() {
        keyring.close();
        recovery.close();
        laptop.close();
        server.close();
    }

    @Test
    @Tag("S3.20")
    @Tag("S3.53")
    void theRevokedDeviceIsOutAndEverybodyElseIsIn() {
        NewSegment before = keyring.newSegment(SEGMENT);

        RevocationReport report = keyring.revoke(Revocation.soft(4, "stolen")
                .presenting(TestKeyrings.password(TestKeyrings.PASSWORD))
                .presenting(Unlock.rawKey(RAW)));

        assertEquals(4, report.device().id());
        assertEquals("stolen", report.device().reason());
        assertEquals(laptop.publicKey(), report.device().publicKey());
        assertEquals(1, report.closedEpoch());
        assertEquals(2, report.activeEpoch());
        assertEquals(6, report.generation());
        assertEquals(
                List.of(1, 2, 3, 5),
                report.sealedAnew().stream().map(SlotInfo::id).toList());
        NewSegment after = keyring.newSegment(SEGMENT);
        assertThrows(KeyRefusedException.class, () -> open(Unlock.device(laptop)));
        for (Unlock unlock : List.of(
                TestKeyrings.password(TestKeyrings.PASSWORD),
                Unlock.rawKey(RAW),
                Unlock.recoveryKey(recovery),
                Unlock.device(server))) {
            try (Keyring opened = open(unlock)) {
                opened.openSegment(SEGMENT, before.slot().duplicate()).close();
                opened.openSegment(SEGMENT, after.slot().duplicate()).close();
                assertEquals("laptop", opened.revokedDevices().get(0).label());
            }
        }
    }

    /** The thief kept the files of before and has the old root key and all the epoch keys there were. */
    @Test
    @Tag("S3.20")
    void whoKeptTheOldFilesOpensNothingThatIsWrittenAfterwards() {
        SimDisk stolen = TestFiles.with(disk.bytes("keyring"), disk.bytes("keyring.bak"));
        keyring.revoke(all());
        NewSegment after = keyring.newSegment(SEGMENT);
        byte[] code = keyring.mac("manifest", MESSAGE);

        try (Keyring thief = Keyring.unlock(stolen, Unlock.device(laptop), TestKeyrings.QUICK)) {
            SealException unknown = assertThrows(SealException.class, () -> thief.openSegment(SEGMENT, after.slot()));
            assertEquals("EPOCH_UNKNOWN", unknown.code());
            assertFalse(thief.isAuthentic("manifest", MESSAGE, code));
            thief.startEpoch("pretending");
            assertThrows(SealException.class, () -> thief.openSegment(SEGMENT, after.slot()));
            NewSegment forged = thief.newSegment(SEGMENT);
            assertThrows(SealException.class, () -> keyring.openSegment(SEGMENT, forged.slot()));
        }
    }

    @Test
    void aSlotWhoseSecretIsNeitherPresentedNorDroppedStopsIt() {
        byte[] before = disk.bytes("keyring");
        SealException refused = assertThrows(SealException.class, () -> keyring.revoke(Revocation.soft(4, "stolen")));
        assertEquals("SLOTS_NOT_PRESENTED", refused.code());
        assertEquals(List.of(1, 2), refused.details().get("missing"));
        assertTrue(String.valueOf(refused.getMessage()).contains("slot 1 (password), slot 2 (raw \"embedded\")"));
        assertArrayEquals(before, disk.bytes("keyring"));
        assertEquals(5, keyring.generation());
        open(Unlock.device(laptop)).close();
    }

    @Test
    void whatIsDroppedIsOutToo() {
        RevocationReport report =
                keyring.revoke(Revocation.soft(4, "stolen").dropping(1).dropping(2));
        assertEquals(List.of(1, 2), report.dropped().stream().map(SlotInfo::id).toList());
        assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(disk));
        assertThrows(KeyRefusedException.class, () -> open(Unlock.rawKey(RAW)));
        open(Unlock.recoveryKey(recovery)).close();
    }

    @Test
    void aPresentedPasswordThatOpensNothingStopsIt() {
        byte[] before = disk.bytes("keyring");
        assertThrows(
                KeyRefusedException.class, () -> keyring.revoke(all().presenting(TestKeyrings.password("mistyped"))));
        assertArrayEquals(before, disk.bytes("keyring"));
    }

    @Test
    void onlyADeviceIsRevokedAndOnlyOnce() {
        for (int id : new int[] {1, 3, 6, 0, -1}) {
            assertEquals(
                    "SLOT_UNKNOWN", code(Revocation.soft(id, "x").dropping(1).dropping(2)));
        }
        assertEquals("SLOT_UNKNOWN", code(all().dropping(77)));
        keyring.revoke(all());
        SealException again = assertThrows(SealException.class, () -> keyring.revoke(all()));
        assertTrue(String.valueOf(again.getMessage()).contains("revoked already"));
    }

    @Test
    void nothingIsRevokedThatWouldLeaveNoWayIn() {
        assertEquals(
                "SLOT_LAST",
                code(Revocation.soft(4, "x").dropping(1).dropping(2).dropping(3).dropping(5)));
        assertEquals(1, keyring.activeEpoch());
    }

    @Test
    void neitherTheNumberNorTheKeyOfARevokedDeviceComesBack() {
        keyring.revoke(Revocation.soft(5, "sold")
                .presenting(TestKeyrings.password(TestKeyrings.PASSWORD))
                .dropping(2));
        SealException known = assertThrows(SealException.class, () -> keyring.enrol(server.publicKey(), "server"));
        assertEquals("DEVICE_KNOWN", known.code());
        assertEquals(6, keyring.addSlot(TestKeyrings.password("next"), null));
    }

    @Test
    void aCodeOfBeforeIsAcceptedUntilItIsForgotten() {
        byte[] first = keyring.mac("manifest", MESSAGE);
        assertTrue(keyring.isAuthentic("manifest", MESSAGE, first));
        keyring.revoke(all());
        byte[] second = keyring.mac("manifest", MESSAGE);
        keyring.revoke(Revocation.soft(5, "sold too").dropping(1).dropping(2));
        byte[] third = keyring.mac("manifest", MESSAGE);
        try (Keyring opened = open(Unlock.recoveryKey(recovery))) {
            for (byte[] code : new byte[][] {first, second, third}) {
                assertTrue(keyring.isAuthentic("manifest", MESSAGE, code));
                assertTrue(opened.isAuthentic("manifest", MESSAGE, code));
                assertFalse(opened.isAuthentic("root", MESSAGE, code));
            }
            assertFalse(opened.isAuthentic("manifest", MESSAGE, new byte[32]));
            assertTrue(opened.acceptsRetired());
        }
        keyring.forgetRetired();
        assertFalse(keyring.acceptsRetired());
        long generation = keyring.generation();
        keyring.forgetRetired();
        assertEquals(generation, keyring.generation());
        try (Keyring opened = open(Unlock.recoveryKey(recovery))) {
            assertTrue(opened.isAuthentic("manifest", MESSAGE, third));
            assertFalse(opened.isAuthentic("manifest", MESSAGE, second));
            assertFalse(opened.isAuthentic("manifest", MESSAGE, first));
            assertFalse(keyring.isAuthentic("manifest", MESSAGE, first));
        }
    }

    @Test
    void theCostOfAPasswordIsKept() {
        keyring.revoke(all());
        String text = new KeyringEditor(disk.bytes("keyring")).text();
        assertTrue(text.contains("\"memoryKiB\":8,\"passes\":1,\"lanes\":1"));
        assertTrue(text.contains("\"rootNumber\":2"));
    }

    private Revocation all() {
        return Revocation.soft(4, "stolen")
                .presenting(TestKeyrings.password(TestKeyrings.PASSWORD))
                .presenting(Unlock.rawKey(RAW));
    }

    private String code(Revocation revocation) {
        return assertThrows(SealException.class, () -> keyring.revoke(revocation))
                .code();
    }

    private Keyring open(Unlock unlock) {
        return Keyring.unlock(disk, unlock, TestKeyrings.QUICK);
    }
}

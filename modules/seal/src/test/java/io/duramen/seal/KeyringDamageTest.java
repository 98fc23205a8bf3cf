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
import io.duramen.seal.OpenReport.State;
import io.duramen.testkit.SimDisk;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One good copy is enough; none is refused, never replaced. */
class KeyringDamageTest {
    private final byte[] file;
    private final UUID id;

    KeyringDamageTest() {
        SimDisk disk = SimDisk.create();
        try (Keyring keyring = TestKeyrings.create(disk)) {
            id = keyring.keyringId();
        }
        file = disk.bytes("keyring");
        assertArrayEquals(file, disk.bytes("keyring.bak"));
    }

    @Test
    @Tag("S3.13")
    void everyFlippedByteOfOneCopyIsSurvivedRepairedAndReported() {
        for (int at = 0; at < file.length; at++) {
            for (boolean primary : new boolean[] {true, false}) {
                byte[] damaged = flipped(at);
                SimDisk disk = primary ? TestFiles.with(damaged, file) : TestFiles.with(file, damaged);

                try (Keyring keyring = TestKeyrings.open(disk)) {
                    OpenReport.Copy copy = keyring.openReport().copies().get(primary ? 0 : 1);
                    assertEquals(id, keyring.keyringId());
                    assertEquals(State.DAMAGED, copy.state(), "byte " + at);
                    assertTrue(copy.repaired());
                    assertTrue(String.valueOf(copy.reason()).length() > 10);
                    assertFalse(keyring.openReport().isClean());
                }
                assertArrayEquals(file, disk.bytes("keyring"));
                assertArrayEquals(file, disk.bytes("keyring.bak"));
                assertArrayEquals(damaged, disk.bytes("keyring.damaged"));
            }
        }
    }

    @Test
    @Tag("S3.13")
    void oneCopyCutOffAnywhereIsSurvived() {
        for (int length = 0; length < file.length; length += 7) {
            SimDisk disk = TestFiles.with(Arrays.copyOf(file, length), file);
            try (Keyring keyring = TestKeyrings.open(disk)) {
                assertEquals(State.DAMAGED, keyring.openReport().copies().get(0).state(), "cut to " + length);
            }
            assertArrayEquals(file, disk.bytes("keyring"));
        }
    }

    @Test
    void aMissingCopyIsMadeAgain() {
        for (SimDisk disk : new SimDisk[] {TestFiles.with(null, file), TestFiles.with(file, null)}) {
            try (Keyring keyring = TestKeyrings.open(disk)) {
                assertTrue(keyring.openReport().copies().stream()
                        .anyMatch(c -> c.state() == State.MISSING && c.repaired()));
            }
            assertArrayEquals(file, disk.bytes("keyring"));
            assertArrayEquals(file, disk.bytes("keyring.bak"));
        }
    }

    @Test
    void withoutRepairADamagedCopyIsReportedAndLeftAsItIs() {
        byte[] damaged = flipped(file.length / 2);
        SimDisk disk = TestFiles.with(damaged, file);
        long before = disk.operations();

        try (Keyring keyring = TestKeyrings.openWithoutRepair(disk)) {
            OpenReport.Copy copy = keyring.openReport().copies().get(0);
            assertEquals(State.DAMAGED, copy.state());
            assertFalse(copy.repaired());
        }
        assertEquals(before, disk.operations());
        assertArrayEquals(damaged, disk.bytes("keyring"));
    }

    @Test
    @Tag("S3.13")
    void twoDamagedCopiesAreRefusedAndKept() {
        for (int at = 0; at < file.length; at++) {
            byte[] damaged = flipped(at);
            SimDisk disk = TestFiles.with(damaged, damaged);

            SealException refused = assertThrows(SealException.class, () -> TestKeyrings.open(disk), "byte " + at);

            assertTrue(refused instanceof KeyringDamagedException, "byte " + at + ": " + refused);
            assertTrue(String.valueOf(refused.getMessage()).contains("keyring.bak"));
            assertArrayEquals(damaged, disk.bytes("keyring"));
            assertArrayEquals(damaged, disk.bytes("keyring.bak"));
            assertEquals(2, disk.files().size());
        }
    }

    @Test
    @Tag("S3.17")
    void anEditedSlotIsRefusedLikeAWrongPassword() {
        byte[] edited = new KeyringEditor(file)
                .replace("\"wrapped\":\"", c -> c == '0' ? '1' : '0')
                .bytes();
        SimDisk disk = TestFiles.with(edited, edited);
        KeyRefusedException altered = assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(disk));
        KeyRefusedException wrong =
                assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(TestFiles.with(file, file), "wrong"));
        assertEquals(wrong.getMessage(), altered.getMessage());
        assertEquals(wrong.code(), altered.code());
        assertEquals(wrong.details(), altered.details());
        assertArrayEquals(edited, disk.bytes("keyring"));
    }

    @Test
    @Tag("F28")
    void anEditOutsideTheSlotsIsRefusedByTheAuthenticationCode() {
        byte[] edited = new KeyringEditor(file)
                .replaceAll("\"ACTIVE\",\"createdAt\":\"20", "\"ACTIVE\",\"createdAt\":\"19")
                .bytes();
        SealException refused =
                assertThrows(KeyringDamagedException.class, () -> TestKeyrings.open(TestFiles.with(edited, edited)));
        assertTrue(String.valueOf(refused.getMessage()).contains("authentication code"));
        try (Keyring keyring = TestKeyrings.open(TestFiles.with(edited, file))) {
            assertEquals(State.DAMAGED, keyring.openReport().copies().get(0).state());
        }
    }

    @Test
    void aLaterReleasesKeyringIsLeftAlone() {
        byte[] later = new KeyringEditor(file).version(2).bytes();
        for (SimDisk disk :
                new SimDisk[] {TestFiles.with(later, later), TestFiles.with(later, file), TestFiles.with(file, later)
                }) {
            byte[] before = disk.bytes("keyring");
            KeyringVersionException refused =
                    assertThrows(KeyringVersionException.class, () -> TestKeyrings.open(disk));
            assertEquals(2, refused.details().get("found"));
            assertArrayEquals(before, disk.bytes("keyring"));
        }
    }

    @Test
    @Tag("S3.56")
    void costsBeyondTheBoundsAreRefusedBeforeTheyArePaid() {
        for (String kdf : new String[] {
            "\"memoryKiB\":2147483647", "\"memoryKiB\":99999999999999", "\"memoryKiB\":-8", "\"memoryKiB\":1"
        }) {
            assertRefused(new KeyringEditor(file).replaceAll("\"memoryKiB\":8", kdf));
        }
        assertRefused(new KeyringEditor(file).replaceAll("\"passes\":1", "\"passes\":1000000"));
        assertRefused(new KeyringEditor(file).replaceAll("\"lanes\":1", "\"lanes\":17"));
    }

    @Test
    void aBodyThatNoKeyringWritesIsRefused() {
        KeyringEditor editor = new KeyringEditor(file);
        assertRefused(editor.body("{}"));
        assertRefused(editor.body("[]"));
        assertRefused(editor.body(""));
        assertRefused(editor.body("{\"keyringId\":"));
        assertRefused(editor.body("{\"keyringId\":1.5}"));
        assertRefused(editor.body("[".repeat(100_000)));
        assertRefused(editor.replaceAll("\"slots\":", "\"hint\":\"my cat\",\"slots\":"));
        assertRefused(editor.replaceAll("\"passes\":1", "\"passes\":1,\"passes\":1"));
        assertRefused(editor.replaceAll("\"id\":1,\"type\"", "\"id\":\"1\",\"type\""));
        assertRefused(editor.replaceAll("\"type\":\"password\"", "\"type\":\"Tele pathy\""));
        assertRefused(editor.replaceAll("\"type\":\"password\"", "\"type\":\"recovery\""));
        assertRefused(editor.replaceAll("\"type\":\"password\"", "\"type\":\"password\",\"label\":\"\""));
        assertRefused(editor.replaceAll("\"epochs\":", "\"lastSlotId\":0,\"epochs\":"));
        assertRefused(editor.replaceAll("\"epochs\":", "\"rootNumber\":2,\"epochs\":"));
        assertRefused(editor.replaceAll("\"epochs\":", "\"rootNumber\":0,\"retired\":[],\"revoked\":[],\"epochs\":"));
        assertRefused(editor.replaceAll("\"id\":1,\"type\"", "\"id\":0,\"type\""));
        assertRefused(editor.replaceAll("\"state\":\"ACTIVE\"", "\"state\":\"PENDING\""));
        assertRefused(editor.replaceAll("\"algorithm\":\"argon2id\"", "\"algorithm\":\"md5\""));
        assertRefused(editor.replaceAll("\"version\":19", "\"version\":16"));
        assertRefused(editor.replaceAll(id.toString(), "not-a-uuid"));
        assertRefused(editor.replaceAll("\"createdAt\":\"20", "\"createdAt\":\"in 20"));
        assertRefused(editor.replaceAll("\"salt\":\"", "\"salt\":\"zz"));
        assertRefused(editor.replaceAll("\"epochs\":[{\"id\":1", "\"epochs\":[{\"id\":2"));
        assertRefused(editor.body(editor.text() + " {}"));
    }

    private void assertRefused(KeyringEditor edited) {
        byte[] bytes = edited.bytes();
        assertFalse(Arrays.equals(bytes, file), "the edit changed nothing");
        KeyringDamagedException refused =
                assertThrows(KeyringDamagedException.class, () -> TestKeyrings.open(TestFiles.with(bytes, bytes)));
        assertEquals("KEYRING_DAMAGED", refused.code());
        assertThrows(
                KeyringDamagedException.class,
                () -> TestKeyrings.open(TestFiles.with(bytes, bytes), "wrong"),
                "it must be refused before a password is tried");
        try (Keyring keyring = TestKeyrings.open(TestFiles.with(bytes, file))) {
            assertEquals(State.DAMAGED, keyring.openReport().copies().get(0).state());
        }
    }

    @Test
    @Tag("S3.56")
    void anEnormousFileIsRefusedUnread() {
        byte[] enormous = Arrays.copyOf(file, 4 * 1024 * 1024);
        assertThrows(KeyringDamagedException.class, () -> TestKeyrings.open(TestFiles.with(enormous, enormous)));
        TestKeyrings.open(TestFiles.with(enormous, file)).close();
    }

    @Test
    @Tag("S3.20")
    void anOldCopyNeverServesInPlaceOfANewerOneThatIsWhole() {
        SimDisk disk = TestFiles.with(file, file);
        try (Keyring keyring = TestKeyrings.open(disk)) {
            keyring.changePassword(TestKeyrings.password("new"));
        }
        SimDisk interrupted = TestFiles.with(disk.bytes("keyring"), file);
        assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(interrupted));
        try (Keyring keyring = TestKeyrings.open(interrupted, "new")) {
            assertEquals(2, keyring.generation());
            assertEquals(State.STALE, keyring.openReport().copies().get(1).state());
        }
        assertArrayEquals(disk.bytes("keyring"), interrupted.bytes("keyring.bak"));

        byte[] claim = new KeyringEditor(file).generation(99).body("{}").bytes();
        assertThrows(KeyringDamagedException.class, () -> TestKeyrings.open(TestFiles.with(claim, file)));
    }

    @Test
    @Tag("S3.13")
    void aCopyTheDeviceCannotReadIsReplacedByTheOther() {
        SimDisk disk = TestFiles.with(file, file);
        disk.failReads("keyring", 0, 512);
        try (Keyring keyring = TestKeyrings.open(disk)) {
            assertEquals(State.DAMAGED, keyring.openReport().copies().get(0).state());
            assertTrue(keyring.openReport().copies().get(0).repaired());
        }
    }

    @Test
    @Tag("S3.57")
    void aFullDiskDoesNotKeepAKeyringClosed() {
        SimDisk disk = TestFiles.with(flipped(100), file);
        disk.setCapacity(0);
        try (Keyring keyring = TestKeyrings.open(disk)) {
            OpenReport.Copy copy = keyring.openReport().copies().get(0);
            assertFalse(copy.repaired());
            assertTrue(String.valueOf(copy.reason()).contains("not repaired"));
            assertThrows(RuntimeException.class, () -> keyring.startEpoch("no room"));
            assertEquals(1, keyring.activeEpoch());
            disk.setCapacity(1 << 20);
            assertThrows(KeyringChangedException.class, () -> keyring.startEpoch("after a failure"));
        }
        try (Keyring keyring = TestKeyrings.open(disk)) {
            assertEquals(2, keyring.startEpoch("room again"));
        }
    }

    private byte[] flipped(int at) {
        byte[] flipped = file.clone();
        flipped[at] ^= 1;
        return flipped;
    }
}

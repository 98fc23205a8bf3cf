// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.base.Event;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.storage.NioStorage;
import io.duramen.testkit.SimDisk;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyringTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(1, 2), 1, 1);
    private static final byte[] MESSAGE = "a message".getBytes(StandardCharsets.UTF_8);

    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S3.17")
    void whatWasMadeIsOpenedByItsPasswordOnly() {
        UUID id;
        byte[] code;
        try (Keyring made = TestKeyrings.create(disk)) {
            id = made.keyringId();
            code = made.mac("manifest", MESSAGE);
            assertEquals(1, made.generation());
            assertTrue(made.openReport().isClean());
        }
        try (Keyring opened = TestKeyrings.open(disk)) {
            assertEquals(id, opened.keyringId());
            assertEquals(1, opened.generation());
            assertArrayEquals(code, opened.mac("manifest", MESSAGE));
            assertTrue(opened.openReport().isClean());
        }
        KeyRefusedException refused =
                assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(disk, "another password"));
        assertTrue(String.valueOf(refused.getMessage()).contains(disk.describe("keyring")));
        assertTrue(String.valueOf(refused.hint()).contains("duramen doctor"));
    }

    @Test
    void theDefaultCostWorksFromADirectoryThatIsMade(@TempDir Path temp) {
        Path directory = temp.resolve("store");
        UUID id;
        try (Keyring made = Keyring.create(directory, TestKeyrings.password("secret"), KeyringOptions.defaults())) {
            id = made.keyringId();
        }
        assertTrue(Keyring.exists(NioStorage.at(directory)));
        try (Keyring opened = Keyring.unlock(directory, TestKeyrings.password("secret"))) {
            assertEquals(id, opened.keyringId());
            assertTrue(opened.openReport().isClean());
        }
    }

    @Test
    @Tag("S3.49")
    void bothFilesAreTheOwnersOnly(@TempDir Path directory) throws Exception {
        TestKeyrings.create(NioStorage.at(directory)).close();
        for (String name : List.of("keyring", "keyring.bak")) {
            Path file = directory.resolve(name);
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                assertEquals(
                        "rw-------",
                        java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    void thePasswordMayBeTypedOnAnyKeyboard() {
        Keyring.create(disk, TestKeyrings.password("caf\u00e9"), TestKeyrings.QUICK)
                .close();
        TestKeyrings.open(disk, "cafe\u0301").close();
    }

    @Test
    void anUnlockIsGoodForOneCallOnly() {
        Unlock unlock = TestKeyrings.password("once");
        Keyring.create(disk, unlock, TestKeyrings.QUICK).close();
        assertThrows(IllegalStateException.class, () -> Keyring.unlock(disk, unlock, TestKeyrings.QUICK));
        assertThrows(IllegalArgumentException.class, () -> Unlock.password(new char[0]));
        assertThrows(IllegalArgumentException.class, () -> Unlock.password(new char[] {'a', '\ud800'}));
    }

    @Test
    void aKeyringIsNeverReplacedByCreate() {
        TestKeyrings.create(disk).close();
        byte[] before = disk.bytes("keyring");

        KeyringExistsException refused = assertThrows(KeyringExistsException.class, () -> TestKeyrings.create(disk));

        assertTrue(String.valueOf(refused.getMessage()).contains(disk.describe("keyring")));
        assertArrayEquals(before, disk.bytes("keyring"));
    }

    @Test
    void aMissingKeyringIsReportedAndNotMade() {
        KeyringMissingException missing = assertThrows(KeyringMissingException.class, () -> TestKeyrings.open(disk));
        assertEquals("KEYRING_MISSING", missing.code());
        assertTrue(disk.files().isEmpty());
        assertFalse(Keyring.exists(disk));
    }

    @Test
    @Tag("S3.17")
    void aNewPasswordMustNotBeCheapToGuess() {
        KeyringOptions options = KeyringOptions.defaults();
        assertThrows(IllegalArgumentException.class, () -> options.withCost(new Argon2Cost(18 * 1024, 4, 1)));
        assertThrows(IllegalArgumentException.class, () -> options.withCost(new Argon2Cost(19 * 1024, 1, 1)));
        options.withCost(Argon2Cost.FLOOR);
        options.withCost(new Argon2Cost(64 * 1024, 1, 4));
    }

    @Test
    @Tag("S3.19")
    @Tag("S3.20")
    void aChangedPasswordOpensWhatTheOldOneSealedAndTheOldOneIsRefused() {
        NewSegment segment;
        try (Keyring keyring = TestKeyrings.create(disk)) {
            segment = keyring.newSegment(SEGMENT);
            keyring.changePassword(TestKeyrings.password("second"));
            assertEquals(2, keyring.generation());
            keyring.changePassword(TestKeyrings.password("third"));
        }
        assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(disk));
        assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(disk, "second"));
        try (Keyring keyring = TestKeyrings.open(disk, "third")) {
            assertEquals(3, keyring.generation());
            keyring.openSegment(SEGMENT, segment.slot()).close();
        }
    }

    @Test
    @Tag("S3.19")
    @Tag("S3.20")
    void aNewEpochSealsNewSegmentsAndOldOnesStayReadable() {
        NewSegment before;
        NewSegment after;
        try (Keyring keyring = TestKeyrings.create(disk)) {
            before = keyring.newSegment(SEGMENT);
            assertEquals(2, keyring.startEpoch("a drill"));
            assertEquals(2, keyring.activeEpoch());
            after = keyring.newSegment(SEGMENT);
            keyring.openSegment(SEGMENT, before.slot()).close();
        }
        assertEquals(1, before.slot().get(12));
        assertEquals(2, after.slot().get(12));
        try (Keyring keyring = TestKeyrings.open(disk)) {
            keyring.openSegment(SEGMENT, before.slot()).close();
            keyring.openSegment(SEGMENT, after.slot()).close();
        }
    }

    @Test
    void aKeyringOlderThanTheDataSaysSo() {
        TestKeyrings.create(disk).close();
        byte[] old = disk.bytes("keyring");
        NewSegment segment;
        try (Keyring keyring = TestKeyrings.open(disk)) {
            keyring.startEpoch("a drill");
            segment = keyring.newSegment(SEGMENT);
        }
        SimDisk rolledBack = TestFiles.with(old, old);
        try (Keyring keyring = TestKeyrings.open(rolledBack)) {
            SealException refused =
                    assertThrows(SealException.class, () -> keyring.openSegment(SEGMENT, segment.slot()));
            assertEquals("EPOCH_UNKNOWN", refused.code());
        }
    }

    @Test
    void aKeyringThatAnotherProcessChangedIsNotOverwritten() {
        TestKeyrings.create(disk).close();
        try (Keyring one = TestKeyrings.open(disk);
                Keyring other = TestKeyrings.open(disk)) {
            other.startEpoch("first");
            assertThrows(KeyringChangedException.class, () -> one.startEpoch("second"));
            assertThrows(KeyringChangedException.class, () -> one.changePassword(TestKeyrings.password("lost")));
            assertEquals(1, one.generation());
        }
        try (Keyring opened = TestKeyrings.open(disk)) {
            assertEquals(2, opened.generation());
        }
    }

    @Test
    void codesDifferByPurposeAndKeyring() {
        try (Keyring keyring = TestKeyrings.create(disk);
                Keyring other = TestKeyrings.create(SimDisk.create())) {
            byte[] code = keyring.mac("manifest", MESSAGE);
            assertEquals(32, code.length);
            assertFalse(Arrays.equals(code, keyring.mac("root", MESSAGE)));
            assertFalse(Arrays.equals(code, other.mac("manifest", MESSAGE)));
            assertNotEquals(keyring.keyringId(), other.keyringId());
        }
    }

    @Test
    @Tag("S3.51")
    void afterCloseNoKeyCanBeUsed() {
        Keyring keyring = TestKeyrings.create(disk);
        NewSegment segment = keyring.newSegment(SEGMENT);
        keyring.close();
        keyring.close();

        assertThrows(IllegalStateException.class, () -> keyring.newSegment(SEGMENT));
        assertThrows(IllegalStateException.class, () -> keyring.openSegment(SEGMENT, segment.slot()));
        assertThrows(IllegalStateException.class, () -> keyring.mac("manifest", MESSAGE));
        assertThrows(IllegalStateException.class, () -> keyring.startEpoch("too late"));
        assertThrows(IllegalStateException.class, () -> keyring.changePassword(TestKeyrings.password("late")));
        assertThrows(
                IllegalStateException.class,
                () -> segment.cipher().seal(0, new byte[64], new byte[16], MESSAGE, 0, 9, new byte[40], 0));
    }

    @Test
    void whatIsDoneIsToldBeforeItIsDone() {
        List<String> heard = new ArrayList<>();
        KeyringOptions listening = TestKeyrings.QUICK.withEvents(event -> heard.add(event.type()));
        try (Keyring keyring = Keyring.create(disk, TestKeyrings.password("first"), listening)) {
            keyring.startEpoch("a drill");
            keyring.changePassword(TestKeyrings.password("second"));
        }
        assertThrows(KeyRefusedException.class, () -> Keyring.unlock(disk, TestKeyrings.password("first"), listening));
        Keyring.unlock(disk, TestKeyrings.password("second"), listening).close();
        assertEquals(
                List.of(
                        "keyring.create",
                        "keyring.epoch-start",
                        "keyring.password-change",
                        "keyring.refusal",
                        "keyring.unlock"),
                heard);
    }

    @Test
    void whatCannotBeRecordedIsNotDone() {
        TestKeyrings.create(disk).close();
        byte[] before = disk.bytes("keyring");
        KeyringOptions deaf = TestKeyrings.QUICK.withEvents(KeyringTest::refuse);

        assertThrows(
                UnsupportedOperationException.class,
                () -> Keyring.unlock(disk, TestKeyrings.password(TestKeyrings.PASSWORD), deaf));
        assertArrayEquals(before, disk.bytes("keyring"));
        SimDisk empty = SimDisk.create();
        assertThrows(
                UnsupportedOperationException.class, () -> Keyring.create(empty, TestKeyrings.password("p"), deaf));
        assertTrue(empty.files().isEmpty());
    }

    private static void refuse(Event event) {
        throw new UnsupportedOperationException(event.type());
    }
}

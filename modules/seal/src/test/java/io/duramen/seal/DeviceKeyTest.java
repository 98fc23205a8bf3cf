// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.seal.primitive.Bech32m;
import io.duramen.storage.StorageException;
import io.duramen.testkit.SimDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A device opens the keyring it was enrolled in with the key that never left it, and no other keyring. */
class DeviceKeyTest {
    @TempDir
    private Path temp;

    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S3.17")
    void anEnrolledDeviceOpensTheKeyring() {
        Path file = temp.resolve("laptop.key");
        try (Keyring keyring = TestKeyrings.create(disk);
                DeviceKey device = DeviceKey.create(file)) {
            assertNull(device.enrolment());
            Enrolment enrolment = keyring.enrol(device.publicKey(), "laptop");
            assertEquals(2, enrolment.deviceId());
            assertEquals(enrolment, keyring.enrolment(2));
            assertEquals("SLOT_UNKNOWN", code(() -> keyring.enrolment(1)));
            device.accept(Enrolment.parse(enrolment.text() + "\n"));
            assertEquals(enrolment, device.enrolment());
            SlotInfo slot = keyring.slots().get(1);
            assertEquals("device", slot.type());
            assertEquals(device.publicKey(), slot.devicePublicKey());
        }
        try (DeviceKey device = DeviceKey.read(file);
                Keyring keyring = open(device)) {
            assertEquals(2, keyring.openedSlot());
            assertEquals(2, keyring.generation());
        }
    }

    @Test
    @Tag("S3.49")
    void itsFileIsTheOwnersOnlyAndRefusedOtherwise() throws Exception {
        Path file = temp.resolve("laptop.key");
        DeviceKey.create(file).close();
        if (!Files.getFileStore(file).supportsFileAttributeView("posix")) {
            return;
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (DeviceKey device = DeviceKey.read(file);
                Keyring keyring = TestKeyrings.create(disk)) {
            device.accept(keyring.enrol(device.publicKey(), null));
        }
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        KeyringPermissionsException refused =
                assertThrows(KeyringPermissionsException.class, () -> DeviceKey.read(file));
        assertTrue(String.valueOf(refused.getMessage()).contains("device key"));
    }

    @Test
    void aKeyIsNeverOverwrittenByANewOne() {
        Path file = temp.resolve("laptop.key");
        DeviceKey.create(file).close();
        assertThrows(StorageException.class, () -> DeviceKey.create(file));
        DeviceKey.read(file).close();
    }

    @Test
    void aMissingADamagedAndAnUnenrolledKeyAreToldApart() throws Exception {
        Path file = temp.resolve("laptop.key");
        assertEquals("DEVICE_KEY_MISSING", code(() -> DeviceKey.read(file)));
        DeviceKey.create(file).close();
        try (DeviceKey device = DeviceKey.read(file)) {
            assertEquals("DEVICE_NOT_ENROLLED", code(() -> Unlock.device(device)));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 9) {
            Files.write(file, java.util.Arrays.copyOf(whole, length));
            assertEquals("DEVICE_KEY_DAMAGED", code(() -> DeviceKey.read(file)), "cut to " + length);
        }
        Files.write(file, new byte[100_000]);
        assertEquals("DEVICE_KEY_DAMAGED", code(() -> DeviceKey.read(file)));
    }

    @Test
    void aMistypedPublicKeyIsNotEnrolled() {
        try (Keyring keyring = TestKeyrings.create(disk);
                DeviceKey device = DeviceKey.create(temp.resolve("laptop.key"))) {
            String key = device.publicKey();
            char last = key.charAt(key.length() - 1);
            String mistyped = key.substring(0, key.length() - 1) + (last == 'q' ? 'p' : 'q');
            assertEquals("DEVICE_KEY_MISTYPED", code(() -> keyring.enrol(mistyped, null)));
            assertEquals("DEVICE_KEY_MISTYPED", code(() -> keyring.enrol("", null)));
            String nobodys = new String(Bech32m.encode("duramendev", new byte[32]));
            assertEquals("DEVICE_KEY_MISTYPED", code(() -> keyring.enrol(nobodys, null)));
            keyring.enrol(key, null);
            assertEquals("DEVICE_KNOWN", code(() -> keyring.enrol(key, null)));
            assertEquals(2, keyring.generation());
        }
    }

    /** Who has the files and the public key of a device makes a keyring of his own for it; the device does not take it. */
    @Test
    @Tag("S3.17")
    void aKeyringThatSomebodyElseMadeForTheDeviceIsRefused() {
        Path file = temp.resolve("laptop.key");
        try (Keyring keyring = TestKeyrings.create(disk);
                DeviceKey device = DeviceKey.create(file)) {
            device.accept(keyring.enrol(device.publicKey(), "laptop"));
        }
        SimDisk forged = SimDisk.create();
        try (Keyring keyring = Keyring.create(
                        forged, TestKeyrings.password("mine"), TestKeyrings.QUICK, TestKeyrings.fixedEnvironment());
                DeviceKey device = DeviceKey.read(file)) {
            keyring.enrol(device.publicKey(), "laptop");
        }
        try (DeviceKey device = DeviceKey.read(file)) {
            Enrolment honest = device.enrolment();
            assertThrows(
                    KeyRefusedException.class, () -> Keyring.unlock(forged, Unlock.device(device), TestKeyrings.QUICK));
            // even with the identity of the honest keyring: what counts is who sealed
            UUID theirs;
            try (Keyring keyring = Keyring.unlock(forged, TestKeyrings.password("mine"), TestKeyrings.QUICK)) {
                theirs = keyring.keyringId();
            }
            device.accept(new Enrolment(theirs, 2, honest.senderPublicKey()));
            assertThrows(
                    KeyRefusedException.class, () -> Keyring.unlock(forged, Unlock.device(device), TestKeyrings.QUICK));
        }
    }

    @Test
    void theKeyOfAnotherDeviceOpensNothing() {
        try (Keyring keyring = TestKeyrings.create(disk);
                DeviceKey one = DeviceKey.create(temp.resolve("one"));
                DeviceKey other = DeviceKey.create(temp.resolve("other"))) {
            Enrolment enrolment = keyring.enrol(one.publicKey(), "one");
            keyring.enrol(other.publicKey(), "other");
            other.accept(enrolment);
        }
        try (DeviceKey other = DeviceKey.read(temp.resolve("other"))) {
            assertThrows(KeyRefusedException.class, () -> open(other));
        }
    }

    private Keyring open(DeviceKey device) {
        return Keyring.unlock(disk, Unlock.device(device), TestKeyrings.QUICK);
    }

    private static String code(org.junit.jupiter.api.function.Executable attempt) {
        return assertThrows(SealException.class, attempt).code();
    }
}

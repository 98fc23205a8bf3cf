// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.SealException;
import io.duramen.seal.argon2.BouncyCastleKeyDerivation;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.seal.keyring.Slot;
import io.duramen.seal.keyring.SlotFacts;
import io.duramen.seal.keyring.UnknownSlot;
import io.duramen.testkit.SimDisk;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Slots of kinds that later releases write, for instance a key server and a password together: kept, shown, never opened. */
class UnknownSlotTest {
    private static final Instant THEN = Instant.parse("2030-01-02T03:04:05Z");

    private final SimDisk disk = later();

    @Test
    void aSlotOfAnUnknownKindIsShown() {
        try (Keyring keyring = TestKeyrings.open(disk)) {
            SlotInfo unknown = keyring.slots().get(1);
            assertEquals("all-of", unknown.type());
            assertEquals("server and password", unknown.label());
            assertFalse(unknown.isKnown());
            assertTrue(keyring.slots().get(0).isKnown());
        }
    }

    @Test
    void everyChangeKeepsItByteByByte() {
        String slot =
                "{\"id\":2,\"type\":\"all-of\",\"createdAt\":\"2030-01-02T03:04:05Z\",\"label\":\"server and password\","
                        + "\"policy\":[{\"type\":\"vault\",\"path\":\"kv/\u00e9\"},{\"type\":\"password\",\"kdf\":{\"memoryKiB\":9}}],"
                        + "\"round\":-7}";
        assertTrue(text().contains(slot), text());
        try (Keyring keyring = TestKeyrings.open(disk)) {
            keyring.startEpoch("a drill");
            keyring.changePassword(TestKeyrings.password("second"));
            keyring.exportRecovery(null).close();
        }
        assertTrue(text().contains(slot), text());
        TestKeyrings.open(disk, "second").close();
    }

    @Test
    void itIsNoWayInOfThisRelease() {
        try (Keyring keyring = TestKeyrings.open(disk)) {
            assertEquals(
                    "SLOT_LAST",
                    assertThrows(SealException.class, () -> keyring.removeSlot(1))
                            .code());
            keyring.removeSlot(2);
            assertEquals(1, keyring.slots().size());
        }
    }

    private String text() {
        return new KeyringEditor(disk.bytes("keyring")).text();
    }

    /** A disk with a keyring that a later release wrote. */
    private static SimDisk later() {
        SimDisk made = SimDisk.create();
        TestKeyrings.create(made).close();
        KeyringBody body = ((KeyringCopy.Sound) new KeyringFiles(made).read().get(0)).body();
        byte[] password = TestKeyrings.PASSWORD.getBytes(StandardCharsets.UTF_8);
        byte[] rootKey = body.slots()
                .get(0)
                .open(body.keyringId(), new Credential.Password(password), new BouncyCastleKeyDerivation());
        Map<String, Object> factor = new LinkedHashMap<>();
        factor.put("type", "vault");
        factor.put("path", "kv/\u00e9");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("type", "password");
        other.put("kdf", Map.of("memoryKiB", 9L));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("policy", List.of(factor, other));
        fields.put("round", -7L);
        List<Slot> slots = new ArrayList<>(body.slots());
        slots.add(new UnknownSlot(new SlotFacts(2, THEN, "server and password"), "all-of", fields));
        byte[] file = KeyringMaker.encode(body.withSlots(slots), 2, rootKey);
        return TestFiles.with(file, file);
    }
}

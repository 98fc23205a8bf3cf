// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.crypto.Sealing.NewSegment;
import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.testkit.SimDisk;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More than one way in: each opens what the others sealed, each can be taken out, and none is taken for another. */
class KeyringSlotsTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(1, 2), 1, 1);
    private static final byte[] RAW = new DeterministicRandom(3).bytes(32);

    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S3.17")
    void everyWayInOpensWhatWasSealedThroughAnother() {
        NewSegment segment;
        char[] printed;
        try (Keyring keyring = TestKeyrings.create(disk)) {
            segment = keyring.newSegment(SEGMENT);
            assertEquals(2, keyring.addSlot(TestKeyrings.password("second"), "the deputy"));
            assertEquals(3, keyring.addSlot(Unlock.rawKey(RAW), null));
            try (RecoveryKey recovery = keyring.exportRecovery("in the drawer")) {
                printed = recovery.text();
            }
            assertEquals(4, keyring.generation());
        }
        for (Unlock unlock : List.of(
                TestKeyrings.password(TestKeyrings.PASSWORD),
                TestKeyrings.password("second"),
                Unlock.rawKey(RAW),
                Unlock.recoveryKey(RecoveryKey.parse(printed)))) {
            try (Keyring keyring = open(unlock)) {
                keyring.openSegment(SEGMENT, segment.slot()).close();
            }
        }
        try (Keyring keyring = TestKeyrings.open(disk)) {
            List<SlotInfo> slots = keyring.slots();
            assertEquals(
                    List.of("password", "password", "raw", "recovery"),
                    slots.stream().map(SlotInfo::type).toList());
            assertEquals("the deputy", slots.get(1).label());
            assertNull(slots.get(2).label());
            assertEquals(1, keyring.openedSlot());
        }
        try (Keyring keyring = open(Unlock.rawKey(RAW))) {
            assertEquals(3, keyring.openedSlot());
        }
    }

    @Test
    void aWrongKeyOfAnyKindIsRefusedInTheSameWay() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            keyring.addSlot(Unlock.rawKey(RAW), null);
            keyring.exportRecovery(null).close();
        }
        SimDisk other = SimDisk.create();
        RecoveryKey foreign;
        try (Keyring keyring = TestKeyrings.create(other)) {
            foreign = keyring.exportRecovery(null);
        }
        byte[] wrong = RAW.clone();
        wrong[0] ^= 1;
        for (Unlock unlock :
                List.of(TestKeyrings.password("wrong"), Unlock.rawKey(wrong), Unlock.recoveryKey(foreign))) {
            KeyRefusedException refused = assertThrows(KeyRefusedException.class, () -> open(unlock));
            assertTrue(String.valueOf(refused.getMessage()).contains("opens none of its slots (3)"));
            assertEquals(3, refused.details().get("slots"));
        }
    }

    @Test
    void aRawKeyIsThirtyTwoBytesThatAreNotAllTheSame() {
        assertThrows(IllegalArgumentException.class, () -> Unlock.rawKey(new byte[16]));
        assertThrows(IllegalArgumentException.class, () -> Unlock.rawKey(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Unlock.rawKey(new byte[32]));
        Unlock.rawKey(RAW).close();
    }

    @Test
    @Tag("S3.20")
    void aRemovedWayInOpensNothingAndItsNumberIsNeverUsedAgain() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            int raw = keyring.addSlot(Unlock.rawKey(RAW), "embedded");
            keyring.removeSlot(raw);
            assertEquals(1, keyring.slots().size());
            assertEquals(raw + 1, keyring.addSlot(TestKeyrings.password("later"), null));
            SealException unknown = assertThrows(SealException.class, () -> keyring.removeSlot(raw));
            assertEquals("SLOT_UNKNOWN", unknown.code());
        }
        assertThrows(KeyRefusedException.class, () -> open(Unlock.rawKey(RAW)));
        try (Keyring keyring = TestKeyrings.open(disk, "later")) {
            keyring.removeSlot(1);
            keyring.changePassword(TestKeyrings.password("latest"));
            assertEquals(4, keyring.openedSlot());
        }
        assertThrows(KeyRefusedException.class, () -> TestKeyrings.open(disk));
        TestKeyrings.open(disk, "latest").close();
    }

    @Test
    void theLastWayInIsNotRemoved() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            SealException refused = assertThrows(SealException.class, () -> keyring.removeSlot(1));
            assertEquals("SLOT_LAST", refused.code());
            assertEquals(1, keyring.generation());
        }
        TestKeyrings.open(disk).close();
    }

    @Test
    void onlyAPasswordIsChangedAndOnlyIntoAPassword() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            keyring.addSlot(Unlock.rawKey(RAW), null);
            assertEquals(
                    "SLOT_KIND",
                    assertThrows(SealException.class, () -> keyring.changePassword(Unlock.rawKey(RAW)))
                            .code());
        }
        try (Keyring keyring = open(Unlock.rawKey(RAW))) {
            assertThrows(SealException.class, () -> keyring.changePassword(TestKeyrings.password("new")));
            assertEquals(2, keyring.generation());
        }
    }

    @Test
    void aChangedPasswordKeepsItsLabel() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            keyring.addSlot(TestKeyrings.password("second"), "the deputy");
        }
        try (Keyring keyring = TestKeyrings.open(disk, "second")) {
            keyring.changePassword(TestKeyrings.password("third"));
            assertEquals("the deputy", keyring.slots().get(1).label());
        }
    }

    @Test
    void thereAreAsManyPasswordsAsOneMayHaveToTry() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            for (int i = 2; i <= 8; i++) {
                keyring.addSlot(TestKeyrings.password("password " + i), null);
            }
            SealException full =
                    assertThrows(SealException.class, () -> keyring.addSlot(TestKeyrings.password("nine"), null));
            assertEquals("SLOTS_FULL", full.code());
            for (int i = 9; i <= 64; i++) {
                keyring.addSlot(Unlock.rawKey(new DeterministicRandom(i).bytes(32)), null);
            }
            assertThrows(SealException.class, () -> keyring.addSlot(Unlock.rawKey(RAW), null));
        }
        open(Unlock.rawKey(new DeterministicRandom(64).bytes(32))).close();
        TestKeyrings.open(disk, "password 8").close();
    }

    @Test
    void aLabelIsShortAndStandsInClear() {
        try (Keyring keyring = TestKeyrings.create(disk)) {
            assertThrows(IllegalArgumentException.class, () -> keyring.addSlot(Unlock.rawKey(RAW), "x".repeat(65)));
            assertThrows(IllegalArgumentException.class, () -> keyring.addSlot(Unlock.rawKey(RAW), ""));
            keyring.addSlot(Unlock.rawKey(RAW), "x".repeat(64));
        }
        assertTrue(new KeyringEditor(disk.bytes("keyring")).text().contains("\"label\":\"" + "x".repeat(64)));
    }

    @Test
    @Tag("S3.53")
    void everyChangeIsToldBeforeItIsDone() {
        List<String> heard = new ArrayList<>();
        KeyringOptions listening = TestKeyrings.QUICK.withEvents(
                event -> heard.add(event.type() + " " + event.details().get("slot")));
        try (Keyring keyring = Keyring.create(disk, TestKeyrings.password("first"), listening)) {
            keyring.addSlot(Unlock.rawKey(RAW), null);
            keyring.exportRecovery(null).close();
            keyring.removeSlot(2);
        }
        assertEquals(
                List.of(
                        "keyring.create null",
                        "keyring.slot-add 2",
                        "keyring.recovery-export 3",
                        "keyring.slot-remove 2"),
                heard);
        heard.clear();
        Keyring.unlock(disk, TestKeyrings.password("first"), listening).close();
        assertEquals(List.of("keyring.unlock 1"), heard);
    }

    @Test
    void whatASinkRefusesIsNotAdded() {
        TestKeyrings.create(disk).close();
        boolean[] deaf = {false};
        KeyringOptions options = TestKeyrings.QUICK.withEvents(event -> {
            if (deaf[0]) {
                throw new UnsupportedOperationException(event.type());
            }
        });
        byte[] before = disk.bytes("keyring");
        try (Keyring keyring = Keyring.unlock(disk, TestKeyrings.password(TestKeyrings.PASSWORD), options)) {
            deaf[0] = true;
            assertThrows(UnsupportedOperationException.class, () -> keyring.addSlot(Unlock.rawKey(RAW), null));
            assertThrows(UnsupportedOperationException.class, () -> keyring.exportRecovery(null));
            assertArrayEquals(before, disk.bytes("keyring"));
            deaf[0] = false;
            keyring.addSlot(Unlock.rawKey(RAW), null);
        }
        assertFalse(java.util.Arrays.equals(before, disk.bytes("keyring")));
    }

    private Keyring open(Unlock unlock) {
        return Keyring.unlock(disk, unlock, TestKeyrings.QUICK);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.duramen.crypto.SegmentIdentity;
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.testkit.SimDisk;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A keyring with every kind of slot, as it was written when they were new: it opens for ever. Made by the steps of {@code
 * KeyringCrashTest} and a few more; a seal of HPKE is never written twice alike, so this one is only read.
 */
class KeyringFixtureTest {
    private static final SegmentIdentity SEGMENT = new SegmentIdentity(new UUID(1, 2), 1, 1);
    private static final String RECOVERY =
            "duramen1 zymx pccz j2ew d5qa j60y 5yv2 dfd8 " + "np9l 0mlp 62sh wa2y d4kl 8qyq 5ycd uv";
    private static final String ENROLMENT = "c86f701e-c4d3-4b12-8aae-7a749609064e:4:"
            + "7587f653a485c6cf0bb50925726b20e8324774411ee44f7d9602306e957d8a54";

    private final SimDisk disk = SimDisk.create();

    @Test
    @Tag("S3.17")
    void everySlotOfTheFixtureThatThisReleaseKnowsOpensIt() throws IOException {
        byte[] file;
        try (InputStream in = KeyringFixtureTest.class.getResourceAsStream("/golden/keyring-slots.bin")) {
            file = in.readAllBytes();
        }
        TestFiles.write(disk, "keyring", file);
        TestFiles.write(disk, "keyring.bak", file);
        for (Unlock unlock : List.of(
                TestKeyrings.password("duramen"),
                Unlock.rawKey(new DeterministicRandom(2).bytes(32)),
                Unlock.recoveryKey(RecoveryKey.parse(RECOVERY.toCharArray())),
                Unlock.device(Enrolment.parse(ENROLMENT), new DeterministicRandom(3).bytes(32)))) {
            try (Keyring keyring = Keyring.unlock(disk, unlock, TestKeyrings.QUICK)) {
                assertEquals(
                        List.of("password", "raw", "recovery", "device", "vault"),
                        keyring.slots().stream().map(SlotInfo::type).toList());
                assertEquals(5, keyring.revokedDevices().get(0).id());
                assertEquals(2, keyring.activeEpoch());
                assertFalse(keyring.slots().get(4).isKnown());
                keyring.newSegment(SEGMENT).cipher().close();
            }
        }
        assertEquals(HexFormat.of().formatHex(file), HexFormat.of().formatHex(disk.bytes("keyring")));
    }
}

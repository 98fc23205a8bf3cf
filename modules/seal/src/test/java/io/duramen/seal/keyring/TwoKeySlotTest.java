// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.argon2.BouncyCastleKeyDerivation;
import io.duramen.seal.primitive.AesGcm;
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.seal.primitive.TwoKeyCiphertext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A crafted slot that GCM would open for two passwords tells an attacker nothing: the commitment is one password's only. */
class TwoKeySlotTest {
    private static final UUID KEYRING = new UUID(1, 2);
    private static final Argon2Cost COST = new Argon2Cost(8, 1, 1);
    private static final byte[] FIRST = "first".getBytes(StandardCharsets.UTF_8);
    private static final byte[] SECOND = "second".getBytes(StandardCharsets.UTF_8);

    private final BouncyCastleKeyDerivation argon2 = new BouncyCastleKeyDerivation();

    @Test
    @Tag("S3.17")
    void aCiphertextThatOpensUnderTwoPasswordsIsRefusedForTheOneTheSlotDoesNotCommitTo() throws Exception {
        PasswordSlot honest = PasswordSlot.make(context(), facts(1), FIRST, new byte[32]);
        WrappedKey key = honest.key();
        byte[] firstOnce = oneTimeKey(FIRST, key);
        byte[] secondOnce = oneTimeKey(SECOND, key);
        byte[] bound =
                WrappedKey.associatedData(PasswordSlot.header(KEYRING, 1, COST), 1, key.salt(), key.commitment());

        byte[] crafted = TwoKeyCiphertext.make(firstOnce, bound, secondOnce, bound, 2);
        PasswordSlot slot = new PasswordSlot(
                facts(1), COST, new WrappedKey(1, key.salt(), key.commitment(), key.wrapSalt(), crafted));

        assertNotNull(AesGcm.open(firstOnce, bound, crafted), "GCM accepts it under the first");
        assertNotNull(AesGcm.open(secondOnce, bound, crafted), "GCM accepts it under the second");
        assertNotNull(slot.open(KEYRING, FIRST, argon2));
        assertNull(slot.open(KEYRING, SECOND, argon2));
    }

    private SlotContext context() {
        return new SlotContext(KEYRING, 1, new DeterministicRandom(3), argon2, COST);
    }

    private static SlotFacts facts(int id) {
        return new SlotFacts(id, Instant.EPOCH, null);
    }

    private byte[] oneTimeKey(byte[] password, WrappedKey key) {
        byte[] derived = PasswordSlot.derive(KEYRING, 1, password, key.salt(), COST, argon2);
        return WrappedKey.oneTimeKey(derived, key.generation(), key.wrapSalt());
    }

    @Test
    @Tag("S3.17")
    void aSlotWhoseEveryPartIsAlteredInTurnIsRefused() {
        PasswordSlot slot = PasswordSlot.make(context(), facts(1), FIRST, new byte[32]);
        WrappedKey key = slot.key();
        assertNotNull(slot.open(KEYRING, FIRST, argon2));
        assertNull(slot.open(new UUID(1, 3), FIRST, argon2), "keyring");
        assertNull(new PasswordSlot(facts(2), COST, key).open(KEYRING, FIRST, argon2), "number");
        assertNull(new PasswordSlot(facts(1), new Argon2Cost(9, 1, 1), key).open(KEYRING, FIRST, argon2), "cost");
        for (int part = 0; part < 5; part++) {
            assertNull(
                    new PasswordSlot(facts(1), COST, altered(key, part)).open(KEYRING, FIRST, argon2), "part " + part);
        }
    }

    private static WrappedKey altered(WrappedKey key, int part) {
        return new WrappedKey(
                part == 0 ? 2 : key.generation(),
                part == 1 ? flipped(key.salt()) : key.salt(),
                part == 2 ? flipped(key.commitment()) : key.commitment(),
                part == 3 ? flipped(key.wrapSalt()) : key.wrapSalt(),
                part == 4 ? flipped(key.wrapped()) : key.wrapped());
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] copy = Arrays.copyOf(bytes, bytes.length);
        copy[bytes.length / 2] ^= 4;
        return copy;
    }
}

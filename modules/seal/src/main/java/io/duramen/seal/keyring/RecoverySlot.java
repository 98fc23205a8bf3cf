// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Hpke;
import io.duramen.seal.primitive.Info;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root key sealed to a key pair that is derived from a recovery key, so that a new root key is sealed to it while the
 * recovery key stays in its drawer.
 *
 * @param facts what the slot says of itself
 * @param keySalt 32 random bytes from which, with the recovery key, both key pairs of the slot are derived
 * @param rootKey the sealed root key
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record RecoverySlot(SlotFacts facts, byte[] keySalt, SealedRootKey rootKey) implements Slot.Public {
    /** The name of this kind of slot in the file. */
    public static final String TYPE = "recovery";

    /**
     * Makes a slot.
     *
     * @param context what it is made for and with
     * @param facts what it says of itself
     * @param recoveryKey 32 bytes; not altered
     * @param rootKey the root key; not altered
     * @return the slot
     */
    public static RecoverySlot make(SlotContext context, SlotFacts facts, byte[] recoveryKey, byte[] rootKey) {
        byte[] keySalt = context.random().bytes(WrappedKey.SALT_BYTES);
        Pair pair = Pair.of(context.keyringId(), facts.id(), recoveryKey, keySalt);
        try {
            return new RecoverySlot(
                    facts,
                    keySalt,
                    SealedRootKey.make(
                            context, TYPE, facts.id(), Hpke.publicKey(pair.receiver()), pair.sender(), rootKey));
        } finally {
            pair.wipe();
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public byte @Nullable [] open(UUID keyringId, Credential credential, KeyDerivation derivation) {
        if (!(credential instanceof Credential.Recovery recovery)) {
            return null;
        }
        Pair pair = Pair.of(keyringId, id(), recovery.key(), keySalt);
        try {
            return rootKey.open(TYPE, keyringId, id(), pair.receiver(), Hpke.publicKey(pair.sender()));
        } finally {
            pair.wipe();
        }
    }

    @Override
    public RecoverySlot resealed(SlotContext context, byte[] oldRootKey, byte[] newRootKey) {
        return new RecoverySlot(facts, keySalt, rootKey.resealed(context, TYPE, id(), oldRootKey, newRootKey));
    }

    /** The private keys of who opens the slot and of who seals to it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Pair(byte[] receiver, byte[] sender) {
        static Pair of(UUID keyringId, int id, byte[] recoveryKey, byte[] keySalt) {
            byte[] info = Info.of("duramen/v1 slot")
                    .text(TYPE)
                    .uuid(keyringId)
                    .number32(id)
                    .raw(keySalt)
                    .toBytes();
            byte[] material = Hkdf.expand(recoveryKey, info, 2 * Hpke.KEY_BYTES);
            byte[] first = Arrays.copyOf(material, Hpke.KEY_BYTES);
            byte[] second = Arrays.copyOfRange(material, Hpke.KEY_BYTES, material.length);
            try {
                return new Pair(Hpke.privateKey(first), Hpke.privateKey(second));
            } finally {
                Arrays.fill(material, (byte) 0);
                Arrays.fill(first, (byte) 0);
                Arrays.fill(second, (byte) 0);
            }
        }

        void wipe() {
            Arrays.fill(receiver, (byte) 0);
            Arrays.fill(sender, (byte) 0);
        }

        @Override
        public String toString() {
            return "Pair";
        }
    }
}

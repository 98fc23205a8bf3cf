// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.seal.primitive.Hpke;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root key sealed to the X25519 key of a device. Its number is the device's.
 *
 * @param facts what the slot says of itself
 * @param rootKey the sealed root key
 */
public record DeviceSlot(SlotFacts facts, SealedRootKey rootKey) implements Slot.Public {
    /** The name of this kind of slot in the file. */
    public static final String TYPE = "device";

    /**
     * Makes a slot.
     *
     * @param context what it is made for and with
     * @param facts what it says of itself
     * @param publicKey the device's public key, 32 bytes
     * @param sender the private key of whoever seals to this device, 32 bytes, kept for this slot alone; not altered
     * @param rootKey the root key; not altered
     * @return the slot
     */
    public static DeviceSlot make(
            SlotContext context, SlotFacts facts, byte[] publicKey, byte[] sender, byte[] rootKey) {
        return new DeviceSlot(facts, SealedRootKey.make(context, TYPE, facts.id(), publicKey.clone(), sender, rootKey));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public byte @Nullable [] open(UUID keyringId, Credential credential, KeyDerivation derivation) {
        return credential instanceof Credential.Device device
                        && device.keyringId().equals(keyringId)
                        && device.id() == id()
                ? rootKey.open(TYPE, keyringId, id(), device.privateKey(), device.sender())
                : null;
    }

    /**
     * Returns the public key of whoever seals to this device.
     *
     * @param keyringId the keyring
     * @param root the root key; not altered
     * @return 32 bytes
     */
    public byte[] sender(UUID keyringId, byte[] root) {
        byte[] senderKey = rootKey.senderKey(keyringId, id(), root);
        try {
            return Hpke.publicKey(senderKey);
        } finally {
            Arrays.fill(senderKey, (byte) 0);
        }
    }

    @Override
    public DeviceSlot resealed(SlotContext context, byte[] oldRootKey, byte[] newRootKey) {
        return new DeviceSlot(facts, rootKey.resealed(context, TYPE, id(), oldRootKey, newRootKey));
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.KeyDerivation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One way into a keyring: the root key, sealed so that one credential opens it. */
public sealed interface Slot permits PasswordSlot, RawKeySlot, Slot.Public, TokenSlot, UnknownSlot {

    /**
     * Returns what the slot says of itself in clear.
     *
     * @return the facts
     */
    SlotFacts facts();

    /**
     * Returns the name of this kind of slot in the file.
     *
     * @return the name
     */
    String type();

    /**
     * Opens the slot.
     *
     * @param keyringId the keyring
     * @param credential what was offered; not altered
     * @param derivation computes Argon2id
     * @return the root key, in a new array that the caller wipes, or {@code null} if the credential is of another kind or wrong,
     *     or the slot was altered; the last two cannot be told apart
     */
    byte @Nullable [] open(UUID keyringId, Credential credential, KeyDerivation derivation);

    /**
     * Returns the slot's number.
     *
     * @return a number from 1, never used again in this keyring
     */
    default int id() {
        return facts().id();
    }

    /** A slot to which another root key can be sealed without the secret that opens it. */
    sealed interface Public extends Slot permits DeviceSlot, RecoverySlot {

        /**
         * Seals a new root key to whoever opens this slot.
         *
         * @param context the keyring's next generation
         * @param oldRootKey the root key that the slot holds; not altered
         * @param newRootKey the root key that it shall hold; not altered
         * @return the slot that replaces this one
         */
        Slot resealed(SlotContext context, byte[] oldRootKey, byte[] newRootKey);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.KeyDerivation;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root key under 32 random bytes that an embedding program keeps.
 *
 * @param facts what the slot says of itself
 * @param key the wrapped root key
 */
public record RawKeySlot(SlotFacts facts, WrappedKey key) implements Slot {
    /** The name of this kind of slot in the file. */
    public static final String TYPE = "raw";

    /**
     * Makes a slot.
     *
     * @param context what it is made for and with
     * @param facts what it says of itself
     * @param rawKey 32 bytes; not altered
     * @param rootKey the root key; not altered
     * @return the slot
     */
    public static RawKeySlot make(SlotContext context, SlotFacts facts, byte[] rawKey, byte[] rootKey) {
        KeyedWrap wrap = new KeyedWrap(TYPE, context.keyringId(), facts.id());
        return new RawKeySlot(facts, wrap.wrap(rawKey, context.generation(), rootKey, context.random()));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public byte @Nullable [] open(UUID keyringId, Credential credential, KeyDerivation derivation) {
        return credential instanceof Credential.RawKey raw
                ? new KeyedWrap(TYPE, keyringId, id()).unwrap(raw.key(), key)
                : null;
    }
}

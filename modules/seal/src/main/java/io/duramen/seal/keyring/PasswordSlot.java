// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.seal.primitive.Info;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root key under a password, by Argon2id.
 *
 * @param facts what the slot says of itself
 * @param cost what a guess costs
 * @param key the wrapped root key
 */
public record PasswordSlot(SlotFacts facts, Argon2Cost cost, WrappedKey key) implements Slot {
    /** The name of this kind of slot in the file. */
    public static final String TYPE = "password";

    private static final byte[] NO_PEPPER = {};

    /**
     * Makes a slot.
     *
     * @param context what it is made for and with
     * @param facts what it says of itself
     * @param password the password as UTF-8; not altered
     * @param rootKey the root key; not altered
     * @return the slot
     */
    public static PasswordSlot make(SlotContext context, SlotFacts facts, byte[] password, byte[] rootKey) {
        byte[] salt = context.random().bytes(WrappedKey.SALT_BYTES);
        Argon2Cost cost = context.cost();
        byte[] derived = derive(context.keyringId(), facts.id(), password, salt, cost, context.derivation());
        try {
            Info header = header(context.keyringId(), facts.id(), cost);
            return new PasswordSlot(
                    facts,
                    cost,
                    WrappedKey.wrap(derived, salt, context.generation(), header, rootKey, context.random()));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public byte @Nullable [] open(UUID keyringId, Credential credential, KeyDerivation derivation) {
        return credential instanceof Credential.Password password ? open(keyringId, password.utf8(), derivation) : null;
    }

    byte @Nullable [] open(UUID keyringId, byte[] password, KeyDerivation derivation) {
        byte[] derived = derive(keyringId, id(), password, key.salt(), cost, derivation);
        try {
            return key.unwrap(derived, header(keyringId, id(), cost));
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    static byte[] derive(
            UUID keyringId, int id, byte[] password, byte[] salt, Argon2Cost cost, KeyDerivation derivation) {
        byte[] boundTo = Info.of("duramen/v1 slot").uuid(keyringId).number32(id).toBytes();
        return derivation.argon2id(password, salt, NO_PEPPER, boundTo, cost, WrappedKey.DERIVED_BYTES);
    }

    static Info header(UUID keyringId, int id, Argon2Cost cost) {
        return Info.of(TYPE)
                .uuid(keyringId)
                .number32(id)
                .number32(cost.memoryKiB())
                .number32(cost.passes())
                .number32(cost.lanes());
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.RandomSource;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The root key, wrapped under a password by way of Argon2id.
 *
 * @param id the slot's number, never used again in this keyring
 * @param cost what a guess costs
 * @param key the wrapped root key
 * @param createdAt when the slot was made, to the second
 */
public record PasswordSlot(int id, Argon2Cost cost, WrappedKey key, Instant createdAt) {
    /** The name of this kind of slot in the file. */
    public static final String TYPE = "password";

    private static final byte[] NO_PEPPER = {};

    /**
     * Makes a slot.
     *
     * @param keyringId the keyring
     * @param id the slot's number
     * @param generation the keyring's generation
     * @param password the password as UTF-8; not altered
     * @param rootKey the root key; not altered
     * @param cost what a guess shall cost
     * @param derivation computes Argon2id
     * @param random gives salts
     * @param now the time
     * @return the slot
     */
    public static PasswordSlot make(
            UUID keyringId,
            int id,
            long generation,
            byte[] password,
            byte[] rootKey,
            Argon2Cost cost,
            KeyDerivation derivation,
            RandomSource random,
            Instant now) {
        byte[] salt = random.bytes(WrappedKey.SALT_BYTES);
        byte[] derived = derive(keyringId, id, password, salt, cost, derivation);
        try {
            Info header = header(keyringId, id, cost);
            return new PasswordSlot(id, cost, WrappedKey.wrap(derived, salt, generation, header, rootKey, random), now);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /**
     * Opens the slot.
     *
     * @param keyringId the keyring
     * @param password the password as UTF-8; not altered
     * @param derivation computes Argon2id
     * @return the root key, in a new array that the caller wipes, or {@code null} if the password is wrong or the slot was
     *     altered; the two cannot be told apart
     */
    public byte @Nullable [] open(UUID keyringId, byte[] password, KeyDerivation derivation) {
        byte[] derived = derive(keyringId, id, password, key.salt(), cost, derivation);
        try {
            return key.unwrap(derived, header(keyringId, id, cost));
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

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.RandomSource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a span of time, wrapped under the root key. New segments and files get keys under the active epoch; those of
 * closed epochs can still be read.
 *
 * @param number the epoch's number, from 1, each one more than the last
 * @param key the wrapped epoch key
 * @param createdAt when it began, to the second
 * @param closing when and why it ended; {@code null} for the active one
 */
public record Epoch(
        int number,
        WrappedKey key,
        Instant createdAt,
        @Nullable Closing closing) {
    private static final String TYPE = "epoch";

    /**
     * How an epoch ended.
     *
     * @param at when, to the second
     * @param reason why, as the caller said
     */
    public record Closing(Instant at, String reason) {}

    /**
     * Makes an epoch.
     *
     * @param keyringId the keyring
     * @param number the epoch's number
     * @param generation the keyring's generation
     * @param rootKey the root key; not altered
     * @param epochKey the epoch's key; not altered
     * @param random gives salts
     * @param now the time
     * @return the epoch, active
     */
    public static Epoch make(
            UUID keyringId,
            int number,
            long generation,
            byte[] rootKey,
            byte[] epochKey,
            RandomSource random,
            Instant now) {
        byte[] salt = random.bytes(WrappedKey.SALT_BYTES);
        byte[] derived = derive(keyringId, number, rootKey, salt);
        try {
            return new Epoch(
                    number,
                    WrappedKey.wrap(derived, salt, generation, header(keyringId, number), epochKey, random),
                    now,
                    null);
        } finally {
            java.util.Arrays.fill(derived, (byte) 0);
        }
    }

    /**
     * Unwraps the epoch's key.
     *
     * @param keyringId the keyring
     * @param rootKey the root key; not altered
     * @return the key, in a new array that the caller wipes, or {@code null} if this is not its root key
     */
    public byte @Nullable [] open(UUID keyringId, byte[] rootKey) {
        byte[] derived = derive(keyringId, number, rootKey, key.salt());
        try {
            return key.unwrap(derived, header(keyringId, number));
        } finally {
            java.util.Arrays.fill(derived, (byte) 0);
        }
    }

    /**
     * Ends the epoch.
     *
     * @param at when
     * @param reason why
     * @return the closed epoch
     */
    public Epoch closed(Instant at, String reason) {
        return new Epoch(number, key, createdAt, new Closing(at, reason));
    }

    private static byte[] derive(UUID keyringId, int number, byte[] rootKey, byte[] salt) {
        byte[] info = Info.of("duramen/v1 slot")
                .text(TYPE)
                .uuid(keyringId)
                .number32(number)
                .raw(salt)
                .toBytes();
        return Hkdf.expand(rootKey, info, WrappedKey.DERIVED_BYTES);
    }

    private static Info header(UUID keyringId, int number) {
        return Info.of(TYPE).uuid(keyringId).number32(number);
    }
}

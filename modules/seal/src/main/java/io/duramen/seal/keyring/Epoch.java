// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.KeyEpoch;
import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.RandomSource;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The key of a span of time, wrapped under the root key. New segments and files get keys under the active epoch; those of
 * closed epochs can still be read until the key is destroyed.
 *
 * @param number the epoch's number, from 1, each one more than the last
 * @param key the wrapped epoch key; {@code null} if it was destroyed
 * @param createdAt when it began, to the second
 * @param closing when and why it ended; {@code null} for the active one
 */
public record Epoch(
        int number,
        @Nullable WrappedKey key,
        Instant createdAt,
        @Nullable Closing closing) {
    private static final String TYPE = "epoch";

    /**
     * How an epoch ended.
     *
     * @param at when, to the second
     * @param reason why, as the caller said
     * @param lastSegments for each log that said so, the last segment that may be under the epoch
     * @param destroyedAt when the key was removed, to the second; {@code null} while it is there
     */
    public record Closing(
            Instant at,
            String reason,
            Map<UUID, Long> lastSegments,
            @Nullable Instant destroyedAt) {

        /** Copies the map. */
        public Closing {
            lastSegments = Map.copyOf(lastSegments);
        }
    }

    /**
     * Tells what becomes of the key.
     *
     * @return the state
     */
    public KeyEpoch.State state() {
        if (closing == null) {
            return KeyEpoch.State.ACTIVE;
        }
        return closing.destroyedAt() == null ? KeyEpoch.State.CLOSED : KeyEpoch.State.DESTROYED;
    }

    /**
     * Shows the epoch without its key.
     *
     * @return what is known of it
     */
    public KeyEpoch shown() {
        return new KeyEpoch(
                number,
                state(),
                createdAt,
                closing == null ? null : closing.at(),
                closing == null ? null : closing.reason(),
                closing == null ? Map.of() : closing.lastSegments());
    }

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
     * @return the key, in a new array that the caller wipes, or {@code null} if this is not its root key, or the key was
     *     destroyed
     */
    public byte @Nullable [] open(UUID keyringId, byte[] rootKey) {
        WrappedKey wrapped = key;
        if (wrapped == null) {
            return null;
        }
        byte[] derived = derive(keyringId, number, rootKey, wrapped.salt());
        try {
            return wrapped.unwrap(derived, header(keyringId, number));
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
        return new Epoch(number, key, createdAt, new Closing(at, reason, Map.of(), null));
    }

    /**
     * Notes where a log goes on under a later epoch, unless that is known or this one is not merely closed.
     *
     * @param log the log
     * @param lastSegment the last segment that may be under this epoch
     * @return the epoch with the note
     */
    public Epoch closedFor(UUID log, long lastSegment) {
        if (closing == null
                || closing.destroyedAt() != null
                || closing.lastSegments().containsKey(log)) {
            return this;
        }
        Map<UUID, Long> noted = new TreeMap<>(closing.lastSegments());
        noted.put(log, lastSegment);
        return new Epoch(number, key, createdAt, new Closing(closing.at(), closing.reason(), noted, null));
    }

    /**
     * Removes the key.
     *
     * @param at when
     * @return the closed epoch without it
     */
    public Epoch destroyed(Instant at) {
        if (closing == null) {
            throw new IllegalArgumentException("epoch " + number + " is active; only the key of a closed one can go");
        }
        return new Epoch(
                number, null, createdAt, new Closing(closing.at(), closing.reason(), closing.lastSegments(), at));
    }

    /**
     * Wraps the epoch's key under another root key.
     *
     * @param keyringId the keyring
     * @param generation the keyring's generation
     * @param rootKey the other root key; not altered
     * @param epochKey the epoch's key; not altered
     * @param random gives salts
     * @return the epoch, all else as it was
     */
    public Epoch rewrapped(UUID keyringId, long generation, byte[] rootKey, byte[] epochKey, RandomSource random) {
        Epoch anew = make(keyringId, number, generation, rootKey, epochKey, random, createdAt);
        return new Epoch(number, anew.key(), createdAt, closing);
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

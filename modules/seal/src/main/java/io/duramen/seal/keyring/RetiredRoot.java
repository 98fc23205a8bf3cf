// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.seal.primitive.RandomSource;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A root key that was replaced, wrapped under the present one. It checks the codes that were made while it was in force, and
 * makes none.
 *
 * @param number the root key's number, from 1
 * @param retiredAt when it was replaced, to the second
 * @param key the wrapped key
 */
public record RetiredRoot(int number, Instant retiredAt, WrappedKey key) {
    private static final String TYPE = "root";

    /**
     * Wraps a root key.
     *
     * @param keyringId the keyring
     * @param generation the keyring's generation
     * @param number the root key's number
     * @param retiredAt when it was replaced
     * @param present the root key in force; not altered
     * @param retired the root key that was replaced; not altered
     * @param random gives salts
     * @return the retired root key
     */
    public static RetiredRoot make(
            UUID keyringId,
            long generation,
            int number,
            Instant retiredAt,
            byte[] present,
            byte[] retired,
            RandomSource random) {
        return new RetiredRoot(
                number, retiredAt, new KeyedWrap(TYPE, keyringId, number).wrap(present, generation, retired, random));
    }

    /**
     * Unwraps the key.
     *
     * @param keyringId the keyring
     * @param present the root key in force; not altered
     * @return the key, in a new array that the caller wipes, or {@code null} if it was wrapped under another
     */
    public byte @Nullable [] open(UUID keyringId, byte[] present) {
        return new KeyedWrap(TYPE, keyringId, number).unwrap(present, key);
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.seal.primitive.Hkdf;
import io.duramen.seal.primitive.Info;
import io.duramen.seal.primitive.RandomSource;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Wraps a key under another key that is as random as it is long, bound to what it is for and to its number in one keyring.
 *
 * @param type what is wrapped, as the format page names it
 * @param keyringId the keyring
 * @param number its number among those of its type
 */
record KeyedWrap(String type, UUID keyringId, int number) {

    WrappedKey wrap(byte[] under, long generation, byte[] key, RandomSource random) {
        byte[] salt = random.bytes(WrappedKey.SALT_BYTES);
        byte[] derived = derive(under, salt);
        try {
            return WrappedKey.wrap(derived, salt, generation, header(), key, random);
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    /** Returns the key, to be wiped, or {@code null} if it was wrapped under another or altered. */
    byte @Nullable [] unwrap(byte[] under, WrappedKey wrapped) {
        byte[] derived = derive(under, wrapped.salt());
        try {
            return wrapped.unwrap(derived, header());
        } finally {
            Arrays.fill(derived, (byte) 0);
        }
    }

    private byte[] derive(byte[] under, byte[] salt) {
        byte[] info = Info.of("duramen/v1 slot")
                .text(type)
                .uuid(keyringId)
                .number32(number)
                .raw(salt)
                .toBytes();
        return Hkdf.expand(under, info, WrappedKey.DERIVED_BYTES);
    }

    private Info header() {
        return Info.of(type).uuid(keyringId).number32(number);
    }
}

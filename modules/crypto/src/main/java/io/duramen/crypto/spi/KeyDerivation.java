// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.crypto.spi;

import io.duramen.base.Provider;

/** Derives keys from passwords with Argon2id (RFC 9106), version 0x13. */
public interface KeyDerivation extends Provider {

    /**
     * Derives a key.
     *
     * @param password the password as UTF-8; not retained, not altered
     * @param salt at least 16 bytes
     * @param secret an optional further secret (pepper); empty for none
     * @param associatedData what the key is for; empty for none
     * @param cost memory, passes and lanes
     * @param length the key's length in bytes, from 16
     * @return the key, in a new array that the caller wipes
     */
    byte[] argon2id(byte[] password, byte[] salt, byte[] secret, byte[] associatedData, Argon2Cost cost, int length);
}

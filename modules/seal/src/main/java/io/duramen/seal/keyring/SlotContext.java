// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.crypto.spi.KeyDerivation;
import io.duramen.seal.primitive.RandomSource;
import java.util.UUID;

/**
 * What a slot is made for and with.
 *
 * @param keyringId the keyring
 * @param generation the keyring's generation that first holds it
 * @param random gives salts and keys
 * @param derivation computes Argon2id
 * @param cost what a guess of a new password shall cost
 */
public record SlotContext(
        UUID keyringId, long generation, RandomSource random, KeyDerivation derivation, Argon2Cost cost) {}

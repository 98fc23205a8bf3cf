// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal.keyring;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device that was revoked: neither its number nor its public key is ever enrolled again.
 *
 * @param id the device's number
 * @param publicKey its public key, 32 bytes
 * @param label what people called it; {@code null} for nothing
 * @param enrolledAt when it was enrolled, to the second
 * @param revokedAt when it was revoked, to the second
 * @param reason why, as somebody said
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tombstone(
        int id, byte[] publicKey, @Nullable String label, Instant enrolledAt, Instant revokedAt, String reason) {}

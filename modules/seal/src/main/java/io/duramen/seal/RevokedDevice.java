// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.Tombstone;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A device that was revoked. Neither its number nor its public key is ever enrolled again.
 *
 * @param id the device's number
 * @param publicKey its public key as it showed it
 * @param label what people called it; {@code null} for nothing
 * @param enrolledAt when it was enrolled, to the second
 * @param revokedAt when it was revoked, to the second
 * @param reason why, as somebody said
 */
public record RevokedDevice(
        int id, String publicKey, @Nullable String label, Instant enrolledAt, Instant revokedAt, String reason) {

    static RevokedDevice of(Tombstone tombstone) {
        return new RevokedDevice(
                tombstone.id(),
                DeviceKey.publicKeyText(tombstone.publicKey()),
                tombstone.label(),
                tombstone.enrolledAt(),
                tombstone.revokedAt(),
                tombstone.reason());
    }
}

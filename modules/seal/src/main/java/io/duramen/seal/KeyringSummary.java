// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.KeyringCopy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * What a keyring says in clear. Without a key nobody can tell whether it is true.
 *
 * @param keyringId the keyring's identity
 * @param generation its generation
 * @param createdAt when it was made, to the second
 * @param activeEpoch the number of the epoch that new keys belong to
 * @param slots what opens it, the oldest first
 * @param revokedDevices the devices that were revoked, in the order in which they were
 */
public record KeyringSummary(
        UUID keyringId,
        long generation,
        Instant createdAt,
        int activeEpoch,
        List<SlotInfo> slots,
        List<RevokedDevice> revokedDevices) {

    /** Copies the lists. */
    public KeyringSummary {
        slots = List.copyOf(slots);
        revokedDevices = List.copyOf(revokedDevices);
    }

    static KeyringSummary of(KeyringCopy.Sound copy) {
        return new KeyringSummary(
                copy.body().keyringId(),
                copy.generation(),
                copy.body().createdAt(),
                copy.body().activeEpoch().number(),
                copy.body().slots().stream().map(SlotInfo::of).toList(),
                copy.body().revoked().stream().map(RevokedDevice::of).toList());
    }
}

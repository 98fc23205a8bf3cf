// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import java.util.List;

/**
 * What a revocation did.
 *
 * @param device the device that is out
 * @param generation the keyring's generation since
 * @param closedEpoch the epoch that it closed
 * @param activeEpoch the epoch that new keys belong to
 * @param sealedAnew the slots that open the new root key
 * @param dropped the slots that were dropped with the device
 */
public record RevocationReport(
        RevokedDevice device,
        long generation,
        int closedEpoch,
        int activeEpoch,
        List<SlotInfo> sealedAnew,
        List<SlotInfo> dropped) {

    /** Copies the lists. */
    public RevocationReport {
        sealedAnew = List.copyOf(sealedAnew);
        dropped = List.copyOf(dropped);
    }
}

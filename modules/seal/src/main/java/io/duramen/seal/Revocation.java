// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.Credential;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which device is revoked and what becomes of the slots whose secret a new root key needs. Immutable but for the secrets it
 * presents, which the one call it is passed to uses up.
 */
public final class Revocation {
    private static final int MAX_REASON = 256;

    private final int deviceId;
    private final String reason;
    private final List<Unlock> presented;
    private final Set<Integer> dropped;

    private Revocation(int deviceId, String reason, List<Unlock> presented, Set<Integer> dropped) {
        this.deviceId = deviceId;
        this.reason = reason;
        this.presented = presented;
        this.dropped = dropped;
    }

    /**
     * Revokes a device for what is written from now on; what was written before stays sealed under the keys it has.
     *
     * @param deviceId the device's number
     * @param reason why, for the record, at most 256 characters; stored in clear
     * @return the revocation
     */
    public static Revocation soft(int deviceId, String reason) {
        if (reason.length() > MAX_REASON) {
            throw new IllegalArgumentException(
                    "the reason has " + reason.length() + " characters, more than " + MAX_REASON);
        }
        return new Revocation(deviceId, reason, List.of(), Set.of());
    }

    /**
     * Presents a password, a raw key or a token, so that its slot is sealed anew.
     *
     * @param unlock what opens the slot
     * @return a revocation that presents it too
     */
    public Revocation presenting(Unlock unlock) {
        List<Unlock> more = new ArrayList<>(presented);
        more.add(unlock);
        return new Revocation(deviceId, reason, more, dropped);
    }

    /**
     * Drops a slot whose secret is not at hand.
     *
     * @param slot its number
     * @return a revocation that drops it too
     */
    public Revocation dropping(int slot) {
        Set<Integer> more = new TreeSet<>(dropped);
        more.add(slot);
        return new Revocation(deviceId, reason, presented, more);
    }

    int deviceId() {
        return deviceId;
    }

    String reason() {
        return reason;
    }

    Set<Integer> dropped() {
        return dropped;
    }

    /** Hands over what is presented, to be closed by the caller. */
    List<Credential> take() {
        return presented.stream().map(Unlock::take).toList();
    }

    @Override
    public String toString() {
        return "Revocation[device " + deviceId + "]";
    }
}

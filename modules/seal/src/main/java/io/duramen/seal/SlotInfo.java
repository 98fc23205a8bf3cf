// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.DeviceSlot;
import io.duramen.seal.keyring.Slot;
import io.duramen.seal.keyring.UnknownSlot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One way into a keyring, without anything secret.
 *
 * @param id the slot's number, never used again in this keyring
 * @param type {@code password}, {@code recovery}, {@code raw}, {@code device}, {@code pkcs11}, or what a later release wrote
 * @param label what people call it; {@code null} for nothing
 * @param createdAt when it was made, to the second
 * @param devicePublicKey the public key of a device as it shows it; {@code null} for other slots
 * @param isKnown whether this release can open it
 */
public record SlotInfo(
        int id,
        String type,
        @Nullable String label,
        Instant createdAt,
        @Nullable String devicePublicKey,
        boolean isKnown) {

    static SlotInfo of(Slot slot) {
        String key = slot instanceof DeviceSlot device
                ? DeviceKey.publicKeyText(device.rootKey().publicKey())
                : null;
        return new SlotInfo(
                slot.id(),
                slot.type(),
                slot.facts().label(),
                slot.facts().createdAt(),
                key,
                !(slot instanceof UnknownSlot));
    }

    /** Names the slot for people, for instance {@code slot 3 (password "admin")}. */
    String named() {
        return "slot " + id + " (" + type + (label == null ? "" : " \"" + label + "\"") + ")";
    }
}

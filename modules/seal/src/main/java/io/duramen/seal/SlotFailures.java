// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.KeyRefusedException;
import io.duramen.crypto.SealException;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.DeviceSlot;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.PasswordSlot;
import io.duramen.seal.keyring.Slot;
import io.duramen.seal.keyring.Tombstone;
import io.duramen.seal.keyring.UnknownSlot;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What cannot be done with slots, and why. */
final class SlotFailures {
    private static final String LIST = "see what there is with: duramen keys list DIR";

    private SlotFailures() {}

    static SealException unknown(int id, KeyringBody body) {
        return failure(
                "SLOT_UNKNOWN",
                "the keyring has no slot " + id + "; it has " + numbers(body.slots()),
                Map.of("found", id, "expected", numbers(body.slots())),
                LIST);
    }

    static SealException noDevice(int id, KeyringBody body) {
        List<Slot> devices =
                body.slots().stream().filter(DeviceSlot.class::isInstance).toList();
        boolean before = body.revoked().stream().anyMatch(device -> device.id() == id);
        return failure(
                "SLOT_UNKNOWN",
                before
                        ? "device " + id + " was revoked already"
                        : "slot " + id + " is no device; there are " + numbers(devices),
                Map.of("found", id, "expected", numbers(devices)),
                LIST);
    }

    static SealException noPassword(int slot) {
        return failure(
                "SLOT_KIND",
                "only a password can be changed, into another; slot " + slot + " opened the keyring",
                Map.of("slot", slot),
                "add the new way in and remove the old one: duramen keys add DIR");
    }

    static SealException notPresented(List<SlotInfo> missing, KeyringBody body) {
        String named = missing.stream().map(SlotInfo::named).collect(Collectors.joining(", "));
        return failure(
                "SLOTS_NOT_PRESENTED",
                "a new root key cannot be sealed for " + named + " without their secrets; nothing was changed",
                Map.of(
                        "keyring",
                        body.keyringId(),
                        "missing",
                        missing.stream().map(SlotInfo::id).toList()),
                "present each secret or drop the slot: duramen keys revoke --drop N DEVICE DIR");
    }

    static KeyRefusedException opensNothing(Credential credential, KeyringBody body) {
        return new KeyRefusedException(
                "the " + credential + " that was presented opens no slot of the keyring; nothing was changed",
                Map.of("keyring", body.keyringId()),
                "check it and try again; " + LIST);
    }

    static void requireWayIn(KeyringBody after, int id) {
        if (after.slots().stream().allMatch(UnknownSlot.class::isInstance)) {
            throw failure(
                    "SLOT_LAST",
                    "slot " + id + " stays: nothing else that this release knows opens the keyring",
                    Map.of("slot", id),
                    "add another way in first: duramen keys add DIR");
        }
    }

    static void requireRoom(KeyringBody body, boolean password) {
        long passwords =
                body.slots().stream().filter(PasswordSlot.class::isInstance).count();
        boolean full = body.slots().size() >= KeyringBody.MAX_SLOTS;
        if (full || (password && passwords >= KeyringBody.MAX_PASSWORDS)) {
            int most = full ? KeyringBody.MAX_SLOTS : KeyringBody.MAX_PASSWORDS;
            throw failure(
                    "SLOTS_FULL",
                    "the keyring has " + most + (full ? " slots" : " passwords") + ", and more are not allowed",
                    Map.of("found", most),
                    "remove one first: duramen keys remove --yes N DIR");
        }
    }

    static void requireNewDevice(KeyringBody body, byte[] publicKey) {
        for (Slot slot : body.slots()) {
            if (slot instanceof DeviceSlot device
                    && Arrays.equals(device.rootKey().publicKey(), publicKey)) {
                throw known("is enrolled already, as slot " + slot.id(), slot.id());
            }
        }
        for (Tombstone tombstone : body.revoked()) {
            if (Arrays.equals(tombstone.publicKey(), publicKey)) {
                throw known(
                        "was revoked on " + tombstone.revokedAt() + ", as device " + tombstone.id(), tombstone.id());
            }
        }
    }

    private static SealException known(String why, int id) {
        return failure(
                "DEVICE_KNOWN",
                "the device with this key " + why,
                Map.of("device", id),
                "make another key on the device: duramen keys device FILE");
    }

    private static String numbers(List<? extends Slot> slots) {
        return slots.isEmpty()
                ? "none"
                : slots.stream().map(slot -> String.valueOf(slot.id())).collect(Collectors.joining(", "));
    }

    private static SealException failure(String code, String message, Map<String, ?> details, String hint) {
        return new SealException(code, message, details, hint, null);
    }
}

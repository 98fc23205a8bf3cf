// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.KeyEpoch;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.DeviceSlot;
import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.PasswordSlot;
import io.duramen.seal.keyring.RetiredRoot;
import io.duramen.seal.keyring.Slot;
import io.duramen.seal.keyring.SlotContext;
import io.duramen.seal.keyring.Tombstone;
import io.duramen.seal.primitive.Environment;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the generation of a keyring in which a device is out: another root key, another epoch, every other slot sealed anew. */
final class KeyringRevocation {
    private final KeyringMaker maker;
    private final Environment environment;
    private final KeyringBody before;
    private final long generation;
    private final KeyringSecrets secrets;

    KeyringRevocation(
            KeyringMaker maker, Environment environment, KeyringBody before, long generation, KeyringSecrets secrets) {
        this.maker = maker;
        this.environment = environment;
        this.before = before;
        this.generation = generation;
        this.secrets = secrets;
    }

    KeyringBody revoke(Revocation revocation, List<Credential> presented, byte[] newRootKey, byte[] epochKey) {
        DeviceSlot device = device(revocation);
        for (int dropped : revocation.dropped()) {
            if (before.slots().stream().noneMatch(slot -> slot.id() == dropped)) {
                throw SlotFailures.unknown(dropped, before);
            }
        }
        List<Slot> slots = secrets.withRootKey(root -> sealedAnew(revocation, presented, root, newRootKey));
        KeyringBody moved = new KeyringBody(
                before.keyringId(),
                before.createdAt(),
                slots,
                before.lastSlotId(),
                epochs(newRootKey),
                secrets.withRootKey(root -> retired(root, newRootKey)),
                before.rootNumber() + 1,
                plus(before.revoked(), tombstone(device, revocation)));
        SlotFailures.requireWayIn(moved, revocation.deviceId());
        return maker.withEpoch(moved, generation, revocation.reason(), newRootKey, epochKey);
    }

    RevocationReport report(Revocation revocation, KeyringBody after) {
        List<SlotInfo> dropped = before.slots().stream()
                .filter(slot -> revocation.dropped().contains(slot.id()) && slot.id() != revocation.deviceId())
                .map(SlotInfo::of)
                .toList();
        return new RevocationReport(
                RevokedDevice.of(after.revoked().get(after.revoked().size() - 1)),
                generation,
                before.activeEpoch().number(),
                after.activeEpoch().number(),
                after.slots().stream().map(SlotInfo::of).toList(),
                dropped);
    }

    private DeviceSlot device(Revocation revocation) {
        for (Slot slot : before.slots()) {
            if (slot instanceof DeviceSlot device && device.id() == revocation.deviceId()) {
                return device;
            }
        }
        throw SlotFailures.noDevice(revocation.deviceId(), before);
    }

    private List<Slot> sealedAnew(
            Revocation revocation, List<Credential> presented, byte[] oldRootKey, byte[] newRootKey) {
        List<Slot> slots = new ArrayList<>();
        List<SlotInfo> missing = new ArrayList<>();
        Set<Credential> unused = new LinkedHashSet<>(presented);
        SlotContext context = maker.context(before.keyringId(), generation);
        for (Slot slot : before.slots()) {
            if (slot.id() == revocation.deviceId() || revocation.dropped().contains(slot.id())) {
                continue;
            }
            if (slot instanceof Slot.Public open) {
                slots.add(open.resealed(context, oldRootKey, newRootKey));
                continue;
            }
            Credential fitting = fitting(slot, presented, oldRootKey, context);
            if (fitting == null) {
                missing.add(SlotInfo.of(slot));
            } else {
                unused.remove(fitting);
                SlotContext priced = slot instanceof PasswordSlot password
                        ? new SlotContext(
                                context.keyringId(),
                                generation,
                                context.random(),
                                context.derivation(),
                                password.cost())
                        : context;
                slots.add(KeyringMaker.slot(priced, slot.facts(), fitting, newRootKey));
            }
        }
        if (!unused.isEmpty()) {
            throw SlotFailures.opensNothing(unused.iterator().next(), before);
        }
        if (!missing.isEmpty()) {
            throw SlotFailures.notPresented(missing, before);
        }
        return slots;
    }

    private static @Nullable Credential fitting(
            Slot slot, List<Credential> presented, byte[] rootKey, SlotContext context) {
        for (Credential credential : presented) {
            byte[] opened = slot.open(context.keyringId(), credential, context.derivation());
            if (opened != null) {
                boolean equal = MessageDigest.isEqual(opened, rootKey);
                Arrays.fill(opened, (byte) 0);
                if (equal) {
                    return credential;
                }
            }
        }
        return null;
    }

    private List<Epoch> epochs(byte[] newRootKey) {
        List<Epoch> epochs = new ArrayList<>();
        for (Epoch epoch : before.epochs()) {
            if (epoch.state() == KeyEpoch.State.DESTROYED) {
                epochs.add(epoch);
                continue;
            }
            epochs.add(secrets.withEpochKey(
                    epoch.number(),
                    key -> epoch.rewrapped(before.keyringId(), generation, newRootKey, key, environment.random())));
        }
        return epochs;
    }

    private List<RetiredRoot> retired(byte[] oldRootKey, byte[] newRootKey) {
        List<RetiredRoot> retired = new ArrayList<>();
        for (RetiredRoot earlier : before.retired()) {
            byte[] key = earlier.open(before.keyringId(), oldRootKey);
            if (key == null) {
                throw new IllegalStateException(
                        "the keyring is authentic, and yet its root key " + earlier.number() + " does not open");
            }
            retired.add(wrapped(earlier.number(), earlier.retiredAt(), newRootKey, key));
            Arrays.fill(key, (byte) 0);
        }
        retired.add(wrapped(before.rootNumber(), maker.now(), newRootKey, oldRootKey));
        return retired;
    }

    private RetiredRoot wrapped(int number, java.time.Instant at, byte[] newRootKey, byte[] key) {
        return RetiredRoot.make(before.keyringId(), generation, number, at, newRootKey, key, environment.random());
    }

    private Tombstone tombstone(DeviceSlot device, Revocation revocation) {
        return new Tombstone(
                device.id(),
                device.rootKey().publicKey(),
                device.facts().label(),
                device.facts().createdAt(),
                maker.now(),
                revocation.reason());
    }

    private static List<Tombstone> plus(List<Tombstone> tombstones, Tombstone tombstone) {
        List<Tombstone> more = new ArrayList<>(tombstones);
        more.add(tombstone);
        return more;
    }
}

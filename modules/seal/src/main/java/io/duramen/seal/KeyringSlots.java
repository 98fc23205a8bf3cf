// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.DeviceSlot;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.PasswordSlot;
import io.duramen.seal.keyring.Slot;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.Hpke;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ways into an open keyring. What they lead to, the root key, stays as it is here. */
final class KeyringSlots {
    private final KeyringGenerations generations;
    private final KeyringSecrets secrets;
    private final KeyringMaker maker;
    private final Environment environment;
    private int opened; // guarded by this

    KeyringSlots(
            KeyringGenerations generations,
            KeyringSecrets secrets,
            KeyringMaker maker,
            Environment environment,
            int opened) {
        this.generations = generations;
        this.secrets = secrets;
        this.maker = maker;
        this.environment = environment;
        this.opened = opened;
    }

    synchronized int opened() {
        return opened;
    }

    synchronized void changePassword(Unlock unlock) {
        try (Credential password = unlock.take()) {
            int slot = opened;
            KeyringBody body = generations.change("keyring.password-change", (before, next, rootKey) -> {
                if (!(password instanceof Credential.Password)
                        || !(find(before, slot) instanceof PasswordSlot replaced)) {
                    throw SlotFailures.noPassword(slot);
                }
                return maker.withPassword(before, next, replaced, password, rootKey);
            });
            opened = body.lastSlotId();
        }
    }

    int add(Unlock unlock, @Nullable String label) {
        try (Credential credential = unlock.take()) {
            if (credential instanceof Credential.Device) {
                throw new IllegalArgumentException("a device is added by enrol, from its public key");
            }
            return add(credential, label, "keyring.slot-add");
        }
    }

    RecoveryKey exportRecovery(@Nullable String label) {
        RecoveryKey key = RecoveryKey.generate(environment.random());
        boolean done = false;
        try (Credential credential = Unlock.recoveryKey(key).take()) {
            add(credential, label, "keyring.recovery-export");
            done = true;
            return key;
        } finally {
            if (!done) {
                key.close();
            }
        }
    }

    private int add(Credential credential, @Nullable String label, String event) {
        return generations
                .change(event, (before, next, rootKey) -> {
                    SlotFailures.requireRoom(before, credential instanceof Credential.Password);
                    return maker.withSlot(before, next, credential, label, rootKey);
                })
                .lastSlotId();
    }

    Enrolment enrol(String publicKey, @Nullable String label) {
        byte[] receiver = DeviceKey.publicKeyBytes(publicKey);
        byte[] sender = maker.newKey();
        try {
            KeyringBody body = generations.change("keyring.device-enrol", (before, next, rootKey) -> {
                SlotFailures.requireRoom(before, false);
                SlotFailures.requireNewDevice(before, receiver);
                return maker.withDevice(before, next, receiver, label, sender, rootKey);
            });
            return new Enrolment(body.keyringId(), body.lastSlotId(), Hpke.publicKey(sender));
        } finally {
            Arrays.fill(sender, (byte) 0);
        }
    }

    Enrolment enrolment(int deviceId) {
        KeyringBody now = generations.body();
        if (!(find(now, deviceId) instanceof DeviceSlot device)) {
            throw SlotFailures.noDevice(deviceId, now);
        }
        return new Enrolment(
                now.keyringId(), deviceId, secrets.withRootKey(rootKey -> device.sender(now.keyringId(), rootKey)));
    }

    void remove(int id) {
        generations.change("keyring.slot-remove", id, (before, next, rootKey) -> {
            if (find(before, id) == null) {
                throw SlotFailures.unknown(id, before);
            }
            KeyringBody after = KeyringMaker.without(before, id);
            SlotFailures.requireWayIn(after, id);
            return after;
        });
    }

    private static @Nullable Slot find(KeyringBody body, int id) {
        return body.slots().stream().filter(slot -> slot.id() == id).findFirst().orElse(null);
    }
}

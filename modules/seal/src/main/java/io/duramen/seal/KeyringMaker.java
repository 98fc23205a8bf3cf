// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.DeviceSlot;
import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringFormat;
import io.duramen.seal.keyring.PasswordSlot;
import io.duramen.seal.keyring.RawKeySlot;
import io.duramen.seal.keyring.RecoverySlot;
import io.duramen.seal.keyring.Slot;
import io.duramen.seal.keyring.SlotContext;
import io.duramen.seal.keyring.SlotFacts;
import io.duramen.seal.keyring.TokenSlot;
import io.duramen.seal.keyring.WrappedKey;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.RandomSource;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the bodies of keyrings: the first one and each next generation. */
final class KeyringMaker {
    private final KeyringOptions options;
    private final Environment environment;

    KeyringMaker(KeyringOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
    }

    byte[] newKey() {
        return environment.random().bytes(WrappedKey.KEY_BYTES);
    }

    Instant now() {
        return environment.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }

    KeyringBody first(Credential credential, byte[] rootKey, byte[] epochKey) {
        UUID id = randomId(environment.random());
        Slot slot = slot(context(id, 1), new SlotFacts(1, now(), null), credential, rootKey);
        Epoch epoch = Epoch.make(id, 1, 1, rootKey, epochKey, environment.random(), now());
        return new KeyringBody(id, now(), List.of(slot), 1, List.of(epoch), List.of(), 1, List.of());
    }

    /** Adds a slot. */
    KeyringBody withSlot(
            KeyringBody body, long generation, Credential credential, @Nullable String label, byte[] rootKey) {
        SlotFacts facts = new SlotFacts(body.nextSlotId(), now(), label);
        return plus(body, slot(context(body.keyringId(), generation), facts, credential, rootKey));
    }

    /** Adds the slot of a device. */
    KeyringBody withDevice(
            KeyringBody body,
            long generation,
            byte[] publicKey,
            @Nullable String label,
            byte[] sender,
            byte[] rootKey) {
        SlotFacts facts = new SlotFacts(body.nextSlotId(), now(), label);
        return plus(body, DeviceSlot.make(context(body.keyringId(), generation), facts, publicKey, sender, rootKey));
    }

    /** Takes a slot out. */
    static KeyringBody without(KeyringBody body, int id) {
        return body.withSlots(
                body.slots().stream().filter(slot -> slot.id() != id).toList());
    }

    /** Puts a new password in place of another. */
    KeyringBody withPassword(
            KeyringBody body, long generation, PasswordSlot replaced, Credential password, byte[] rootKey) {
        KeyringBody more = withSlot(body, generation, password, replaced.facts().label(), rootKey);
        return without(more, replaced.id());
    }

    private static KeyringBody plus(KeyringBody body, Slot slot) {
        List<Slot> slots = new ArrayList<>(body.slots());
        slots.add(slot);
        return body.withSlots(slots);
    }

    KeyringBody withEpoch(KeyringBody body, long generation, String reason, byte[] rootKey, byte[] epochKey) {
        List<Epoch> epochs = new ArrayList<>(body.epochs());
        Epoch active = body.activeEpoch();
        epochs.set(epochs.size() - 1, active.closed(now(), reason));
        epochs.add(Epoch.make(
                body.keyringId(), active.number() + 1, generation, rootKey, epochKey, environment.random(), now()));
        return body.withEpochs(epochs);
    }

    static byte[] encode(KeyringBody body, long generation, byte[] rootKey) {
        return KeyringFormat.encode(
                generation, body.toJson(), (file, length) -> KeyringOpening.code(body, rootKey, file, length));
    }

    /** Makes a slot that a credential opens. */
    static Slot slot(SlotContext context, SlotFacts facts, Credential credential, byte[] rootKey) {
        if (credential instanceof Credential.Password password) {
            return PasswordSlot.make(context, facts, password.utf8(), rootKey);
        }
        if (credential instanceof Credential.RawKey raw) {
            return RawKeySlot.make(context, facts, raw.key(), rootKey);
        }
        if (credential instanceof Credential.Recovery recovery) {
            return RecoverySlot.make(context, facts, recovery.key(), rootKey);
        }
        if (credential instanceof Credential.OnToken onToken) {
            return TokenSlot.make(context, facts, onToken.token(), rootKey);
        }
        throw new IllegalArgumentException("a device gets its slot by Keyring.enrol, from its public key");
    }

    SlotContext context(UUID keyringId, long generation) {
        return new SlotContext(keyringId, generation, environment.random(), options.derivation(), options.cost());
    }

    /** A random UUID (RFC 9562, version 4). */
    private static UUID randomId(RandomSource random) {
        ByteBuffer bytes = ByteBuffer.wrap(random.bytes(16));
        long high = (bytes.getLong() & ~0xf000L) | 0x4000L;
        long low = (bytes.getLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low);
    }
}

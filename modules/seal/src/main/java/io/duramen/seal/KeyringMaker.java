// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringFormat;
import io.duramen.seal.keyring.PasswordSlot;
import io.duramen.seal.keyring.WrappedKey;
import io.duramen.seal.primitive.Environment;
import io.duramen.seal.primitive.RandomSource;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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

    KeyringBody first(byte[] password, byte[] rootKey, byte[] epochKey) {
        UUID id = randomId(environment.random());
        PasswordSlot slot = slot(id, 1, 1, password, rootKey);
        Epoch epoch = Epoch.make(id, 1, 1, rootKey, epochKey, environment.random(), now());
        return new KeyringBody(id, now(), List.of(slot), List.of(epoch));
    }

    KeyringBody withPassword(KeyringBody body, long generation, int replacedSlot, byte[] password, byte[] rootKey) {
        int nextId = body.slots().stream().mapToInt(PasswordSlot::id).max().orElse(0) + 1;
        List<PasswordSlot> slots = new ArrayList<>(body.slots());
        slots.removeIf(slot -> slot.id() == replacedSlot);
        slots.add(slot(body.keyringId(), nextId, generation, password, rootKey));
        return new KeyringBody(body.keyringId(), body.createdAt(), slots, body.epochs());
    }

    KeyringBody withEpoch(KeyringBody body, long generation, String reason, byte[] rootKey, byte[] epochKey) {
        List<Epoch> epochs = new ArrayList<>(body.epochs());
        Epoch active = body.activeEpoch();
        epochs.set(epochs.size() - 1, active.closed(now(), reason));
        epochs.add(Epoch.make(
                body.keyringId(), active.number() + 1, generation, rootKey, epochKey, environment.random(), now()));
        return new KeyringBody(body.keyringId(), body.createdAt(), body.slots(), epochs);
    }

    static byte[] encode(KeyringBody body, long generation, byte[] rootKey) {
        return KeyringFormat.encode(
                generation, body.toJson(), (file, length) -> KeyringOpening.code(body, rootKey, file, length));
    }

    private PasswordSlot slot(UUID keyringId, int id, long generation, byte[] password, byte[] rootKey) {
        return PasswordSlot.make(
                keyringId,
                id,
                generation,
                password,
                rootKey,
                options.cost(),
                options.derivation(),
                environment.random(),
                now());
    }

    /** A random UUID (RFC 9562, version 4). */
    private static UUID randomId(RandomSource random) {
        ByteBuffer bytes = ByteBuffer.wrap(random.bytes(16));
        long high = (bytes.getLong() & ~0xf000L) | 0x4000L;
        long low = (bytes.getLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(high, low);
    }
}

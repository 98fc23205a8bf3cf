// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.SealException;
import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.storage.StorageException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what another process made of an open keyring. Only the generation that an unlock would open counts, and only if it
 * is a later one, of the same keyring, for which the root key that is open vouches: a revocation gives the keyring another root
 * key, and whoever goes on needs a way in to that one.
 */
final class KeyringFollowing {
    private final KeyringFiles files;
    private final KeyringSecrets secrets;

    KeyringFollowing(KeyringFiles files, KeyringSecrets secrets) {
        this.files = files;
        this.secrets = secrets;
    }

    /** The copy that follows a generation; {@code null} if there is none, or none that can be trusted. */
    KeyringCopy.@Nullable Sound after(long generation, KeyringBody body) {
        return candidates().stream()
                .filter(copy -> copy.generation() > generation)
                .filter(copy -> copy.body().keyringId().equals(body.keyringId()))
                .filter(this::isAuthentic)
                .findFirst()
                .orElse(null);
    }

    private List<KeyringCopy.Sound> candidates() {
        try {
            return new KeyringOpening(files).candidates();
        } catch (SealException | StorageException nothingToFollow) {
            return List.of();
        }
    }

    private boolean isAuthentic(KeyringCopy.Sound copy) {
        return secrets.withRootKey(rootKey ->
                copy.isAuthentic((bytes, length) -> KeyringOpening.code(copy.body(), rootKey, bytes, length)));
    }

    /** Takes the keys over that are not known yet, and wipes those that were destroyed. */
    void takeOver(KeyringBody body) {
        for (Epoch epoch : body.epochs()) {
            if (epoch.state() == KeyEpoch.State.DESTROYED) {
                secrets.remove(epoch.number());
            } else if (!secrets.knows(epoch.number())) {
                add(body, epoch);
            }
        }
        if (body.retired().isEmpty()) {
            secrets.forgetRetired();
        }
    }

    private void add(KeyringBody body, Epoch epoch) {
        byte[] key = secrets.<byte @Nullable []>withRootKey(rootKey -> epoch.open(body.keyringId(), rootKey));
        if (key == null) {
            throw new IllegalStateException(
                    "the keyring is authentic, and yet its epoch " + epoch.number() + " does not open");
        }
        secrets.add(epoch.number(), key);
        Arrays.fill(key, (byte) 0);
    }
}

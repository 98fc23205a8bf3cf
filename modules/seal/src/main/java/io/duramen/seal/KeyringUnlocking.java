// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.KeyEpoch;
import io.duramen.crypto.KeyRefusedException;
import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.Epoch;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringCopy;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.seal.keyring.RetiredRoot;
import io.duramen.seal.primitive.Environment;
import io.duramen.storage.Storage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a keyring: the right copy by the credential, then every key under its root key, then the other copy is mended. */
final class KeyringUnlocking {
    private final Storage storage;
    private final KeyringFiles files;
    private final KeyringOptions options;
    private final Environment environment;
    private final KeyringEvents events;

    KeyringUnlocking(Storage storage, KeyringOptions options, Environment environment) {
        this.storage = storage;
        this.files = new KeyringFiles(storage);
        this.options = options;
        this.environment = environment;
        this.events = new KeyringEvents(files, options, environment);
    }

    Keyring unlock(Unlock unlock) {
        KeyringOpening.@Nullable Opened opened = null;
        @Nullable KeyringSecrets secrets = null;
        boolean done = false;
        try (Credential credential = unlock.take()) {
            boolean permissionsChecked = KeyringPermissions.check(storage);
            KeyringOpening opening = new KeyringOpening(files);
            opened = open(opening, credential);
            KeyringCopy.Sound copy = opened.copy();
            KeyringBody body = copy.body();
            long generation = copy.generation();
            events.before("keyring.unlock", body, generation, opened.slot());
            secrets = new KeyringSecrets(options.memory(), opened.rootKey());
            unwrapEpochs(body, opened.rootKey(), secrets);
            unwrapRetired(body, opened.rootKey(), secrets);
            OpenReport report = new OpenReport(generation, permissionsChecked, mended(opening, copy));
            Keyring keyring = new Keyring(
                    new KeyringGenerations(
                            files, events, secrets, new KeyringGenerations.Generation(generation, body, copy.bytes())),
                    secrets,
                    new KeyringMaker(options, environment),
                    environment,
                    report,
                    opened.slot());
            done = true;
            return keyring;
        } finally {
            if (opened != null) {
                Arrays.fill(opened.rootKey(), (byte) 0);
            }
            if (!done) {
                environment.random().close();
                if (secrets != null) {
                    secrets.close();
                }
            }
        }
    }

    private KeyringOpening.Opened open(KeyringOpening opening, Credential credential) {
        try {
            return opening.open(credential, options.derivation());
        } catch (KeyRefusedException refused) {
            events.refused();
            throw refused;
        }
    }

    private static void unwrapEpochs(KeyringBody body, byte[] rootKey, KeyringSecrets secrets) {
        for (Epoch epoch : body.epochs()) {
            if (epoch.state() == KeyEpoch.State.DESTROYED) {
                continue;
            }
            byte[] key = epoch.open(body.keyringId(), rootKey);
            if (key == null) {
                throw new IllegalStateException(
                        "the keyring is authentic, and yet its epoch " + epoch.number() + " does not open");
            }
            secrets.add(epoch.number(), key);
            Arrays.fill(key, (byte) 0);
        }
    }

    private static void unwrapRetired(KeyringBody body, byte[] rootKey, KeyringSecrets secrets) {
        for (RetiredRoot retired : body.retired()) {
            byte[] key = retired.open(body.keyringId(), rootKey);
            if (key == null) {
                throw new IllegalStateException(
                        "the keyring is authentic, and yet its root key " + retired.number() + " does not open");
            }
            secrets.addRetired(key);
            Arrays.fill(key, (byte) 0);
        }
    }

    private List<OpenReport.Copy> mended(KeyringOpening opening, KeyringCopy.Sound copy) {
        KeyringRepair repair = new KeyringRepair(files, copy);
        return options.repairs()
                ? repair.repair(opening.copies(), () -> events.before("keyring.repair", copy.body(), copy.generation()))
                : repair.report(opening.copies());
    }
}

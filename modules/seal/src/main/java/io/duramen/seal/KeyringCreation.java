// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.seal.primitive.Environment;
import io.duramen.storage.Storage;
import java.util.Arrays;
import java.util.Map;

/** Makes a keyring where there is none: a root key, a first epoch and the slot that opens them. */
final class KeyringCreation {
    private final Storage storage;
    private final KeyringFiles files;
    private final KeyringOptions options;
    private final Environment environment;
    private final KeyringMaker maker;
    private final KeyringEvents events;

    KeyringCreation(Storage storage, KeyringOptions options, Environment environment) {
        this.storage = storage;
        this.files = new KeyringFiles(storage);
        this.options = options;
        this.environment = environment;
        this.maker = new KeyringMaker(options, environment);
        this.events = new KeyringEvents(files, options, environment);
    }

    Keyring create(Unlock unlock) {
        byte[] rootKey = maker.newKey();
        byte[] epochKey = maker.newKey();
        boolean done = false;
        try (Credential credential = unlock.take()) {
            if (files.exist()) {
                throw exists();
            }
            KeyringBody body = maker.first(credential, rootKey, epochKey);
            byte[] file = KeyringMaker.encode(body, 1, rootKey);
            events.before("keyring.create", body, 1);
            files.replaceBoth(file);
            OpenReport report = OpenReport.allCurrent(1, KeyringPermissions.check(storage), files);
            KeyringSecrets secrets = new KeyringSecrets(options.memory(), rootKey);
            secrets.add(1, epochKey);
            done = true;
            KeyringGenerations.Generation first = new KeyringGenerations.Generation(1, body, file);
            return new Keyring(
                    new KeyringGenerations(files, events, secrets, first), secrets, maker, environment, report, 1);
        } finally {
            Arrays.fill(rootKey, (byte) 0);
            Arrays.fill(epochKey, (byte) 0);
            if (!done) {
                environment.random().close();
            }
        }
    }

    private KeyringExistsException exists() {
        String file = files.describe(KeyringFiles.PRIMARY);
        return new KeyringExistsException(
                "there is a keyring already: " + file,
                Map.of("file", file),
                "choose another directory; what is in this one is shown by: duramen doctor");
    }
}

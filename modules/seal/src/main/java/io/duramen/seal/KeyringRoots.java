// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.seal.keyring.Credential;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.primitive.Environment;
import java.util.Arrays;
import java.util.List;

/** The root key of an open keyring: replaced when a device is thrown out, and those before it forgotten. */
final class KeyringRoots {
    private final KeyringGenerations generations;
    private final KeyringSecrets secrets;
    private final KeyringMaker maker;
    private final Environment environment;

    KeyringRoots(KeyringGenerations generations, KeyringSecrets secrets, KeyringMaker maker, Environment environment) {
        this.generations = generations;
        this.secrets = secrets;
        this.maker = maker;
        this.environment = environment;
    }

    RevocationReport revoke(Revocation revocation) {
        byte[] rootKey = maker.newKey();
        byte[] epochKey = maker.newKey();
        List<Credential> presented = revocation.take();
        try {
            return generations.exclusively(before -> {
                KeyringRevocation work =
                        new KeyringRevocation(maker, environment, before.body(), before.number() + 1, secrets);
                KeyringBody body = work.revoke(revocation, presented, rootKey, epochKey);
                secrets.add(body.activeEpoch().number(), epochKey); // before it is active, as in KeyringEpochs.start
                generations.replaceRoot(before, body, rootKey, "keyring.device-revoke", revocation.deviceId());
                return work.report(revocation, body);
            });
        } finally {
            presented.forEach(Credential::close);
            Arrays.fill(rootKey, (byte) 0);
            Arrays.fill(epochKey, (byte) 0);
        }
    }

    boolean acceptsRetired() {
        return !generations.body().retired().isEmpty();
    }

    void forgetRetired() {
        if (acceptsRetired()) {
            generations.exclusively(before -> {
                KeyringBody after =
                        generations.change("keyring.forget-retired", (body, next, rootKey) -> body.withoutRetired());
                secrets.forgetRetired();
                return after;
            });
        }
    }
}

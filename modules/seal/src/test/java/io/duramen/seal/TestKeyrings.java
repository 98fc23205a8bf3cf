// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.crypto.spi.Argon2Cost;
import io.duramen.seal.argon2.BouncyCastleKeyDerivation;
import io.duramen.seal.primitive.DeterministicRandom;
import io.duramen.seal.primitive.Environment;
import io.duramen.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Keyrings that are quick to open, and an environment that is the same in every run. */
final class TestKeyrings {
    static final KeyringOptions QUICK = KeyringOptions.defaults()
            .withInsecureCostForTests(new Argon2Cost(8, 1, 1))
            .withKeyDerivation(new BouncyCastleKeyDerivation()); // a search for one costs more than such a derivation
    static final String PASSWORD = "correct horse battery staple";

    private TestKeyrings() {}

    static Unlock password(String text) {
        return Unlock.password(text.toCharArray());
    }

    static Keyring create(Storage storage) {
        return Keyring.create(storage, password(PASSWORD), QUICK);
    }

    static Keyring open(Storage storage) {
        return open(storage, PASSWORD);
    }

    static Keyring open(Storage storage, String password) {
        return Keyring.unlock(storage, password(password), QUICK);
    }

    static Keyring openWithoutRepair(Storage storage) {
        return Keyring.unlock(storage, password(PASSWORD), QUICK.withoutRepair());
    }

    static Environment fixedEnvironment() {
        return new Environment(
                new DeterministicRandom(1),
                () -> Instant.parse("2026-01-02T03:04:05.678Z"),
                () -> 42,
                "process".getBytes(StandardCharsets.US_ASCII));
    }
}

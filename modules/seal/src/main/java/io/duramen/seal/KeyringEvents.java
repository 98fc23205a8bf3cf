// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.seal;

import io.duramen.base.Event;
import io.duramen.seal.keyring.KeyringBody;
import io.duramen.seal.keyring.KeyringFiles;
import io.duramen.seal.primitive.Environment;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells whoever listens what is done to a keyring, before it is done: a listener that throws keeps it from being done. */
final class KeyringEvents {
    private final KeyringOptions options;
    private final Environment environment;
    private final String file;

    KeyringEvents(KeyringFiles files, KeyringOptions options, Environment environment) {
        this.options = options;
        this.environment = environment;
        this.file = files.describe(KeyringFiles.PRIMARY);
    }

    /** Something is about to be done, by or to the slots named. */
    void before(String type, KeyringBody body, long generation, int... slots) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("file", file);
        facts.put("keyring", body.keyringId());
        facts.put("generation", generation);
        for (int slot : slots) {
            facts.put("slot", slot);
        }
        tell(type, facts);
    }

    /** Somebody came with what opens no slot. */
    void refused() {
        tell("keyring.refusal", Map.of("file", file));
    }

    private void tell(String type, Map<String, Object> facts) {
        options.events().accept(new Event(environment.clock().instant(), type, facts));
    }
}

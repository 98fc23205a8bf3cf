// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import io.duramen.storage.StorageLock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A verb that opens a keyring and changes it. It takes the lock, so that no store has the keyring open meanwhile. */
abstract class KeysVerb extends BaseCommand {
    private static final String LOCK = "LOCK";

    @Spec
    private CommandSpec spec;

    @Mixin
    private final KeyOptions key = new KeyOptions();

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    KeysVerb(Streams streams) {
        super(streams);
    }

    /** Where the keyring is. */
    abstract Path directory();

    /** Does the verb's work; returns the exit code. */
    abstract int run(Keyring keyring);

    /** Whether the verb changes anything. */
    boolean isReader() {
        return false;
    }

    @Override
    public Integer call() {
        NioStorage storage = NioStorage.at(directory());
        Keyring.inspect(storage); // before anybody is asked for a password
        try {
            return isReader() ? opened(storage, options().withoutRepair()) : locked(storage);
        } finally {
            key.wipe();
        }
    }

    @SuppressWarnings("try") // held, not used
    private int locked(NioStorage storage) {
        try (StorageLock held = storage.lock(LOCK)) {
            return opened(storage, options());
        }
    }

    private int opened(NioStorage storage, KeyringOptions options) {
        try (Unlock unlock = key.unlock(streams(), directory());
                Keyring keyring = Keyring.unlock(storage, unlock, options)) {
            return run(keyring);
        }
    }

    final KeyringOptions options() {
        return streams().keyrings().withEvents(streams().events());
    }

    final KeyOptions key() {
        return key;
    }

    /** What every verb tells machines. */
    final Map<String, Object> facts(Keyring keyring) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory().toString());
        facts.put("keyring", keyring.keyringId().toString());
        facts.put("generation", keyring.generation());
        return facts;
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

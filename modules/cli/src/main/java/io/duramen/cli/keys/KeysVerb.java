// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.Streams;
import io.duramen.cli.command.BaseCommand;
import io.duramen.cli.command.KeyOptions;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import io.duramen.storage.StorageLock;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** A verb that opens a keyring and changes it. It takes the lock, so that no store has the keyring open meanwhile. */
abstract class KeysVerb extends BaseCommand {
    private static final String LOCK = "LOCK";

    @Mixin
    private final KeyOptions opening = new KeyOptions();

    KeysVerb(Streams streams) {
        super(streams);
    }

    /** Where the keyring is. */
    abstract Path directory();

    /** Does the verb's work; returns the exit code. */
    abstract int run(Keyring keyring);

    /** Does what has to follow: the keyring is open still, and the lock free again. Returns the exit code. */
    int afterwards(Keyring keyring, int exit) {
        return exit;
    }

    /** Whether the verb changes anything. */
    boolean isReader() {
        return false;
    }

    @Override
    public Integer call() {
        NioStorage storage = NioStorage.at(directory());
        Keyring.inspect(storage); // before anybody is asked for a password
        try {
            return isReader() ? read(storage) : locked(storage);
        } finally {
            opening.wipe();
        }
    }

    private int locked(NioStorage storage) {
        StorageLock held = storage.lock(LOCK);
        try (Unlock unlock = unlock();
                Keyring keyring = Keyring.unlock(storage, unlock, options())) {
            int exit = run(keyring);
            held.close(); // what follows opens what the keyring belongs to, which takes it
            return afterwards(keyring, exit);
        } finally {
            held.close(); // closing it twice does nothing
        }
    }

    private int read(NioStorage storage) {
        try (Unlock unlock = unlock();
                Keyring keyring = Keyring.unlock(storage, unlock, options().withoutRepair())) {
            return run(keyring);
        }
    }

    private Unlock unlock() {
        return opening.existing(streams(), directory().toString());
    }

    final KeyringOptions options() {
        return streams().keyrings().withEvents(streams().events());
    }

    final KeyOptions opening() {
        return opening;
    }

    /** What every verb tells machines. */
    final Map<String, Object> facts(Keyring keyring) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("directory", directory().toString());
        facts.put("keyring", keyring.keyringId().toString());
        facts.put("generation", keyring.generation());
        return facts;
    }
}

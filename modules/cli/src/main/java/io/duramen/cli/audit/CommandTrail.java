// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.audit;

import io.duramen.audit.AuditMissingException;
import io.duramen.audit.AuditOptions;
import io.duramen.audit.AuditOutcome;
import io.duramen.audit.AuditTrail;
import io.duramen.base.Event;
import io.duramen.base.EventSink;
import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.seal.Keyring;
import io.duramen.seal.KeyringOptions;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import io.duramen.storage.StorageLockedException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The trail of this command itself. It is opened for each entry and closed again, so that commands that run long keep nobody
 * else from theirs; its keyring is opened once.
 */
final class CommandTrail implements EventSink, AutoCloseable {
    /** The environment variable that names the trail's directory. */
    static final String VARIABLE = "DURAMEN_AUDIT";

    /** The environment variable that holds the password of a trail that is sealed. */
    static final String PASSWORD = "DURAMEN_AUDIT_PASSWORD";

    private static final int ATTEMPTS = 40;
    private static final long PAUSE_NANOS = 25_000_000;

    private final Streams streams;
    private final NioStorage storage;
    private final String actor;
    private @Nullable Keyring keyring;

    private CommandTrail(Streams streams, Path directory) {
        this.streams = streams;
        this.storage = NioStorage.at(directory);
        this.actor = System.getProperty("user.name", "unknown");
    }

    /** The trail that is to be written, or {@code null} if none is. */
    static @Nullable CommandTrail of(Streams streams) {
        String directory = streams.environment().getOrDefault(VARIABLE, "");
        return directory.isEmpty() ? null : new CommandTrail(streams, Path.of(directory));
    }

    @Override
    public void accept(Event event) {
        write(trail -> trail.accept(event));
    }

    /** Enters what this command does. */
    void append(String type, AuditOutcome outcome, Map<String, ?> facts) {
        write(trail -> trail.append(type, actor, outcome, facts));
    }

    private synchronized void write(Consumer<AuditTrail> entry) {
        try (AuditTrail trail = open()) {
            entry.accept(trail);
        }
    }

    private AuditTrail open() {
        AuditOptions options =
                AuditOptions.builder().sealing(unlocked()).actor(actor).build();
        for (int attempt = 1; ; attempt++) {
            try {
                return AuditTrail.open(storage, options);
            } catch (StorageLockedException busy) {
                if (attempt == ATTEMPTS) {
                    throw busy;
                }
                LockSupport.parkNanos(PAUSE_NANOS); // another command enters something, and is done soon
            } catch (AuditMissingException none) {
                throw new CommandException(
                        ExitCode.FAILED,
                        none.code(),
                        VARIABLE + " names " + storage.describe("") + ", where there is no audit trail",
                        none.details(),
                        "make one with: duramen audit init " + storage.describe("") + ", or unset " + VARIABLE,
                        none);
            }
        }
    }

    private @Nullable Keyring unlocked() {
        if (keyring == null && Keyring.exists(storage)) {
            char[] password = password();
            try (Unlock unlock = Unlock.password(password)) {
                keyring = Keyring.unlock(storage, unlock, KeyringOptions.defaults());
            } finally {
                Arrays.fill(password, '\0');
            }
        }
        return keyring;
    }

    private char[] password() {
        String given = streams.environment().get(PASSWORD);
        if (given != null) {
            return given.toCharArray();
        }
        Streams.PasswordPrompt prompt = streams.prompt();
        char[] typed = prompt == null ? null : prompt.ask("Password of the audit trail " + storage.describe("") + ": ");
        if (typed == null) {
            throw new CommandException(
                    ExitCode.REFUSED,
                    "PASSWORD_MISSING",
                    "the audit trail in " + storage.describe("") + " is sealed, and no password was given",
                    Map.of("directory", storage.describe("")),
                    "set " + PASSWORD + ", or run the command at a terminal",
                    null);
        }
        return typed;
    }

    @Override
    public synchronized void close() {
        if (keyring != null) {
            keyring.close();
            keyring = null;
        }
    }
}

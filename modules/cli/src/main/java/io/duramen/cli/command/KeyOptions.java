// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.seal.DeviceKey;
import io.duramen.seal.RecoveryKey;
import io.duramen.seal.Unlock;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What opens something sealed: the password unless something else is named. Every verb that opens a store, a log, a trail or a
 * keyring has these options and no others. No secret ever stands on the command line.
 */
public final class KeyOptions {
    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec verb;

    @Mixin
    private final PasswordOption password = new PasswordOption();

    @Option(names = "--recovery-key", description = "Open with a recovery key, which is asked for.")
    private boolean recoveryKey;

    @Option(
            names = "--recovery-key-file",
            paramLabel = "FILE",
            description = "Open with the recovery key in the first line of FILE.")
    private @Nullable Path recoveryKeyFile;

    @Option(
            names = "--raw-key-file",
            paramLabel = "FILE",
            description = "Open with the raw key in FILE: 64 hexadecimal digits.")
    private @Nullable Path rawKeyFile;

    @Option(names = "--device-file", paramLabel = "FILE", description = "Open with the key of an enrolled device.")
    private @Nullable Path deviceFile;

    @Option(
            names = "--pkcs11",
            paramLabel = "LIBRARY",
            description = "Open with a token; LIBRARY is its PKCS#11 library. The PIN is asked for.")
    private @Nullable Path library;

    @Option(names = "--pkcs11-slot", paramLabel = "N", description = "Which slot of the library, from 0.")
    private @Nullable Integer tokenSlot;

    @Option(names = "--pin-file", paramLabel = "FILE", description = "Take the PIN from the first line of FILE.")
    private @Nullable Path pinFile;

    private char @Nullable [] asked; // what somebody typed, asked for once
    private @Nullable String askedFor;

    /** Makes the options, to be filled in. */
    public KeyOptions() {}

    /**
     * Tells whether it was said what opens it, so that it is opened; else what can be seen without keys is what is wanted.
     *
     * @param streams gives the environment
     * @return {@code true} if so
     */
    public boolean isGiven(Streams streams) {
        return !isPassword() || password.isGiven(streams);
    }

    /**
     * Tells whether a new root key cannot be sealed for what opens it without its secret.
     *
     * @return {@code true} for a password, a raw key and a token
     */
    public boolean isSecretNeeded() {
        return deviceFile == null && !isRecoveryKey();
    }

    /**
     * Makes what opens something that is there. May be called again; what has to be typed is asked for once until {@link #wipe}.
     *
     * @param streams give the environment and the terminal
     * @param what what it opens, for people
     * @return what opens it, to be closed
     */
    public Unlock existing(Streams streams, String what) {
        requireOne();
        return isPassword() ? password(streams, what) : named(streams, what);
    }

    /**
     * Makes what shall open something new: a password, which is asked for twice, a raw key or a token.
     *
     * @param streams give the environment and the terminal
     * @param what what it will open, for people
     * @return what shall open it, to be closed
     */
    public Unlock fresh(Streams streams, String what) {
        requireOne();
        if (!isSecretNeeded()) {
            throw usage(
                    "a keyring begins with a password, a raw key or a token; a device is enrolled and a recovery key"
                            + " made when it is there: duramen keys add, duramen keys export-recovery");
        }
        return isPassword() ? freshPassword(streams, what) : named(streams, what);
    }

    private Unlock freshPassword(Streams streams, String what) {
        char[] typed = password.fresh(streams, what);
        try {
            return Unlock.password(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    /**
     * Makes what opens a copy of what {@link #existing} opens: the same, but a password where a device or a recovery key opened
     * the source, because a keyring cannot begin with those.
     *
     * @param streams give the environment and the terminal
     * @param what the copy, for people
     * @param begun whether its keyring is there already
     * @return what opens it, to be closed
     */
    public Unlock ofCopy(Streams streams, String what, boolean begun) {
        if (isSecretNeeded()) {
            return begun ? existing(streams, what) : fresh(streams, what);
        }
        return begun ? password(streams, what) : freshPassword(streams, what);
    }

    /** Forgets what was typed. */
    public void wipe() {
        if (asked != null) {
            Arrays.fill(asked, '\0');
            asked = null;
        }
    }

    private Unlock password(Streams streams, String what) {
        if (asked == null || !what.equals(askedFor)) {
            wipe();
            askedFor = what;
            asked = password.existing(streams, what);
        }
        return Unlock.password(asked);
    }

    private Unlock named(Streams streams, String what) {
        if (rawKeyFile != null) {
            byte[] key = RawKeyFile.read(rawKeyFile, streams);
            try {
                return Unlock.rawKey(key);
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
        if (deviceFile != null) {
            try (DeviceKey key = DeviceKey.read(deviceFile)) {
                return Unlock.device(key);
            }
        }
        if (library != null) {
            int slot = tokenSlot == null ? 0 : tokenSlot;
            return Unlock.pkcs11(library, slot, secret(streams, pinFile, "PIN of the token: "));
        }
        try (RecoveryKey key = RecoveryKey.parse(secret(streams, recoveryKeyFile, "Recovery key of " + what + ": "))) {
            return Unlock.recoveryKey(key);
        }
    }

    private char[] secret(Streams streams, @Nullable Path file, String question) {
        if (asked == null || !question.equals(askedFor)) {
            wipe();
            askedFor = question;
            asked = file == null ? PasswordOption.ask(streams, question) : PasswordOption.firstLine(file, streams);
        }
        return asked;
    }

    private boolean isRecoveryKey() {
        return recoveryKey || recoveryKeyFile != null;
    }

    private boolean isPassword() {
        return rawKeyFile == null && deviceFile == null && library == null && !isRecoveryKey();
    }

    private void requireOne() {
        List<String> ways = Stream.of(
                        password.isNamed() ? "--password-file" : "",
                        recoveryKey ? "--recovery-key" : "",
                        recoveryKeyFile != null ? "--recovery-key-file" : "",
                        rawKeyFile != null ? "--raw-key-file" : "",
                        deviceFile != null ? "--device-file" : "",
                        library != null ? "--pkcs11" : "")
                .filter(way -> !way.isEmpty())
                .toList();
        if (ways.size() > 1) {
            throw usage(String.join(", ", ways) + ": one of them opens it, not several");
        }
        if (library == null && (tokenSlot != null || pinFile != null)) {
            throw usage("--pkcs11-slot and --pin-file go with --pkcs11 LIBRARY");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(Objects.requireNonNull(verb).commandLine(), message);
    }
}

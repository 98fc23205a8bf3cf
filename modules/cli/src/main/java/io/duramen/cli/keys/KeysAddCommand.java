// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.command.PasswordOption;
import io.duramen.cli.command.RawKeyFile;
import io.duramen.seal.DeviceKey;
import io.duramen.seal.Enrolment;
import io.duramen.seal.Keyring;
import io.duramen.seal.SlotInfo;
import io.duramen.seal.Unlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Adds a way in. */
@Command(
        name = "add",
        description =
                "Add a way into a keyring: a password, which is asked for, or what is named. What is sealed stays as it is.",
        footerHeading = "%nExample:%n",
        footer = {
            "  duramen keys add --label deputy /var/lib/notes",
            "  duramen keys add --new-device-file laptop.key --label laptop /var/lib/notes"
        })
final class KeysAddCommand extends KeysVerb {
    @ArgGroup
    private @Nullable Added added;

    @Option(names = "--new-pkcs11-slot", paramLabel = "N", description = "Which slot of that library, from 0.")
    private int tokenSlot;

    @Option(names = "--new-pin-file", paramLabel = "FILE", description = "Take its PIN from the first line of FILE.")
    private @Nullable Path pinFile;

    @Option(
            names = "--label",
            paramLabel = "TEXT",
            description = "What people call it, at most 64 characters, stored in clear.")
    private @Nullable String label;

    @Parameters(paramLabel = "DIR", description = "Where the keyring is.")
    private Path directory = Path.of("");

    /** One of what can be added. */
    @SuppressWarnings("NullAway.Init") // picocli sets one of them
    static final class Added {
        @Option(
                names = "--new-password-file",
                paramLabel = "FILE",
                description = "Add the password in the first line of FILE.")
        private @Nullable Path passwordFile;

        @Option(
                names = "--new-raw-key-file",
                paramLabel = "FILE",
                description = "Add the raw key in FILE; if there is no such file, one is made with a random key.")
        private @Nullable Path rawKeyFile;

        @Option(
                names = "--new-device-file",
                paramLabel = "FILE",
                description = "Enrol the device whose key is in FILE; if there is no such file, one is made.")
        private @Nullable Path deviceFile;

        @Option(
                names = "--device",
                paramLabel = "KEY",
                description = "Enrol the device with this public key, and show what it has to accept.")
        private @Nullable String device;

        @Option(
                names = "--new-pkcs11",
                paramLabel = "LIBRARY",
                description = "Add a token by its PKCS#11 library, with a new key that never leaves it.")
        private @Nullable Path library;
    }

    KeysAddCommand(Streams streams) {
        super(streams);
    }

    @Override
    Path directory() {
        return directory;
    }

    @Override
    int run(Keyring keyring) {
        Added what = added == null ? new Added() : added;
        if (what.device != null) {
            Enrolment enrolment = enrolment(keyring, what.device);
            return tell(
                    keyring,
                    enrolment.deviceId(),
                    enrolment,
                    "let the device accept it: duramen keys device --accept " + enrolment.text() + " FILE\n");
        }
        if (what.deviceFile != null) {
            return enrolled(keyring, what.deviceFile);
        }
        try (Unlock unlock = unlock(what)) {
            return tell(keyring, keyring.addSlot(unlock, label), null, "");
        }
    }

    private Unlock unlock(Added what) {
        if (what.rawKeyFile != null) {
            byte[] key = RawKeyFile.readOrMake(what.rawKeyFile, streams());
            try {
                return Unlock.rawKey(key);
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
        char[] secret = secret(what);
        try {
            return what.library != null ? Unlock.pkcs11(what.library, tokenSlot, secret) : Unlock.password(secret);
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private char[] secret(Added what) {
        if (what.library != null) {
            return pinFile == null
                    ? PasswordOption.ask(streams(), "PIN of the token: ")
                    : PasswordOption.firstLine(pinFile, streams());
        }
        return what.passwordFile == null
                ? PasswordOption.askTwice(streams(), directory.toString())
                : PasswordOption.firstLine(what.passwordFile, streams());
    }

    /** A device that is enrolled already is told once more: it may not have been the first time. */
    private Enrolment enrolment(Keyring keyring, String publicKey) {
        for (SlotInfo slot : keyring.slots()) {
            if (publicKey.strip().equals(slot.devicePublicKey())) {
                return keyring.enrolment(slot.id());
            }
        }
        return keyring.enrol(publicKey, label);
    }

    private int enrolled(Keyring keyring, Path file) {
        try (DeviceKey key = Files.exists(file) ? DeviceKey.read(file) : DeviceKey.create(file)) {
            Enrolment enrolment = enrolment(keyring, key.publicKey());
            key.accept(enrolment);
            return tell(keyring, enrolment.deviceId(), enrolment, "");
        }
    }

    private int tell(Keyring keyring, int slot, @Nullable Enrolment enrolment, String more) {
        Map<String, Object> facts = facts(keyring);
        facts.put("slot", slot);
        if (enrolment != null) {
            facts.put("enrolment", enrolment.text());
        }
        show(facts, (enrolment == null ? "added slot " : "enrolled as slot ") + slot + "\n" + more);
        return ExitCode.FINE;
    }
}

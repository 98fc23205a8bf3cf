// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import io.duramen.cli.Streams;
import io.duramen.cli.command.PasswordOption;
import io.duramen.seal.DeviceKey;
import io.duramen.seal.RecoveryKey;
import io.duramen.seal.Unlock;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What opens the keyring: the password unless something else is named. No secret ever stands on the command line. */
final class KeyOptions {
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
    private int tokenSlot;

    @Option(names = "--pin-file", paramLabel = "FILE", description = "Take the PIN from the first line of FILE.")
    private @Nullable Path pinFile;

    private char @Nullable [] asked; // what somebody typed, asked for once

    KeyOptions() {}

    /** Makes what opens the keyring; may be called again. */
    Unlock unlock(Streams streams, Path directory) {
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
            return Unlock.pkcs11(library, tokenSlot, secret(streams, pinFile, "PIN of the token: "));
        }
        if (recoveryKey || recoveryKeyFile != null) {
            try (RecoveryKey key =
                    RecoveryKey.parse(secret(streams, recoveryKeyFile, "Recovery key of " + directory + ": "))) {
                return Unlock.recoveryKey(key);
            }
        }
        if (asked == null) {
            asked = password.existing(streams, directory.toString());
        }
        return Unlock.password(asked);
    }

    /** Tells whether the secret of this slot has to be presented when a new root key is made. */
    boolean isSecretNeeded() {
        return deviceFile == null && !recoveryKey && recoveryKeyFile == null;
    }

    private char[] secret(Streams streams, @Nullable Path file, String question) {
        if (asked == null) {
            asked = file == null ? PasswordOption.ask(streams, question) : PasswordOption.firstLine(file, streams);
        }
        return asked;
    }

    void wipe() {
        if (asked != null) {
            Arrays.fill(asked, '\0');
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.Streams;
import io.duramen.seal.SealedExport;
import io.duramen.seal.Unlock;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a file that leaves the store is sealed, and what shall open it: not what opens the store, unless it is named again. */
final class SealOptions {
    /** The environment variable that holds the password of an export. */
    static final String VARIABLE = "DURAMEN_EXPORT_PASSWORD";

    private static final String OPTION = "--seal-password-file";
    private static final int BUFFER_BYTES = 1 << 16;

    @Option(
            names = "--seal",
            description = "Seal the file with a password of its own: from the environment variable " + VARIABLE
                    + ", else asked for twice.")
    private boolean seal;

    @Option(
            names = OPTION,
            paramLabel = "FILE",
            description = "Seal the file with the password in the first line of FILE.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--seal-raw-key-file",
            paramLabel = "FILE",
            description = "Seal the file with the raw key in FILE: 64 hexadecimal digits.")
    private @Nullable Path rawKeyFile;

    SealOptions() {}

    boolean isGiven() {
        return seal || passwordFile != null || rawKeyFile != null;
    }

    /** Seals what is written, or passes it on; closing it ends the one and only flushes the other. */
    OutputStream over(OutputStream out, Streams streams, String what) throws IOException {
        OutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        if (!isGiven()) {
            return buffered;
        }
        try (Unlock unlock = unlock(streams, what)) {
            return SealedExport.seal(buffered, unlock, streams.keyrings());
        }
    }

    private Unlock unlock(Streams streams, String what) {
        if (rawKeyFile != null) {
            byte[] key = RawKeyFile.read(rawKeyFile, streams);
            try {
                return Unlock.rawKey(key);
            } finally {
                Arrays.fill(key, (byte) 0);
            }
        }
        char[] typed = new PasswordOption(passwordFile, OPTION, VARIABLE).fresh(streams, what);
        try {
            return Unlock.password(typed);
        } finally {
            Arrays.fill(typed, '\0');
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.cli.ExitCode;
import io.duramen.cli.Streams;
import io.duramen.cli.log.NewFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/** A raw key in a file: 64 hexadecimal digits in its first line. */
public final class RawKeyFile {
    private static final int BYTES = 32;

    private RawKeyFile() {}

    /**
     * Reads a key.
     *
     * @param file the file
     * @param streams take a warning if others may read the file
     * @return 32 bytes, to be wiped
     */
    public static byte[] read(Path file, Streams streams) {
        char[] line = PasswordOption.firstLine(file, streams);
        try {
            if (line.length == 2 * BYTES) {
                return HexFormat.of().parseHex(line, 0, line.length);
            }
        } catch (IllegalArgumentException notHex) {
            // told below, without what stands there
        } finally {
            Arrays.fill(line, '\0');
        }
        throw new CommandException(
                ExitCode.REFUSED,
                "RAW_KEY_FILE",
                "the file " + file + " holds no raw key",
                Map.of(
                        "file",
                        file.toString(),
                        "expected",
                        2 * BYTES + " hexadecimal digits",
                        "found",
                        "something else"),
                "have a key made into a new file: duramen keys add --new-raw-key-file FILE DIR",
                null);
    }

    /**
     * Makes a random key in a file that is not there yet, else reads it.
     *
     * @param file the file
     * @param streams take a warning if others may read the file
     * @return 32 bytes, to be wiped
     */
    public static byte[] readOrMake(Path file, Streams streams) {
        if (Files.exists(file)) {
            return read(file, streams);
        }
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        try (NewFile made = NewFile.at(file)) {
            made.line(HexFormat.of().formatHex(key));
            made.complete();
        }
        return key;
    }
}

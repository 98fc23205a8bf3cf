// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import io.duramen.cli.CommandException;
import io.duramen.commit.Ed25519Signer;
import io.duramen.commit.SignedRoot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Ed25519 keys in files: PEM as {@code openssl} writes it (RFC 8410), or 64 hexadecimal digits. */
final class KeyFiles {
    private static final byte[] PRIVATE_PREFIX = HexFormat.of().parseHex("302e020100300506032b657004220420");
    private static final byte[] PUBLIC_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private KeyFiles() {}

    static Ed25519Signer signer(Path file) {
        byte[] key = read(file, "PRIVATE KEY", PRIVATE_PREFIX);
        try {
            return Ed25519Signer.of(key);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    static byte[] publicKey(Path file) {
        return read(file, "PUBLIC KEY", PUBLIC_PREFIX);
    }

    private static byte[] read(Path file, String label, byte[] prefix) {
        String text = text(file).strip();
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        try {
            if (!text.startsWith(begin)) {
                return sized(HexFormat.of().parseHex(text), file, label);
            }
            String body = text.substring(begin.length(), Math.max(begin.length(), text.indexOf(end)));
            byte[] encoded = Base64.getMimeDecoder().decode(body);
            if (encoded.length > prefix.length && Arrays.equals(encoded, 0, prefix.length, prefix, 0, prefix.length)) {
                return sized(Arrays.copyOfRange(encoded, prefix.length, encoded.length), file, label);
            }
        } catch (IllegalArgumentException e) {
            // told below; what is in the file stays out of messages
        }
        throw refused(file, label, "something else");
    }

    private static byte[] sized(byte[] key, Path file, String label) {
        if (key.length != SignedRoot.PUBLIC_KEY_BYTES) { // a private key has as many
            throw refused(file, label, key.length + " bytes");
        }
        return key;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw CommandException.failed(
                    "KEY_FILE",
                    "cannot read " + file + ": " + FileErrors.said(e),
                    Map.of("file", file.toString(), "found", FileErrors.said(e)),
                    "check the path");
        }
    }

    private static CommandException refused(Path file, String label, String found) {
        return CommandException.failed(
                "KEY_FILE",
                file + " holds no Ed25519 key",
                Map.of(
                        "file",
                        file.toString(),
                        "expected",
                        "an Ed25519 " + label + " in PEM, or 64 hexadecimal digits",
                        "found",
                        found),
                "make a key with: openssl genpkey -algorithm ed25519; see duramen root --help");
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code duramen import --from encryption}: what PluresDB encrypted, with its password, into a store of our own. */
class EncryptedImportTest {
    private static final String SECRET = "secret data that needs to be protected";
    private static final String PASSWORD = "hunter2";
    private static final String KEY = "9d4c62adf54ad88fef393e9fda5cb6c12823c19d68ab04cb0a6adca43ca389c0";

    /** That text under that password. */
    private static final String GOOD = "101010101010101010101010503e96c72b4874c69c1eb7ca0317970601d0083c6f"
            + "b7f189ae1973b8f997aa289d99d729d5330090929ed62b5bc361da0e5e1a6be477";

    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path source;
    private Path store;
    private Path old;
    private Path fresh;

    @BeforeEach
    void leaveADirectory() throws IOException {
        store = temp.resolve("store");
        source = Files.createDirectories(temp.resolve("old"));
        old = Files.writeString(temp.resolve("old-password"), PASSWORD + "\n");
        fresh = Files.writeString(temp.resolve("new-password"), "another one\n");
        Files.writeString(source.resolve("encryption.json"), """
                {
                  "version": 1,
                  "kdf": "argon2id",
                  "cipher": "aes-256-gcm",
                  "salt": "MDEyMzQ1Njc4OWFiY2RlZg==",
                  "revoked_devices": []
                }""");
        Files.write(source.resolve("good.bin"), HexFormat.of().parseHex(GOOD));
        Files.write(source.resolve("short.bin"), new byte[27]);
    }

    @Test
    @Tag("S3.46")
    @Tag("S3.47")
    @Tag("S3.18")
    void intoASealedStoreWithTwoPasswordsAndNothingOfItIsInClear() throws IOException {
        Map<String, String> before = Tree.of(source);

        assertEquals(
                0,
                shell.run(
                        "import",
                        "--from",
                        "auto",
                        source,
                        store,
                        "--create",
                        "--source-password-file",
                        old,
                        "--password-file",
                        fresh),
                shell.err());

        assertTrue(shell.out().contains("encryption, of pluresdb"), shell.out());
        assertTrue(shell.out().contains("short.bin: too_short"), shell.out());
        assertTrue(shell.out().contains("imported 1 key"), shell.out());
        assertFalse(shell.err().contains("in clear"), shell.err());
        assertEquals(before, Tree.of(source));
        try (Stream<Path> files = Files.walk(store)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertFalse(bytes.contains(SECRET) || bytes.contains("good.bin"), file::toString);
            }
        }
        assertEquals(0, shell.run("get", "good.bin", store, "--password-file", fresh), shell.err());
        assertEquals(SECRET, shell.out());
        assertEquals(
                0,
                shell.with(LegacyOptions.SOURCE_VARIABLE, PASSWORD)
                        .with(PasswordOption.VARIABLE, "another one")
                        .run("import", "--from", "encryption", source, store),
                shell.err());
        assertTrue(shell.out().contains("imported 0 keys, all durable, 1 there already"), shell.out());
    }

    @Test
    void intoAStoreThatIsNotSealedItSaysSoAloud() {
        Shell typist = new Shell().typing(PASSWORD);

        assertEquals(0, typist.run("import", "--from", "encryption", source, store, "--create", "--unsealed"));

        assertTrue(typist.err().contains("the source is encrypted and this store is not"), typist.err());
        assertEquals(0, shell.run("get", "good.bin", store), shell.err());
        assertEquals(SECRET, shell.out());
    }

    @Test
    @Tag("S3.51")
    void aDryRunReportsEveryFieldAndNoSecret() {
        assertEquals(
                0,
                shell.run("import", "--from", "auto", source, "--dry-run", "--json", "--source-password-file", old),
                shell.err());

        assertEquals(
                List.of(
                        "case",
                        "system",
                        "format",
                        "summary",
                        "password",
                        "wrong_password",
                        "derived_key_hex",
                        "revoked_devices",
                        "blobs"),
                List.copyOf(shell.json().propertyNames()));
        assertEquals(
                List.of("file", "ok", "plaintext_base64", "error"),
                List.copyOf(shell.json().at("/blobs/0").propertyNames()));
        assertTrue(shell.json().at("/blobs/0/ok").booleanValue());
        assertEquals("too_short", shell.json().at("/blobs/1/error").stringValue());
        assertFalse(shell.out().contains(KEY) || shell.out().contains(PASSWORD), shell.out());
        assertTrue(Files.notExists(store));
    }

    @Test
    @Tag("S3.17")
    void aWrongPasswordIsRefusedBeforeAStoreIsMade() {
        shell.with(LegacyOptions.SOURCE_VARIABLE, PASSWORD + " "); // a space more

        assertEquals(
                ExitCode.REFUSED,
                shell.run("import", "--from", "auto", source, store, "--create", "--unsealed", "--json"));

        assertEquals("KEY_REFUSED", shell.error().get("code").stringValue());
        assertFalse(shell.err().contains(PASSWORD), shell.err());
        assertEquals("", shell.out());
        assertTrue(Files.notExists(store));
    }

    @Test
    void metadataThatAsksForAnythingElseIsRefusedWithoutAPassword() throws IOException {
        Files.writeString(
                source.resolve("encryption.json"),
                Files.readString(source.resolve("encryption.json"))
                        .replace("\"kdf\"", "\"memory_kib\": 2147483647, \"kdf\""));

        assertEquals(ExitCode.DAMAGE, shell.run("import", "--from", "auto", source, store, "--create", "--unsealed"));

        assertTrue(shell.err().contains("  code      ENCRYPTION_UNKNOWN"), shell.err());
        assertTrue(Files.notExists(store));
    }

    @Test
    void withoutAPasswordTheWaysToGiveOneAreNamed() {
        assertEquals(ExitCode.REFUSED, shell.run("import", "--from", "auto", source, "--dry-run"));
        assertTrue(
                shell.err().contains("give --source-password-file FILE or set DURAMEN_SOURCE_PASSWORD"), shell.err());
        assertEquals(ExitCode.USAGE, shell.run("import", source, store, "--key", "k", "--source-password-file", old));
    }
}

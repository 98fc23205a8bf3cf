// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export that travels sealed: it comes back equal, shows nothing, and is refused before anything is made of it. */
class SealedExportCommandTest {
    private static final int CHUNK = 16 * 1024;

    private final Shell shell = new Shell();

    @TempDir
    private Path temp;

    private Path store;
    private Path copy;
    private Path file;
    private Path password;

    @BeforeEach
    void exportAStoreOfSomeChunks() throws IOException {
        store = temp.resolve("store");
        copy = temp.resolve("copy");
        file = temp.resolve("notes.sealed");
        password = secret("password", "battery staple");
        done("init", "--unsealed", store);
        for (int i = 0; i < 3; i++) {
            done("put", "canary key " + i, "canary value ".repeat(1_000 + i), store);
        }
        done("export", "--seal-password-file", password, "--json", file, store);
        assertTrue(shell.json().get("sealed").booleanValue(), shell.out());
    }

    private Path secret(String name, String line) throws IOException {
        Path made = Files.writeString(temp.resolve(name), line + "\n");
        if (Files.getFileStore(made).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
        }
        return made;
    }

    private void done(Object... args) {
        assertEquals(0, shell.run(args), () -> Arrays.asList(args) + "\n" + shell.err());
    }

    private int importing(Shell by, Object... more) {
        Object[] args = Arrays.copyOf(
                new Object[] {"import", "--from", "store-export", file, copy, "--create", "--unsealed", "--json"},
                8 + more.length);
        System.arraycopy(more, 0, args, 8, more.length);
        return by.run(args);
    }

    @Test
    @Tag("S3.17")
    @Tag("S3.18")
    void itComesBackEqualAndShowsNothing() throws IOException {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        done("root", store);
        for (String clear : List.of(
                "canary", "\"key\":", "\"value\":", "\"end\":", shell.out().strip())) {
            assertFalse(bytes.contains(clear), clear);
        }

        assertEquals(0, importing(shell, "--source-password-file", password), shell::err);
        assertTrue(shell.err().contains("will lie in it in clear"), shell.err());
        done("diff", store, copy);
        done("get", "canary key 2", copy);
        assertEquals("canary value ".repeat(1_002), shell.out());
    }

    @Test
    void thePasswordComesFromTheEnvironmentOrATerminalToo() {
        Shell typing = new Shell().typing("staple", "staple");
        Path typed = temp.resolve("typed.sealed");
        assertEquals(0, typing.run("export", "--seal", typed, store), typing::err);
        Shell told = new Shell().with(LegacyOptions.SOURCE_VARIABLE, "staple");
        assertEquals(0, told.run("import", "--from", "auto", typed, "--dry-run"), told::err);

        Shell sealing = new Shell().with(SealOptions.VARIABLE, "staple");
        Path set = temp.resolve("set.sealed");
        assertEquals(0, sealing.run("export", "--seal", set, store), sealing::err);
        assertEquals(0, told.run("import", "--from", "store-export", set, "--dry-run"), told::err);
        Shell silent = new Shell();
        assertEquals(ExitCode.REFUSED, silent.run("export", "--seal", temp.resolve("none"), store));
        assertTrue(
                silent.err().contains("give --seal-password-file FILE or set DURAMEN_EXPORT_PASSWORD"), silent.err());
        assertFalse(Files.exists(temp.resolve("none")));
    }

    @Test
    void aRawKeyOpensItToo() throws IOException {
        Path key = secret("key", "0123456789abcdef".repeat(4));
        Path sealed = temp.resolve("raw.sealed");
        done("export", "--seal-raw-key-file", key, sealed, store);
        done("import", "--from", "store-export", sealed, "--dry-run", "--source-raw-key-file", key);
        assertEquals(
                ExitCode.REFUSED,
                shell.run("import", "--from", "store-export", sealed, "--dry-run", "--source-password-file", password));
    }

    @Test
    @Tag("S3.17")
    void aWrongPasswordIsRefusedBeforeAnythingIsMade() throws IOException {
        assertEquals(ExitCode.REFUSED, importing(shell, "--source-password-file", secret("wrong", "battery stable")));
        assertEquals("KEY_REFUSED", shell.error().get("code").stringValue());
        assertEquals(ExitCode.REFUSED, importing(shell));
        assertEquals("PASSWORD_MISSING", shell.error().get("code").stringValue());
        assertFalse(Files.exists(copy));
    }

    /** In its keyring, its header, its first bytes, between two chunks and within one. */
    @Test
    void whatIsCutOffIsRefusedBeforeAnythingIsMade() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int message = messageAt(whole);
        for (int length : new int[] {
            40,
            message - 100,
            message - 1,
            message + 30,
            message + 56,
            message + 56 + CHUNK + 16,
            message + 56 + CHUNK + 20,
            whole.length - 1
        }) {
            Files.write(file, Arrays.copyOf(whole, length));
            refused("cut to " + length);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        refused("grown");
    }

    @Test
    void whatIsAlteredIsRefusedBeforeAnythingIsMade() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        int message = messageAt(whole);
        for (int at : new int[] {
            16,
            21,
            40,
            message - 150,
            message - 110,
            message - 90,
            message - 30,
            message,
            message + 30,
            message + 60,
            whole.length - 1
        }) {
            byte[] altered = whole.clone();
            altered[at] ^= 1;
            Files.write(file, altered);
            refused("byte " + at);
        }
        byte[] swapped = whole.clone();
        int first = message + 56;
        System.arraycopy(whole, first, swapped, first + CHUNK + 16, CHUNK + 16);
        System.arraycopy(whole, first + CHUNK + 16, swapped, first, CHUNK + 16);
        Files.write(file, swapped);
        refused("chunks swapped");
    }

    private void refused(String what) {
        assertNotEquals(0, importing(shell, "--source-password-file", password), what);
        assertEquals("STREAM_DAMAGED", shell.error().get("code").stringValue(), what);
        assertEquals(ExitCode.DAMAGE, shell.error().get("exit").intValue(), what);
        assertFalse(Files.exists(copy), what);
    }

    /** Where the keyring with its length and the header of 96 bytes end. */
    private static int messageAt(byte[] whole) {
        int body = (whole[20] & 0xff) | (whole[21] & 0xff) << 8 | (whole[22] & 0xff) << 16;
        return 32 + body + 64 + 96;
    }
}

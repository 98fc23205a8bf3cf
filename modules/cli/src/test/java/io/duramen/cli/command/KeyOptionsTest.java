// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever opens the keyring opens the store, by every verb and by the same options. */
class KeyOptionsTest {
    private final Shell owner = new Shell().with(PasswordOption.VARIABLE, "correct horse");
    private final Shell stranger = new Shell(); // knows no password, and nobody can be asked

    @TempDir
    private Path temp;

    private Path store;

    @BeforeEach
    void makeAStoreWithEveryWayIn() throws IOException {
        store = temp.resolve("store");
        done(owner, "init", store);
        done(owner, "put", "greeting", "hello", store);
        done(owner, "keys", "add", "--new-raw-key-file", temp.resolve("--raw-key-file"), store);
        done(owner, "keys", "add", "--new-device-file", temp.resolve("--device-file"), store);
        done(owner, "keys", "export-recovery", "--to", temp.resolve("--recovery-key-file"), store);
        Path password = Files.writeString(temp.resolve("--password-file"), "correct horse\n");
        if (Files.getFileStore(password).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private static void done(Shell shell, Object... args) {
        assertEquals(0, shell.run(args), () -> Arrays.asList(args) + "\n" + shell.err());
    }

    /** The option, and what it opens with. */
    private void opens(String way, Object... args) {
        List<Object> all = new ArrayList<>(Arrays.asList(args));
        all.add(way);
        all.add(temp.resolve(way));
        done(stranger, all.toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password-file", "--raw-key-file", "--device-file", "--recovery-key-file"})
    @Tag("S3.17")
    void everyWayInOpensTheStoreForEveryVerb(String way) throws IOException {
        Path lines = Files.writeString(temp.resolve("lines"), "{\"id\": 1}\n");
        opens(way, "put", "another", "value", store);
        opens(way, "get", "greeting", store);
        assertEquals("hello", stranger.out());
        opens(way, "delete", "--yes", "another", store);
        opens(way, "import", lines, "--key", "id", store);
        opens(way, "root", store);
        opens(way, "verify", "--keys", store);
        opens(way, "recover", store);
        opens(way, "prove", "greeting", store, "--out", temp.resolve("proof"));
        opens(way, "export", temp.resolve("export"), store);
        opens(way, "diff", store, store);
        opens(way, "snapshot", "create", "kept", store);
        opens(way, "snapshot", "list", store);
        opens(way, "snapshot", "verify", "kept", store);
        opens(way, "snapshot", "delete", "--yes", "kept", store);
        opens(way, "log", "dump", store);
        opens(way, "log", "replay", "--validate", store);
        opens(way, "rotate", "--if-due", store);
        opens(way, "keys", "verify", store);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--password-file", "--raw-key-file", "--device-file", "--recovery-key-file"})
    void whoSaysWhatOpensItSeesWhatOnlyKeysTell(String way) {
        done(stranger, "inspect", "--json", store);
        assertFalse(stranger.json().has("root"));
        opens(way, "inspect", "--json", store);
        assertTrue(stranger.json().has("root"), stranger.out());
        opens(way, "log", "verify", "--json", store);
        assertTrue(stranger.json().get("sealsVerified").booleanValue());
        opens(way, "log", "stat", "--json", store);
    }

    @Test
    void aCopyIsOpenedByWhatOpenedTheStoreOrByAPasswordWhereItCannotBe() {
        Path copy = temp.resolve("copy");
        opens("--raw-key-file", "restore", "--at-lsn", 1, "--to", copy, store);
        opens("--raw-key-file", "get", "greeting", copy);

        Path rescued = temp.resolve("rescued");
        Shell rescuer = new Shell().with(PasswordOption.VARIABLE, "battery staple");
        Path recovery = temp.resolve("--recovery-key-file");
        done(rescuer, "restore", "--at-lsn", 1, "--to", rescued, store, "--recovery-key-file", recovery);
        done(rescuer, "get", "greeting", rescued);
        assertEquals("hello", rescuer.out());
    }

    @Test
    void aStoreBeginsWithAPasswordARawKeyOrATokenAndWithNothingElse() {
        Path made = temp.resolve("made");
        opens("--raw-key-file", "init", made);
        opens("--raw-key-file", "get", "greeting", store);
        assertEquals(ExitCode.REFUSED, owner.run("put", "greeting", "hello", made));

        Path other = temp.resolve("other");
        for (String way : List.of("--device-file", "--recovery-key-file")) {
            assertEquals(ExitCode.USAGE, owner.run("init", way, temp.resolve(way), other));
            assertTrue(owner.err().contains("begins with a password, a raw key or a token"), owner.err());
        }
        assertFalse(Files.exists(other));
    }

    @Test
    void oneThingOpensItAndNotTwo() {
        Path raw = temp.resolve("--raw-key-file");
        Path device = temp.resolve("--device-file");
        Path password = temp.resolve("--password-file");
        assertEquals(
                ExitCode.USAGE, owner.run("get", "greeting", store, "--raw-key-file", raw, "--device-file", device));
        assertTrue(owner.err().contains("--raw-key-file, --device-file: one of them"), owner.err());
        assertEquals(
                ExitCode.USAGE, owner.run("keys", "verify", store, "--raw-key-file", raw, "--password-file", password));
        assertEquals(ExitCode.USAGE, owner.run("get", "greeting", store, "--pin-file", password));
        assertTrue(owner.err().contains("go with --pkcs11"), owner.err());
    }

    @Test
    void aTokenThatIsNotThereIsNamed() {
        Path nothing = temp.resolve("no-library.so");
        Path pin = temp.resolve("--password-file");
        assertEquals(
                ExitCode.FAILED, owner.run("get", "greeting", store, "--json", "--pkcs11", nothing, "--pin-file", pin));
        assertEquals("TOKEN_UNAVAILABLE", owner.error().get("code").stringValue());
        assertTrue(owner.error().get("message").stringValue().contains("no-library.so"), owner.err());
    }

    @Test
    @Tag("S3.20")
    void aRevokedDeviceIsRefusedByEveryVerbAlike() {
        done(owner, "keys", "revoke", "--yes", "--drop", "2", "3", store);
        for (List<String> verb : List.of(List.of("get", "greeting"), List.of("verify"), List.of("log", "dump"))) {
            List<Object> all = new ArrayList<>(verb);
            all.addAll(List.of(store, "--json", "--device-file", temp.resolve("--device-file")));
            assertEquals(ExitCode.REFUSED, stranger.run(all.toArray()), stranger::err);
            assertEquals("KEY_REFUSED", stranger.error().get("code").stringValue());
        }
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.commit.StateStore;
import io.duramen.commit.StoreOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Each case: its own error, which names the file, what is wrong and what to do; and nothing is changed by the attempt. */
class BadInputTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path store;

    @BeforeEach
    void makeAStoreWithTwoKeys() {
        store = temp.resolve("store");
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
        assertEquals(0, shell.run("put", "first", "1", store), shell.err());
        assertEquals(0, shell.run("put", "second", "2", store), shell.err());
    }

    @Test
    void aWrongPasswordIsRefused() throws IOException {
        Path sealed = temp.resolve("sealed");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("init", sealed), owner.err());

        Shell stranger = new Shell().with("DURAMEN_PASSWORD", "wrong");
        refuses(stranger, sealed, ExitCode.REFUSED, "KEY_REFUSED", sealed.resolve("keyring"));
    }

    @Test
    void aMissingDirectoryIsNotMade() throws IOException {
        Path missing = temp.resolve("missing");

        refuses(shell, missing, ExitCode.FAILED, "STORE_MISSING", missing);
        assertTrue(Files.notExists(missing));
        assertEquals(ExitCode.FAILED, shell.run("inspect", missing));
        assertEquals(ExitCode.FAILED, shell.run("verify", missing));
        assertTrue(Files.notExists(missing));
    }

    @Test
    void aForeignDirectoryIsNotTouched() throws IOException {
        Path foreign = Files.createDirectory(temp.resolve("foreign"));
        Files.writeString(foreign.resolve("letter.txt"), "Dear reader");
        Map<String, String> before = Tree.of(temp);

        refuses(shell, foreign, ExitCode.FAILED, "STORE_MISSING", foreign);
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "x");
        assertEquals(ExitCode.FAILED, owner.run("init", foreign, "--json"));
        assertEquals("FOREIGN_DIRECTORY", owner.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, owner.run("init", "--unsealed", foreign, "--json"));
        assertEquals("FOREIGN_DIRECTORY", owner.error().get("code").stringValue());
        assertEquals(before, Tree.of(temp));
    }

    @Test
    void anExistingStoreIsNotMadeAnew() throws IOException {
        Map<String, String> before = Tree.of(store);

        assertEquals(ExitCode.FAILED, shell.run("init", "--unsealed", store, "--json"));
        assertEquals("STORE_EXISTS", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, new Shell().with("DURAMEN_PASSWORD", "x").run("init", store));
        assertEquals(before, Tree.of(store));
    }

    @Test
    @Tag("S3.45")
    void aNewerFormatIsRefused() throws IOException {
        Path segment = lastSegmentWithRecords();
        byte[] bytes = Files.readAllBytes(segment);
        for (int block = 0; block <= 4096; block += 4096) {
            bytes[block + 8] = 9; // the major version
            CRC32C crc = new CRC32C();
            crc.update(bytes, block, 124);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(block + 124, (int) crc.getValue());
        }
        Files.write(segment, bytes);

        refuses(shell, store, ExitCode.FAILED, "LOG_VERSION", segment);
        assertTrue(shell.err().contains("open it with a newer release"), shell.err());
    }

    @Test
    void aNewerKeyringIsRefused() throws IOException {
        Path sealed = temp.resolve("sealed");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("init", sealed), owner.err());
        for (String name : new String[] {"keyring", "keyring.bak"}) {
            byte[] bytes = Files.readAllBytes(sealed.resolve(name));
            bytes[16] = 2;
            Files.write(sealed.resolve(name), withDigest(bytes));
        }

        refuses(owner, sealed, ExitCode.FAILED, "KEYRING_VERSION", sealed.resolve("keyring"));
    }

    @Test
    @Tag("S3.13")
    void aTruncatedSegmentIsDamage() throws IOException {
        Path segment = lastSegmentWithRecords();
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, bytes.length / 2));

        refuses(shell, store, ExitCode.DAMAGE, "LOG_CORRUPT", segment);
        assertEquals(ExitCode.DAMAGE, shell.run("verify", store));
    }

    @Test
    @Tag("S3.13")
    void anEditedRecordIsDamageAndWhatComesBeforeItIsStillRead() throws IOException {
        Path segment = lastSegmentWithRecords();
        byte[] bytes = Files.readAllBytes(segment);
        int at = indexOf(bytes, "second");
        bytes[at] ^= 1;
        Files.write(segment, bytes);

        refuses(shell, store, ExitCode.DAMAGE, "LOG_CORRUPT", segment);
        assertEquals(ExitCode.DAMAGE, shell.run("get", "first", store));
        assertEquals("1", shell.out());
        assertTrue(shell.err().contains("damaged: "), shell.err());
        assertEquals(ExitCode.DAMAGE, shell.run("verify", store));
        assertTrue(shell.out().contains("PROBLEM"), shell.out());
        assertEquals(ExitCode.DAMAGE, shell.run("inspect", store));
        assertTrue(shell.out().contains("as it would be recovered"), shell.out());
    }

    @Test
    void anEditedKeyringThatNobodyElseCopiesIsDamage() throws IOException {
        Path sealed = temp.resolve("sealed");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("init", sealed), owner.err());
        for (String name : new String[] {"keyring", "keyring.bak"}) {
            byte[] bytes = Files.readAllBytes(sealed.resolve(name));
            bytes[100] ^= 1;
            Files.write(sealed.resolve(name), bytes);
        }

        refuses(owner, sealed, ExitCode.DAMAGE, "KEYRING_DAMAGED", sealed.resolve("keyring"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // no permission bits there
    void aKeyringThatOthersMayReadIsRefused() throws IOException {
        Path sealed = temp.resolve("sealed");
        Shell owner = new Shell().with("DURAMEN_PASSWORD", "right");
        assertEquals(0, owner.run("init", sealed), owner.err());
        Files.setPosixFilePermissions(sealed.resolve("keyring"), PosixFilePermissions.fromString("rw-r--r--"));

        refuses(owner, sealed, ExitCode.REFUSED, "KEYRING_PERMISSIONS", sealed.resolve("keyring"));
    }

    /** Root overrides permission bits by a capability; without it, root is refused like anybody. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void notEnoughRightsAreToldAsSuch() throws Exception {
        String without = isRoot() ? "exec setpriv --bounding-set=-dac_override,-dac_read_search" : "exec";
        Path log = store.resolve("wal");
        Map<String, String> before = Tree.of(store);
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("---------"));

        Fork fork;
        try {
            fork = Fork.run(temp, without, "put", "a", "1", store);
        } finally {
            Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rwx------"));
        }

        assertEquals(ExitCode.REFUSED, fork.exit(), fork.err());
        assertTrue(fork.err().contains("STORAGE_ACCESS_DENIED"), fork.err());
        assertTrue(fork.err().contains("where     " + log), fork.err());
        assertTrue(fork.err().contains("hint      run as the owner"), fork.err());
        assertEquals(before, Tree.of(store));
    }

    /** A limit of file sizes refuses the write with the same consequences as a full disk, and needs no rights. */
    @Test
    @Tag("S1.09")
    @DisabledOnOs(OS.WINDOWS)
    void aFullDiskIsToldAsSuchAndNothingIsLost() throws Exception {
        Fork fork = Fork.run(temp, "ulimit -f 600; exec", "put", "third", "3", store);

        assertEquals(ExitCode.FAILED, fork.exit(), fork.err());
        assertTrue(fork.err().contains("NO_SPACE") || fork.err().contains("FULL"), fork.err());
        assertTrue(fork.err().contains("hint      free "), fork.err());
        assertTrue(fork.err().contains(store.toString()), fork.err());
        assertEquals(0, shell.run("get", "second", store), shell.err());
        assertEquals("2", shell.out());
        assertEquals(0, shell.run("put", "third", "3", store), shell.err());
        assertEquals(0, shell.run("verify", store), shell.out());
    }

    @Test
    @Tag("S3.59")
    void aSecondOpenerIsRefusedAndReadersAreNot() throws Exception {
        try (StateStore owner = StateStore.open(store, StoreOptions.defaults())) {
            assertNotNull(owner);
            refuses(shell, store, ExitCode.FAILED, "STORAGE_LOCKED", store.resolve("LOCK"));

            Fork other = Fork.run(temp, "exec", "put", "a", "1", store);
            assertEquals(ExitCode.FAILED, other.exit(), other.err());
            assertTrue(
                    other.err()
                            .contains(
                                    "held by process " + ProcessHandle.current().pid()),
                    other.err());

            assertEquals(0, shell.run("get", "first", store), shell.err());
        }
    }

    /** Tries to write, and checks exit code, code, the file that is named, that there is a hint, and that nothing changed. */
    private static void refuses(Shell shell, Path directory, int exit, String code, Path named) throws IOException {
        boolean there = Files.exists(directory);
        Map<String, String> before = there ? Tree.of(directory) : Map.of();

        assertEquals(exit, shell.run("put", "a", "1", directory, "--json"), shell.err());
        assertEquals(code, shell.error().get("code").stringValue(), shell.err());
        assertTrue(shell.error().get("message").stringValue().contains(named.toString()), shell.err());
        assertTrue(shell.error().get("hint").isString(), shell.err());
        assertEquals(before, there ? Tree.of(directory) : Map.of());
    }

    private Path lastSegmentWithRecords() throws IOException {
        assertEquals(0, shell.run("inspect", store, "--json"), shell.err());
        Path last = null;
        for (var segment : shell.json().get("segments")) {
            if (segment.get("lastLsn").intValue() >= segment.get("firstLsn").intValue()) {
                last = Path.of(segment.get("file").stringValue());
            }
        }
        assertNotNull(last);
        return last;
    }

    private static int indexOf(byte[] bytes, String text) {
        byte[] wanted = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i <= bytes.length - wanted.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return i;
            }
        }
        throw new AssertionError("no \"" + text + "\" in the segment");
    }

    /** Puts the digest right that finds bit rot in a keyring, so that only its version is odd. */
    private static byte[] withDigest(byte[] keyring) {
        int body = keyring.length - 64;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(keyring, body));
            System.arraycopy(digest, 0, keyring, body, 32);
            return keyring;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}

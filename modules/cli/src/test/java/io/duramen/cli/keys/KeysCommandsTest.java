// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.seal.Keyring;
import io.duramen.seal.Unlock;
import io.duramen.storage.NioStorage;
import io.duramen.storage.StorageLock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What people do with the keys of a store: a spare key in a drawer, a deputy, a laptop, and the laptop stolen. */
class KeysCommandsTest {
    private final Shell shell = new Shell().with("DURAMEN_PASSWORD", "correct horse");

    @TempDir
    private Path temp;

    private Path store;

    @BeforeEach
    void makeAStore() {
        store = temp.resolve("store");
        Keyring.create(store, Unlock.password("correct horse".toCharArray()), Shell.QUICK)
                .close();
        run("init", store);
        run("put", "greeting", "hello", store);
    }

    private void run(Object... args) {
        assertEquals(0, shell.run(args), () -> List.of(args) + "\n" + shell.err());
    }

    private Path file(String name, String line) throws IOException {
        Path file = Files.writeString(temp.resolve(name), line + "\n");
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    private List<String> slots() {
        run("keys", "list", "--json", store);
        List<String> slots = new ArrayList<>();
        shell.json()
                .get("slots")
                .forEach(slot -> slots.add(
                        slot.get("id").intValue() + " " + slot.get("type").stringValue()));
        return slots;
    }

    @Test
    @Tag("S3.17")
    void theRecoveryKeyOpensTheStoreWhoseForgottenPasswordIsReplaced() throws IOException {
        run("keys", "export-recovery", "--label", "drawer", "--json", store);
        String printed = shell.json().get("recoveryKey").stringValue();
        Shell forgetful = new Shell().typing(printed.replace(' ', '-'));
        assertEquals(0, forgetful.run("keys", "verify", "--recovery-key", store), forgetful::err);

        Path recovery = file("recovery", printed);
        Path fresh = file("fresh", "battery staple");
        run("keys", "add", "--recovery-key-file", recovery, "--new-password-file", fresh, store);
        run("keys", "remove", "--yes", "1", "--recovery-key-file", recovery, store);

        assertEquals(List.of("2 recovery", "3 password"), slots());
        assertEquals(ExitCode.REFUSED, shell.run("get", "greeting", store));
        run("get", "greeting", "--password-file", fresh, store);
        assertEquals("hello", shell.out().strip());
    }

    @Test
    void aMistypedRecoveryKeyIsToldFromAWrongOne() throws IOException {
        run("keys", "export-recovery", "--to", temp.resolve("recovery"), store);
        assertFalse(shell.out().contains("duramen1"), shell.out());
        String printed = Files.readString(temp.resolve("recovery")).strip();
        Path other = temp.resolve("other");
        run("keys", "init", other);
        run("keys", "export-recovery", "--json", other);
        Path foreign = file("foreign", shell.json().get("recoveryKey").stringValue());
        char last = printed.charAt(printed.length() - 1);
        Path mistyped = file("mistyped", printed.substring(0, printed.length() - 1) + (last == 'q' ? 'p' : 'q'));

        assertEquals(ExitCode.FAILED, shell.run("keys", "verify", "--json", "--recovery-key-file", mistyped, store));
        assertEquals("RECOVERY_KEY_MISTYPED", shell.error().get("code").stringValue());
        assertEquals(ExitCode.REFUSED, shell.run("keys", "verify", "--json", "--recovery-key-file", foreign, store));
        assertEquals("KEY_REFUSED", shell.error().get("code").stringValue());
        run("keys", "verify", "--recovery-key-file", temp.resolve("recovery"), store);
    }

    @Test
    @Tag("S3.20")
    void aStolenLaptopIsThrownOutAndTheStoreGoesOn() {
        Path laptop = temp.resolve("laptop.key");
        Path server = temp.resolve("server.key");
        run("keys", "add", "--new-device-file", laptop, "--label", "laptop", store);
        run("keys", "device", "--json", server);
        run("keys", "add", "--device", shell.json().get("publicKey").stringValue(), "--json", store);
        String enrolment = shell.json().get("enrolment").stringValue();
        run("keys", "device", "--json", server);
        run("keys", "add", "--device", shell.json().get("publicKey").stringValue(), "--json", store);
        assertEquals(enrolment, shell.json().get("enrolment").stringValue(), "told once more, not enrolled twice");
        run("keys", "device", "--accept", enrolment, server);
        run("keys", "verify", "--device-file", laptop, store);
        run("keys", "verify", "--device-file", server, store);

        assertEquals(ExitCode.USAGE, shell.run("keys", "revoke", "2", store));
        run("keys", "revoke", "--yes", "--reason", "stolen", "2", store);
        assertTrue(shell.out().contains("epoch 1") && shell.out().contains("ended, and its key is gone"), shell.out());
        assertEquals(List.of("DESTROYED", "ACTIVE"), epochs());

        assertEquals(ExitCode.REFUSED, shell.run("keys", "verify", "--device-file", laptop, store));
        assertTrue(shell.err().contains("duramen keys list"), shell.err());
        run("keys", "verify", "--device-file", server, store);
        run("keys", "list", store);
        assertTrue(shell.out().contains("revoked 2"), shell.out());
        run("get", "greeting", store);
        assertEquals("hello", shell.out().strip());
        run("put", "greeting", "hello again", store);
        run("verify", store);
    }

    private List<String> epochs() {
        run("verify", "--keys", "--json", store);
        List<String> states = new ArrayList<>();
        shell.json()
                .get("keyEpochs")
                .forEach(epoch -> states.add(epoch.get("state").stringValue()));
        return states;
    }

    @Test
    @Tag("S3.20")
    void aRevocationWithoutARotationSaysWhatTheDeviceMayStillDo() {
        run("keys", "add", "--new-device-file", temp.resolve("laptop.key"), store);
        run("keys", "revoke", "--yes", "--no-rotate", "2", store);
        assertTrue(shell.out().contains("not rotated"), shell.out());
        assertTrue(shell.out().contains("can still add segments that are taken for the log's own"), shell.out());
        assertTrue(shell.out().contains("duramen rotate " + store + " --if-due"), shell.out());
        assertEquals(List.of("CLOSED", "ACTIVE"), epochs());

        run("rotate", store, "--if-due");
        assertEquals(List.of("DESTROYED", "ACTIVE"), epochs());
    }

    @Test
    @Tag("S3.20")
    void aDeepRevocationLeavesNothingUnderAKeyThatTheDeviceMayHaveKept() {
        run("snapshot", "create", "kept", store);
        run("keys", "add", "--new-device-file", temp.resolve("phone.key"), store);
        run("keys", "add", "--new-device-file", temp.resolve("laptop.key"), store);
        assertEquals(ExitCode.USAGE, shell.run("keys", "revoke", "--yes", "--deep", "--no-rotate", "2", store));
        run("keys", "revoke", "--yes", "2", store);
        assertFalse(olderDataKeys().isEmpty());

        run("keys", "revoke", "--yes", "--deep", "3", store);
        assertTrue(shell.out().contains("sealed anew"), shell.out());
        assertFalse(shell.out().contains("can still be read"), shell.out());
        assertEquals(List.of(), olderDataKeys());
        assertEquals(List.of("DESTROYED", "DESTROYED", "ACTIVE"), epochs());
        run("get", "greeting", store);
        assertEquals("hello", shell.out().strip());
        run("snapshot", "verify", "kept", store);
        run("verify", store);
    }

    @Test
    void aDeepRevocationThatBreaksOffSaysHowItIsGoneOnWith() throws IOException {
        run("keys", "add", "--new-device-file", temp.resolve("laptop.key"), store);
        Path segment = store.resolve("wal").resolve(firstSegment());
        byte[] sound = Files.readAllBytes(segment);
        byte[] damaged = sound.clone();
        Arrays.fill(damaged, 8192, 8192 + 512, (byte) 1);
        Files.write(segment, damaged);
        assertEquals(ExitCode.DAMAGE, shell.run("keys", "revoke", "--yes", "--deep", "2", store));
        assertTrue(shell.out().contains("can still be read"), shell.out());
        assertTrue(shell.out().contains("duramen rotate " + store + " --reencrypt --resume"), shell.out());

        Files.write(segment, sound);
        run("rotate", store, "--reencrypt", "--resume", "--json");
        assertEquals(2, shell.json().get("epoch").intValue(), "no further epoch was begun");
        assertEquals(List.of(), olderDataKeys());
        assertEquals(List.of("DESTROYED", "ACTIVE"), epochs());
        run("get", "greeting", store);
    }

    /** But for the quarantine, which nothing touches: an empty segment that an opening went on before is put there. */
    private List<String> olderDataKeys() {
        run("verify", "--keys", "--json", store);
        List<String> files = new ArrayList<>();
        shell.json().get("olderDataKeys").forEach(file -> files.add(file.stringValue()));
        files.removeIf(file -> file.contains("quarantine"));
        return files;
    }

    @Test
    void aRotationThatCannotBeDoneLeavesTheDeviceOut() throws IOException {
        Path laptop = temp.resolve("laptop.key");
        run("keys", "add", "--new-device-file", laptop, store);
        Path segment = store.resolve("wal").resolve(firstSegment());
        byte[] sound = Files.readAllBytes(segment);
        byte[] damaged = sound.clone();
        Arrays.fill(damaged, 8192, 8192 + 512, (byte) 1);
        Files.write(segment, damaged);

        assertEquals(ExitCode.DAMAGE, shell.run("keys", "revoke", "--yes", "--json", "2", store));
        assertFalse(shell.json().get("rotated").booleanValue(), shell.out());
        assertEquals(2, shell.json().get("activeEpoch").intValue());
        assertEquals("LOG_CORRUPT", shell.error().get("code").stringValue());
        assertEquals(ExitCode.REFUSED, shell.run("keys", "verify", "--device-file", laptop, store));

        Files.write(segment, sound);
        run("rotate", store, "--if-due");
        assertEquals(List.of("DESTROYED", "ACTIVE"), epochs());
    }

    private String firstSegment() throws IOException {
        try (var names = Files.list(store.resolve("wal"))) {
            return names.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.endsWith(".seg"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Whoever seals with such a keyring does so elsewhere; what a rotation does not know of would lose its keys. */
    @Test
    void aKeyringAloneLosesNoKeyByARevocation() {
        Path alone = temp.resolve("alone");
        run("keys", "init", alone);
        run("keys", "add", "--new-device-file", temp.resolve("laptop.key"), alone);
        run("keys", "revoke", "--yes", "2", alone);
        assertTrue(shell.out().contains("not rotated"), shell.out());
        assertTrue(shell.out().contains("KeyRotation.resume"), shell.out());
        try (Keyring keyring = Keyring.unlock(alone, Unlock.password("correct horse".toCharArray()))) {
            assertEquals(
                    List.of("CLOSED", "ACTIVE"),
                    keyring.epochs().orElseThrow().all().stream()
                            .map(epoch -> epoch.state().name())
                            .toList());
        }
        run("keys", "add", "--new-device-file", temp.resolve("phone.key"), alone);
        run("keys", "revoke", "--yes", "--deep", "3", alone);
        assertTrue(shell.out().contains("KeyRotation.resumeReencryption"), shell.out());
        assertEquals(ExitCode.FAILED, shell.run("rotate", alone, "--json"));
        assertEquals("STORE_MISSING", shell.error().get("code").stringValue());
    }

    /** A log of its own is rotated like a store. */
    @Test
    void aLogWithoutAStoreIsRotatedToo() throws IOException {
        Path log = temp.resolve("log");
        Path lines = temp.resolve("lines");
        run("log", "export", lines, store);
        run("log", "import", "--create", lines, log);
        run("keys", "add", "--new-device-file", temp.resolve("laptop.key"), log);
        run("keys", "revoke", "--yes", "--json", "2", log);
        assertTrue(shell.json().get("rotation").get("complete").booleanValue(), shell.out());
        assertEquals(1, shell.json().get("rotation").get("destroyed").get(0).intValue());
        run("log", "verify", log);
        run("rotate", log, "--if-due");
        assertTrue(shell.out().contains("not due"), shell.out());
    }

    @Test
    void aRevocationThatWouldLockSomebodyOutSaysWhom() throws IOException {
        Path raw = temp.resolve("raw");
        Path deputy = file("deputy", "battery staple");
        run("keys", "add", "--new-raw-key-file", raw, "--label", "embedded", store);
        run("keys", "add", "--new-password-file", deputy, "--label", "deputy", store);
        run("keys", "add", "--new-device-file", temp.resolve("laptop.key"), store);

        assertEquals(ExitCode.FAILED, shell.run("keys", "revoke", "--yes", "--json", "4", store));
        assertEquals("SLOTS_NOT_PRESENTED", shell.error().get("code").stringValue());
        JsonNode missing = shell.error().get("details").get("missing");
        assertEquals("[2,3]", missing.toString().replace(" ", ""));
        assertEquals(4, slots().size());

        run("keys", "revoke", "--yes", "--present-raw-key-file", raw, "--drop", "3", "4", store);
        assertEquals(List.of("1 password", "2 raw"), slots());
        run("keys", "verify", "--raw-key-file", raw, store);
        assertEquals(ExitCode.REFUSED, shell.run("keys", "verify", "--password-file", deputy, store));
    }

    @Test
    void anEpochIsBegunAndBothCopiesAreVerified() throws IOException {
        run("keys", "rotate", "--reason", "monthly", store);
        assertTrue(shell.out().contains("epoch 2 began"), shell.out());
        run("get", "greeting", store);
        run("keys", "verify", "--json", store);
        assertEquals("CURRENT", shell.json().get("copies").get(0).get("state").stringValue());

        byte[] whole = Files.readAllBytes(store.resolve("keyring"));
        byte[] damaged = whole.clone();
        damaged[100] ^= 1;
        Files.write(store.resolve("keyring.bak"), damaged);
        assertEquals(ExitCode.DAMAGE, shell.run("keys", "verify", store));
        assertTrue(shell.out().contains("DAMAGED"), shell.out());
        Files.write(store.resolve("keyring"), damaged);
        assertEquals(ExitCode.DAMAGE, shell.run("keys", "verify", store));
        assertEquals(ExitCode.DAMAGE, shell.run("keys", "list", store));
        assertEquals(ExitCode.DAMAGE, shell.run("keys", "rotate", store));
    }

    @Test
    void theLastWayInStaysAndNothingIsRemovedWithoutBeingMeant() {
        assertEquals(ExitCode.USAGE, shell.run("keys", "remove", "1", store));
        assertEquals(ExitCode.FAILED, shell.run("keys", "remove", "--yes", "--json", "1", store));
        assertEquals("SLOT_LAST", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("keys", "remove", "--yes", "--json", "9", store));
        assertEquals("SLOT_UNKNOWN", shell.error().get("code").stringValue());
        assertEquals(List.of("1 password"), slots());
    }

    @Test
    void aKeyringIsNotChangedUnderAnOpenStore() {
        try (StorageLock held = NioStorage.at(store).lock("LOCK")) {
            assertEquals(ExitCode.FAILED, shell.run("keys", "rotate", store));
            run("keys", "verify", store);
            assertTrue(held.toString().length() > 0);
        }
        run("keys", "rotate", store);
    }

    @Test
    void aDirectoryWithoutAKeyringIsSaidBeforeAPasswordIsAskedFor() {
        Shell silent = new Shell();
        assertEquals(ExitCode.FAILED, silent.run("keys", "rotate", "--json", temp.resolve("nothing")));
        assertEquals("KEYRING_MISSING", silent.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, silent.run("keys", "list", temp.resolve("nothing")));
    }

    @Test
    void whatIsNoKeyIsRefusedByName() throws IOException {
        Path nonsense = file("nonsense", "no key");
        assertEquals(ExitCode.REFUSED, shell.run("keys", "verify", "--json", "--raw-key-file", nonsense, store));
        assertEquals("RAW_KEY_FILE", shell.error().get("code").stringValue());
        assertFalse(shell.err().contains("no key\\n"), shell.err());
        assertEquals(ExitCode.FAILED, shell.run("keys", "verify", "--json", "--device-file", nonsense, store));
        assertEquals("DEVICE_KEY_DAMAGED", shell.error().get("code").stringValue());
        assertEquals(
                ExitCode.FAILED,
                shell.run("keys", "verify", "--json", "--pkcs11", nonsense, "--pin-file", nonsense, store));
        assertEquals("TOKEN_UNAVAILABLE", shell.error().get("code").stringValue());
        assertEquals(ExitCode.USAGE, shell.run("keys", "device", "--accept", "nonsense", temp.resolve("new.key")));
        assertFalse(Files.exists(temp.resolve("new.key")));
    }
}

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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandsTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path store;

    @BeforeEach
    void makeAStore() {
        store = temp.resolve("store");
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
    }

    @Test
    void anUnsealedStoreSaysSo() {
        assertTrue(shell.out().startsWith("made an UNSEALED store"), shell.out());
    }

    @Test
    void whatIsPutIsGotByteForByte() {
        assertEquals(0, shell.run("put", "a", "h\u00e9llo", store), shell.err());
        assertEquals(0, shell.run("get", "a", store), shell.err());
        assertEquals("h\u00e9llo", shell.out());

        assertEquals(0, shell.reading("from\nstandard\ninput\n").run("put", "b", "-", store), shell.err());
        assertEquals(0, shell.run("get", "b", store, "--json"), shell.err());
        assertEquals("from\nstandard\ninput\n", shell.json().get("value").stringValue());
    }

    @Test
    void whatIsDeletedIsGoneAndAbsenceIsAnError() {
        shell.run("put", "a", "1", store);

        assertEquals(ExitCode.USAGE, shell.run("delete", "a", store));
        assertTrue(shell.err().contains("--yes"), shell.err());
        assertEquals(0, shell.run("delete", "--yes", "a", store), shell.err());
        assertEquals(ExitCode.FAILED, shell.run("get", "a", store, "--json"));
        assertEquals("KEY_MISSING", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("delete", "--yes", "a", store));
    }

    /** A proof holds the value in clear. */
    @Test
    @DisabledOnOs(OS.WINDOWS) // no permission bits there
    void aProofIsWrittenForItsOwnerAlone() throws IOException {
        shell.run("put", "a", "1", store);
        Path proof = temp.resolve("a.proof");
        assertEquals(0, shell.run("prove", "a", store, "--out", proof), shell.err());

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(proof)));
    }

    @Test
    void aProofHoldsForItsRootOnlyAndNeedsNoStore() throws IOException {
        shell.run("put", "a", "1", store);
        Path proof = temp.resolve("a.proof");
        assertEquals(0, shell.run("prove", "a", store, "--out", proof, "--json"), shell.err());
        String root = shell.json().get("root").stringValue();
        shell.run("put", "a", "2", store, "--json");
        String later = shell.json().get("root").stringValue();

        assertEquals(0, shell.run("prove", "--verify", proof, "--root", root), shell.err());
        assertEquals("the proof holds: \"a\" has the value\n1\n", shell.out());
        assertEquals(ExitCode.DAMAGE, shell.run("prove", "--verify", proof, "--root", later));
        assertTrue(shell.err().contains("does not hold for the root " + later), shell.err());

        Files.writeString(proof, Files.readString(proof).replaceFirst("\"31\"", "\"32\""));
        assertEquals(ExitCode.DAMAGE, shell.run("prove", "--verify", proof, "--root", root));
    }

    @Test
    void absenceIsProvenToo() {
        shell.run("put", "a", "1", store);
        Path proof = temp.resolve("b.proof");
        shell.run("prove", "b", store, "--out", proof, "--json");
        String root = shell.json().get("root").stringValue();

        assertEquals(0, shell.run("prove", "--verify", proof, "--root", root, "--json"), shell.err());
        assertFalse(shell.json().get("present").booleanValue());
    }

    @Test
    void proveRefusesToOverwriteAndToMixItsTwoForms() throws IOException {
        Path taken = Files.writeString(temp.resolve("taken"), "mine");

        assertEquals(ExitCode.FAILED, shell.run("prove", "a", store, "--out", taken));
        assertEquals("mine", Files.readString(taken));
        assertEquals(ExitCode.USAGE, shell.run("prove", "--verify", taken));
        assertEquals(ExitCode.USAGE, shell.run("prove", "a"));
        assertEquals(ExitCode.USAGE, shell.run("prove", "--verify", taken, "--root", "xyz"));
        assertEquals(ExitCode.FAILED, shell.run("prove", "--verify", taken, "--root", "00".repeat(32)));
        assertTrue(shell.err().contains("not a proof: expected"), shell.err());
    }

    @Test
    @Tag("S3.34")
    void verifyComputesTheRootAgainAndSaysSo() {
        shell.run("put", "a", "1", store);

        assertEquals(0, shell.run("verify", store), shell.err());
        assertTrue(shell.out().contains("all is as it was written"), shell.out());
        assertEquals(0, shell.run("verify", store, "--json"), shell.err());
        assertTrue(shell.json().get("ok").booleanValue());
        assertEquals(1, shell.json().get("transactions").intValue());
    }

    @Test
    @Tag("S3.33")
    void inspectShowsSegmentsAndCounts() {
        shell.run("put", "a", "1", store);

        assertEquals(0, shell.run("inspect", store), shell.err());
        assertTrue(shell.out().contains("no: whoever reads the files reads all"), shell.out());
        assertTrue(shell.out().contains("records 1 to 1"), shell.out());
        assertEquals(0, shell.run("inspect", store, "--json"), shell.err());
        assertEquals(1, shell.json().get("keys").intValue());
        assertEquals(
                shell.json().get("recovery").get("storeId"),
                shell.json().get("manifests").get("MANIFEST").get("storeId"));
    }

    @Test
    void doctorNamesEveryServiceAndWhatIsInUse() {
        assertEquals(0, shell.run("doctor", store, "--json"), shell.err());

        for (String service :
                new String[] {"storage extras", "CPU clock", "secret memory", "key derivation", "log", "state store"}) {
            long inUse = shell.json()
                    .get("services")
                    .get(service)
                    .valueStream()
                    .filter(provider -> provider.get("inUse").booleanValue())
                    .count();
            assertEquals(1, inUse, service);
        }
        assertEquals(0, shell.run("doctor", store), shell.err());
        assertTrue(shell.out().contains("a store, not sealed"), shell.out());
    }

    @Test
    void doctorNamesTheRemedyOfWhatIsMissing() {
        assertEquals(0, shell.run("doctor"), shell.err());

        assertTrue(shell.out().contains("mend it: start with -XX:-CreateCoredumpOnCrash"), shell.out());
    }

    @Test
    void aKeyOfImpossibleLengthIsRefused() {
        assertEquals(ExitCode.FAILED, shell.run("put", "", "1", store, "--json"));
        assertEquals("KEY_LENGTH", shell.error().get("code").stringValue());
        assertEquals(ExitCode.FAILED, shell.run("get", "x".repeat(16_385), store));
    }
}

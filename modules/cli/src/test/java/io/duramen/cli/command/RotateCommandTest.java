// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.Shell;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateCommandTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell().with(PasswordOption.VARIABLE, "correct horse battery staple");

    @Test
    @Tag("S3.20")
    void theOldKeyIsGoneAndTheStoreStillOpens() {
        Path store = temp.resolve("store");
        assertEquals(0, shell.run("init", store), shell.err());
        assertEquals(0, shell.run("put", "a", "1", store), shell.err());
        assertEquals(0, shell.run("snapshot", "create", "kept", store), shell.err());

        assertEquals(0, shell.run("rotate", store, "--if-due"), shell.err());
        assertTrue(shell.out().contains("not due"), shell.out());
        assertEquals(0, shell.run("rotate", store, "--reason", "a laptop was stolen", "--json"), shell.err());
        assertTrue(shell.json().get("complete").booleanValue(), shell.out());
        assertEquals(1, shell.json().get("destroyed").get(0).intValue());

        assertEquals(0, shell.run("verify", store, "--keys"), shell.err());
        assertTrue(shell.out().contains("DESTROYED, 0 days old (closed: a laptop was stolen)"), shell.out());
        assertTrue(shell.out().contains("ACTIVE, 0 days old, "), shell.out());
        assertEquals(0, shell.run("verify", store, "--keys", "--json"), shell.err());
        assertEquals(
                "DESTROYED", shell.json().get("keyEpochs").get(0).get("state").stringValue());
        assertFalse(shell.json().get("keyEpochs").get(1).get("files").isEmpty());
        assertEquals(0, shell.run("get", "a", store), shell.err());
        assertEquals(0, shell.run("snapshot", "verify", "kept", store), shell.err());
    }

    @Test
    void allDataIsSealedAnewWhenAskedFor() {
        Path store = temp.resolve("store");
        assertEquals(0, shell.run("init", store), shell.err());
        assertEquals(0, shell.run("put", "a", "1", store), shell.err());
        assertEquals(0, shell.run("snapshot", "create", "kept", store), shell.err());
        assertEquals(0, shell.run("rotate", store), shell.err());
        assertEquals(0, shell.run("verify", store, "--keys", "--json"), shell.err());
        assertFalse(shell.json().get("olderDataKeys").isEmpty());

        assertEquals(2, shell.run("rotate", store, "--reencrypt", "--if-due"));
        assertEquals(0, shell.run("rotate", store, "--reencrypt", "--json"), shell.err());
        assertTrue(shell.json().get("complete").booleanValue(), shell.out());
        assertTrue(shell.json().get("reencrypted").intValue() > 2, shell.out());
        requireOnlyWhatWasPutAside();
        assertEquals(0, shell.run("rotate", store, "--reencrypt", "--resume"), shell.err());
        assertTrue(shell.out().contains("0 files"), shell.out());

        assertEquals(0, shell.run("verify", store, "--keys", "--json"), shell.err());
        requireOnlyWhatWasPutAside();
        assertEquals(0, shell.run("get", "a", store), shell.err());
        assertEquals(0, shell.run("snapshot", "verify", "kept", store), shell.err());
    }

    /** An empty segment that an opening went on before is in the quarantine, and stays there as it is. */
    private void requireOnlyWhatWasPutAside() {
        for (var file : shell.json().get("olderDataKeys")) {
            assertTrue(file.stringValue().contains("quarantine"), shell.out());
        }
    }

    @Test
    void aStoreThatIsNotSealedHasNoKeys() {
        Path store = temp.resolve("store");
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
        assertEquals(1, shell.run("rotate", store, "--json"));
        assertEquals("NOT_SEALED", shell.error().get("code").stringValue());
        assertEquals(1, shell.run("verify", store, "--keys", "--json"));
        assertEquals("NOT_SEALED", shell.error().get("code").stringValue());
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoverCommandTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();
    private Path store;

    @BeforeEach
    void makeAStore() {
        store = temp.resolve("store");
        assertEquals(0, shell.run("init", "--unsealed", store), shell.err());
        assertEquals(0, shell.run("put", "a", "1", store), shell.err());
    }

    @Test
    @Tag("S1.23")
    @Tag("S1.30")
    void recoveringTellsWhatWasDoneAndDoesItOnce() throws IOException {
        Files.writeString(store.resolve("MANIFEST.tmp"), "half");
        assertEquals(0, shell.run("recover", store), shell.err());
        assertTrue(shell.out().contains("MANIFEST.tmp"), shell.out());
        assertTrue(shell.out().contains("replayed    1 transactions"), shell.out());

        assertEquals(0, shell.run("recover", store, "--json"), shell.err());
        assertEquals(0, shell.json().get("deleted").size());
        assertEquals(1, shell.json().get("keys").intValue());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> walk = Files.walk(from)) {
            for (Path file : walk.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    @Tag("S3.52")
    void anOlderCopyIsFoundByItsAnchorAndAcceptedByName() throws IOException {
        Path anchor = temp.resolve("store.anchor");
        Path older = temp.resolve("older");
        copy(store, older);
        assertEquals(0, shell.run("put", "b", "1", store), shell.err());
        assertEquals(0, shell.run("recover", store, "--anchor", anchor), shell.err());

        assertEquals(ExitCode.DAMAGE, shell.run("recover", older, "--anchor", anchor, "--json"));
        assertEquals("ROLLBACK_DETECTED", shell.error().get("code").stringValue());
        assertEquals(ExitCode.DAMAGE, shell.run("verify", older, "--anchor", anchor));
        assertTrue(shell.out().contains("not what its anchor saw"), shell.out());
        assertEquals(0, shell.run("verify", store, "--anchor", anchor), shell.out());
        assertEquals(0, shell.run("verify", older), shell.out());

        assertEquals(ExitCode.USAGE, shell.run("recover", older, "--accept-rollback"));
        assertEquals(0, shell.run("recover", older, "--anchor", anchor, "--accept-rollback"), shell.err());
        assertEquals(0, shell.run("recover", older, "--anchor", anchor), shell.err());
    }
}

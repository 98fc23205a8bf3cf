// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {
    @TempDir
    private Path temp;

    @Test
    @Tag("S1.59")
    @Tag("S3.12")
    @Tag("S4.13")
    void everyPointIsReachedAndNothingIsLost() {
        Path store = temp.resolve("store");
        Shell shell = new Shell().with("DURAMEN_PASSWORD", "correct horse");

        int exit = shell.run("demo", store, "--records", 220, "--kills", 6, "--seed", 4, "--json");

        assertEquals(0, exit, shell.err());
        assertTrue(shell.json().get("proven").booleanValue());
        assertEquals(220, shell.json().get("recordsPresent").intValue());
        assertEquals(221, shell.json().get("rolledBackChanges").intValue());
        assertTrue(shell.json().get("rollbackLeftNothing").booleanValue());
        shell.json().get("killsSurvived").forEach(count -> assertEquals(1, count.intValue()));
        assertTrue(Files.exists(store.resolve("MANIFEST")));
        assertEquals(0, shell.run("verify", store, "--json"), shell.err());
        assertEquals(220, shell.json().get("keys").intValue());
    }

    @Test
    void moreKillsThanTheInputHasRoomForAreRefusedAtOnce() {
        Shell shell = new Shell();

        assertEquals(ExitCode.USAGE, shell.run("demo", temp.resolve("s"), "--records", 100, "--kills", 20));
        assertTrue(shell.err().contains("20 kills need at least "), shell.err());
        assertEquals(ExitCode.USAGE, shell.run("demo", temp.resolve("s"), "--records", 5000));
        assertTrue(Files.notExists(temp.resolve("s")));
    }

    @Test
    void theDemoTakesNoDirectoryThatHoldsSomethingElse() throws Exception {
        Files.writeString(temp.resolve("mine"), "mine");
        Shell shell = new Shell().with("DURAMEN_PASSWORD", "x");

        assertEquals(ExitCode.FAILED, shell.run("demo", temp, "--json"));
        assertEquals("FOREIGN_DIRECTORY", shell.error().get("code").stringValue());
        assertEquals("mine", Files.readString(temp.resolve("mine")));
        assertEquals(1, temp.toFile().list().length);
    }
}

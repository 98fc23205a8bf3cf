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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PasswordOptionTest {
    @TempDir
    private Path temp;

    @Test
    void aStoreMadeWithAPasswordTypedTwiceOpensWithTheSameFromAnySource() throws IOException {
        Path store = temp.resolve("store");
        Path file = Files.writeString(temp.resolve("password"), "l\u00f6sung\r\nsecond line\n");
        Shell typist = new Shell().typing("l\u00f6sung", "l\u00f6sung");
        assertEquals(0, typist.run("init", store), typist.err());
        assertTrue(typist.out().startsWith("made a sealed store"), typist.out());

        Shell byFile = new Shell().with("DURAMEN_PASSWORD", "the file counts");
        assertEquals(0, byFile.run("put", "a", "1", store, "--password-file", file), byFile.err());
        Shell byVariable = new Shell().with("DURAMEN_PASSWORD", "l\u00f6sung");
        assertEquals(0, byVariable.run("get", "a", store), byVariable.err());
        assertEquals("1", byVariable.out());
        Shell typedOnce = new Shell().typing("l\u00f6sung");
        assertEquals(0, typedOnce.run("get", "a", store), typedOnce.err());
    }

    @Test
    void twoDifferentPasswordsMakeNothing() {
        Shell shell = new Shell().typing("one", "two");

        assertEquals(ExitCode.REFUSED, shell.run("init", temp.resolve("store"), "--json"));
        assertEquals("PASSWORDS_DIFFER", shell.error().get("code").stringValue());
        assertTrue(Files.notExists(temp.resolve("store")));
    }

    @Test
    void noPasswordIsAnErrorThatNamesTheWaysToGiveOne() {
        Shell shell = new Shell();

        assertEquals(ExitCode.REFUSED, shell.run("init", temp.resolve("store")));
        assertTrue(shell.err().contains("hint      give --password-file FILE or set DURAMEN_PASSWORD"), shell.err());
        assertTrue(Files.notExists(temp.resolve("store")));
    }

    @Test
    void anEmptyPasswordIsNone() throws IOException {
        Path empty = Files.writeString(temp.resolve("empty"), "\nnot this line\n");
        Shell shell = new Shell();

        assertEquals(ExitCode.REFUSED, shell.run("init", temp.resolve("s"), "--password-file", empty, "--json"));
        assertTrue(shell.err().contains("PASSWORD_EMPTY"), shell.err());
        assertEquals(ExitCode.REFUSED, shell.with("DURAMEN_PASSWORD", "").run("init", temp.resolve("s")));
        assertTrue(Files.notExists(temp.resolve("s")));
    }

    @Test
    void aPasswordFileThatIsNotThereIsNamed() {
        Shell shell = new Shell();
        Path none = temp.resolve("none");

        assertEquals(ExitCode.REFUSED, shell.run("init", temp.resolve("s"), "--password-file", none));
        assertTrue(
                shell.err().contains("cannot read the password file " + none + ": there is no such file"), shell.err());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // no permission bits there
    void aPasswordFileThatOthersReadIsWarnedOf() throws IOException {
        Path file = Files.writeString(temp.resolve("password"), "x\n");
        Path store = temp.resolve("store");
        Shell shell = new Shell();

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertEquals(0, shell.run("init", store, "--password-file", file), shell.err());
        assertTrue(shell.err().contains("warning: others may read the password file " + file), shell.err());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertEquals(0, shell.run("verify", store, "--password-file", file), shell.err());
        assertFalse(shell.err().contains("warning"), shell.err());
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "import",
                "put",
                "get",
                "delete",
                "prove",
                "root",
                "verify",
                "recover",
                "export",
                "diff",
                "inspect",
                "restore",
                "doctor",
                "demo",
                "power-test"
            })
    void everyVerbHasAPageWithAnExample(String verb) {
        Shell shell = new Shell();

        assertEquals(0, shell.run(verb, "--help"));
        assertTrue(shell.out().contains("Example:"), shell.out());
        assertTrue(shell.out().contains("  duramen " + verb), shell.out());
        assertTrue(shell.out().lines().allMatch(line -> line.length() <= 80), shell.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "dump", "tail", "stat", "replay", "compact", "salvage", "export", "import"})
    void everyVerbAboutALogHasAPageWithAnExample(String verb) {
        Shell shell = new Shell();

        assertEquals(0, shell.run("log", verb, "--help"));
        assertTrue(shell.out().contains("Example:"), shell.out());
        assertTrue(shell.out().contains("  duramen log " + verb), shell.out());
        assertTrue(shell.out().lines().allMatch(line -> line.length() <= 80), shell.out());
        assertEquals(0, shell.run("log", "--help"));
        assertTrue(shell.out().contains("\n  " + verb + " "), shell.out());
        assertEquals(ExitCode.USAGE, shell.run("log"));
        assertTrue(shell.err().contains("hint      see: duramen log --help"), shell.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "list", "verify", "delete"})
    void everyVerbAboutASnapshotHasAPageWithAnExample(String verb) {
        Shell shell = new Shell();

        assertEquals(0, shell.run("snapshot", verb, "--help"));
        assertTrue(shell.out().contains("  duramen snapshot " + verb), shell.out());
        assertTrue(shell.out().lines().allMatch(line -> line.length() <= 80), shell.out());
        assertEquals(ExitCode.USAGE, shell.run("snapshot"));
        assertTrue(shell.err().contains("hint      see: duramen snapshot --help"), shell.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"init", "list", "verify", "add", "remove", "export-recovery", "device", "rotate", "revoke"})
    void everyVerbAboutKeysHasAPageWithAnExample(String verb) {
        Shell shell = new Shell();

        assertEquals(0, shell.run("keys", verb, "--help"));
        assertTrue(shell.out().contains("  duramen keys " + verb), shell.out());
        assertTrue(shell.out().lines().allMatch(line -> line.length() <= 80), shell.out());
        assertEquals(ExitCode.USAGE, shell.run("keys"));
        assertTrue(shell.err().contains("hint      see: duramen keys --help"), shell.err());
    }

    @Test
    void theFirstPageNamesTheExitCodesAndNotTheDemosChild() {
        Shell shell = new Shell();

        assertEquals(0, shell.run("--help"));
        assertTrue(shell.out().contains("0 fine, 1 failed, 2 usage, 3 damage found, 4 key or permission"), shell.out());
        assertFalse(shell.out().contains("demo-child"), shell.out());
    }

    @Test
    void theVersionIsWrittenByTheBuild() {
        Shell shell = new Shell();

        assertEquals(0, shell.run("--version"));
        assertTrue(shell.out().matches("duramen [0-9]+\\.[0-9]+\\.[0-9]+\\S* \\(Java .*\\)\\R"), shell.out());
    }

    @Test
    void aWrongCommandLineIsAUsageErrorWithAHint() {
        Shell shell = new Shell();

        assertEquals(ExitCode.USAGE, shell.run("gte", "a", "b"));
        assertTrue(shell.err().contains("error: Unmatched arguments"), shell.err());
        assertEquals(ExitCode.USAGE, shell.run("get", "a"));
        assertTrue(shell.err().contains("hint      see: duramen get --help"), shell.err());
        assertEquals(ExitCode.USAGE, shell.run());
        assertTrue(shell.err().contains("no command given"), shell.err());
    }

    @Test
    void aUsageErrorIsJsonWhereJsonIsAskedFor() {
        Shell shell = new Shell();

        assertEquals(ExitCode.USAGE, shell.run("verify", "--json"));
        assertEquals("USAGE", shell.error().get("code").stringValue());
        assertEquals(2, shell.error().get("exit").intValue());
    }

    @Test
    void coloursAreForTerminalsAndNotForThoseWhoWantNone() {
        assertTrue(help(new Shell().typing()).contains("\u001b["));
        assertFalse(help(new Shell().typing().with("NO_COLOR", "1")).contains("\u001b["));
        assertFalse(help(new Shell().typing().with("TERM", "dumb")).contains("\u001b["));
        assertFalse(help(new Shell()).contains("\u001b["));
    }

    private static String help(Shell shell) {
        shell.run("--help");
        return shell.out();
    }
}

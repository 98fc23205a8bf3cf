// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.proof.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.proof.CrashExit;
import io.duramen.proof.CrashMain;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The command of the night. */
class FaultSuitesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private CrashExit run(String... args) {
        PrintStream print = new PrintStream(out, true, UTF_8);
        return CrashMain.run(print, print, args);
    }

    @Test
    void everySuiteIsListedWithWhatItDoes() {
        assertEquals(CrashExit.OPENED, run("faults", "--list"));

        for (Suite suite : FaultSuites.all()) {
            assertTrue(out.toString(UTF_8).contains(suite.name() + " "), suite::name);
            assertTrue(suite.nightly() >= suite.build(), suite::name);
        }
    }

    @Test
    void aSuiteIsRunByItsNameAndEndsWithATable() {
        assertEquals(CrashExit.OPENED, run("faults", "clock", "--seed", "5"));

        List<String> lines = out.toString(UTF_8).lines().toList();
        assertTrue(lines.get(0).endsWith("3,000 cases, seed 5"), lines::toString);
        assertTrue(lines.get(lines.size() - 1).matches("clock +3,000 cases +\\d+ s  0 violations"), lines::toString);
    }

    @Test
    void howFarItHasComeIsToldWhileItRuns() {
        List<Long> told = new ArrayList<>();
        FaultSuites.run(new PrintStream(out, true, UTF_8), told::add, "clock");

        assertTrue(told.size() >= 3, told::toString);
        assertEquals(told.stream().sorted().distinct().toList(), told);
    }

    @Test
    void anUnknownSuiteIsAWrongCommandLine() {
        assertEquals(CrashExit.USAGE, run("faults", "earthquake"));
        assertTrue(out.toString(UTF_8).contains("there is no suite earthquake"));
    }
}

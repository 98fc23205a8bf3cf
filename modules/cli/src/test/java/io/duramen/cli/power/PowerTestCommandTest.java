// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.duramen.cli.ExitCode;
import io.duramen.cli.Shell;
import io.duramen.cli.terminal.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PowerTestCommandTest {
    @TempDir
    private Path temp;

    private final Shell shell = new Shell();

    @Test
    @Tag("S1.62")
    void aReportIsWrittenThatAgreesWithItself() throws Exception {
        Path base = temp.resolve("power");

        int exit = shell.run("power-test", temp, "--workload", "single", "--cycles", 0, "--seed", 3, "--report", base);

        assertEquals(0, exit, shell.err());
        assertTrue(shell.out().contains("Nothing acknowledged was lost"), shell.out());
        JsonNode report = Json.parse(Files.readString(temp.resolve("power.json")));
        assertTrue(report.get("passed").booleanValue());
        assertEquals(
                "duramen power-test --states 1 --workload single --cycles 0 --seed 3",
                report.get("repeat").stringValue());
        String page = Files.readString(temp.resolve("power.html"));
        assertTrue(page.contains("<svg") && page.endsWith("</html>\n"), page);
        assertFalse(page.contains("<script") || page.contains("http"), page);
        assertEquals(0, shell.run("power-test", "--check", base + ".json"));
    }

    @Test
    @Tag("S1.62")
    void aReportThatContradictsItselfFails() throws Exception {
        ObjectNode report = Reports.sound();
        ((ObjectNode) report.get("kills")).put("cycles", 10_000);
        Path file = Files.writeString(temp.resolve("report.json"), Json.text(report));

        assertEquals(ExitCode.FAILED, shell.run("power-test", "--check", file));
        assertTrue(shell.out().contains("CONTRADICTION: kills.cycles is 10000, the list of runs gives"), shell.out());
        String page = PowerPage.of(report, PowerCheck.of(report));
        assertTrue(page.contains("Contradiction: kills.cycles is 10000"), page);
        assertFalse(page.contains("Nothing acknowledged was lost"), page);
    }

    @Test
    void aReportOfAViolationIsToldAsDamage() throws Exception {
        ObjectNode report = Reports.of(Reports.runs(PowerPlan.least()), PowerPlan.least(), java.util.List.of("gone"));
        Path file = Files.writeString(temp.resolve("report.json"), Json.text(report));

        assertEquals(ExitCode.DAMAGE, shell.run("power-test", "--check", file));
        assertTrue(shell.out().contains("VIOLATED: gone"), shell.out());
    }

    @Test
    @Tag("S1.62")
    void thePageShowsEveryPointAndItsBound() {
        ObjectNode report = Reports.sound();
        String page = PowerPage.of(report, PowerCheck.of(report));

        for (PowerPoint point : PowerPoint.values()) {
            assertTrue(page.contains(PowerPlot.text(point.moment())), point::name);
        }
        assertTrue(page.contains("Clopper and Pearson"), page);
        assertTrue(page.contains("What this does not show"), page);
    }

    @Test
    void oneCrashIsSeenAgain() {
        assertEquals(0, shell.run("power-test", "--replay", "checkpoints 512 STRICT 17 3 0"), shell.err());
        assertEquals("the store stood it\n", shell.out());
        assertEquals(ExitCode.USAGE, shell.run("power-test", "--replay", "earthquakes 512 STRICT 17 3 0"));
        assertEquals(ExitCode.USAGE, shell.run("power-test", "--replay", "checkpoints"));
    }

    @Test
    void aWrongCommandLineIsRefusedAtOnce() {
        assertEquals(ExitCode.USAGE, shell.run("power-test", "--cycles", 5));
        assertTrue(shell.err().contains("to reach every point, is 5"), shell.err());
        assertEquals(ExitCode.USAGE, shell.run("power-test", "--workload", "earthquakes"));
        assertTrue(shell.err().contains("there is no workload earthquakes"), shell.err());
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.cli.terminal.Lines;
import io.duramen.cli.terminal.Style;
import io.duramen.cli.terminal.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** What the power test says to people. */
final class PowerText {
    private final Style style;

    PowerText(Style style) {
        this.style = style;
    }

    String opening(String place, long states, int cycles, long seed) {
        return new Lines()
                .text(style.heading("Duramen power test"))
                .line(
                        "power failures",
                        states < 0 ? "none" : "one round, or until " + Units.count(states) + " states were seen")
                .line("kills", cycles == 0 ? "none" : Units.count(cycles) + " in " + place)
                .line("seed", seed + "  (--seed " + seed + " repeats it)")
                .text("")
                .toString();
    }

    String summary(JsonNode report, PowerCheck.Finding finding) {
        Lines lines = new Lines();
        JsonNode simulated = report.get("simulated");
        for (JsonNode workload : simulated.get("workloads")) {
            lines.line(
                    workload.get("name").stringValue(),
                    count(workload, "states") + " states of " + count(workload, "crashes") + " power failures, "
                            + count(workload, "recoveryCrashes") + " more inside recoveries");
        }
        if (simulated.get("states").longValue() > 0) {
            lines.line(
                    "simulated disk",
                    count(simulated, "states") + " states, " + count(simulated, "verifications")
                            + " recoveries, rounds " + count(simulated, "rounds")
                            + "; every operation of every workload");
        }
        JsonNode kills = report.get("kills");
        if (kills.get("planned").longValue() > 0) {
            lines.line(
                    "killed",
                    count(kills, "cycles") + " of " + count(kills, "planned") + " processes on "
                            + kills.get("fileSystem").stringValue() + ", " + count(kills, "random")
                            + " at random, the others at "
                            + kills.get("points").size() + " points");
            lines.line(
                    "transactions",
                    count(kills, "acknowledged") + " acknowledged, none lost; of those not acknowledged "
                            + count(kills, "untold") + " were there, " + count(kills, "vanished") + " were not");
            if (!kills.get("upper95").isNull()) {
                lines.line(
                        "at 95 % confidence",
                        String.format(
                                Locale.ROOT,
                                "a kill fails in fewer than %.3g cases (Clopper-Pearson, 0 of %,d)",
                                kills.get("upper95").doubleValue(),
                                kills.get("cycles").longValue()));
            }
        }
        return lines.text("").text(verdict(report, finding)).toString();
    }

    /** What was violated and what contradicts what, or that nothing does. */
    String verdict(JsonNode report, PowerCheck.Finding finding) {
        List<String> lines = new ArrayList<>();
        report.path("violations").forEach(each -> lines.add(style.bad("VIOLATED: ") + each.stringValue()));
        finding.contradictions().forEach(each -> lines.add(style.bad("CONTRADICTION: ") + each));
        if (lines.isEmpty()) {
            lines.add(style.good("Nothing acknowledged was lost, nothing was half there, every root was right.") + " "
                    + Units.count(finding.checks()) + " checks between the numbers of the report agree.");
        }
        return String.join("\n", lines);
    }

    private static String count(JsonNode of, String name) {
        return Units.count(of.get(name).longValue());
    }
}

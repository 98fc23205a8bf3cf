// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.cli.terminal.Json;
import io.duramen.testkit.PowerTally;
import io.duramen.testkit.PowerTest;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reports of kills that never happened, every number of which fits every other. */
final class Reports {
    private static final StoreWorkload WORKLOAD = new SingleCommits();
    private static final List<PowerTally> TALLIES = PowerTest.of(List.of(new StoreSubject(WORKLOAD)))
            .seed(11)
            .onTheWorstDiskOnly()
            .run();

    private Reports() {}

    static ObjectNode sound() {
        return of(runs(PowerPlan.least()), PowerPlan.least(), List.of());
    }

    static ObjectNode of(List<KillRun> runs, int planned, List<String> violations) {
        PowerResult.Setting setting =
                new PowerResult.Setting("1.0", "2026-01-01T00:00:00Z", 1.5, 11, "duramen power-test", "ext4");
        JsonNode facts = Json.parse(Json.text(
                PowerFacts.of(new PowerResult(setting, List.of(WORKLOAD), TALLIES, planned, runs, violations))));
        return (ObjectNode) facts;
    }

    /** Kills as planned, each process acknowledging three steps, with a fourth that was found untold or vanished. */
    static List<KillRun> runs(int count) {
        List<KillRun> runs = new ArrayList<>();
        int store = 0;
        long found = 0;
        for (PowerPlan.Planned kill : new PowerPlan(count, 5).kills()) {
            PowerPoint point = kill.point();
            if (kill.fresh()) {
                store++;
                found = 1;
            }
            long acknowledged = found + 3;
            found = acknowledged + runs.size() % 2;
            runs.add(new KillRun(
                    runs.size() + 1,
                    store,
                    point == null ? KillRun.RANDOM : point.name(),
                    kill.seed(),
                    1000 + runs.size(),
                    KillRun.KILLED,
                    acknowledged,
                    acknowledged + 1,
                    found,
                    3,
                    runs.size() % 5 == 0 ? -1 : 40_000 + runs.size()));
        }
        return runs;
    }
}

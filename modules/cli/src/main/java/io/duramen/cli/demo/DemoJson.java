// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.demo;

import io.duramen.cli.terminal.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the demo says to machines; times are in nanoseconds. */
final class DemoJson {
    private DemoJson() {}

    static Map<String, Object> of(DemoResult result) {
        Figures figures = result.figures();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("proven", result.isProven());
        facts.put("directory", result.directory());
        facts.put("seed", result.seed());
        facts.put("records", result.records());
        facts.put("recordsPresent", result.last().present());
        facts.put("commits", figures.commits());
        facts.put("importNanos", figures.wallNanos());
        facts.put("syncs", figures.syncs());
        facts.put("rolls", figures.rolls());
        facts.put("checkpoints", figures.checkpoints());
        facts.put("cpuNanos", figures.cpuNanos() < 0 ? null : figures.cpuNanos());
        facts.put("cpuClock", result.clock() == null ? null : result.clock().split(" ", -1)[0]);
        facts.put(
                "cpuClockStepNanos",
                result.clock() == null ? null : Long.valueOf(result.clock().split(" ", -1)[1]));
        facts.put("diskBytes", result.diskBytes());
        facts.put("inputBytes", result.inputBytes());
        facts.put("killsPlanned", result.planned());
        facts.put("killsSurvived", DemoText.table(result));
        facts.put("recoveryNanos", DemoText.sortedRecoveries(result));
        facts.put("rolledBackChanges", result.rollback().changes());
        facts.put("rollbackLeftNothing", result.rollback().asBefore());
        facts.put("verified", result.verified());
        facts.put("root", result.last().root().toString());
        facts.put("nanos", result.nanos());
        facts.put("kills", result.kills().stream().map(DemoJson::of).toList());
        return facts;
    }

    private static Map<String, Object> of(Kill kill) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("point", kill.point().map(Enum::name).orElse("RANDOM"));
        facts.put("acknowledged", kill.proof().acknowledged());
        facts.put("present", kill.proof().present());
        facts.put("lost", kill.proof().lost());
        facts.put("partial", kill.proof().partial());
        facts.put("foreign", kill.proof().foreign());
        facts.put("root", kill.proof().root().toString());
        facts.put("recomputedRoot", kill.proof().recomputed().toString());
        facts.put("recovery", Json.parse(kill.report().toJson()));
        return facts;
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.testkit.FailureBound;
import io.duramen.testkit.PowerTally;
import io.duramen.testkit.PowerTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report for machines, of which the page and the text are made too. Each total is added up from where it was counted. */
final class PowerFacts {
    /** Raised when a field changes its meaning. */
    static final int FORMAT = 1;

    static final double CONFIDENCE = 0.95;

    private PowerFacts() {}

    static Map<String, Object> of(PowerResult result) {
        Map<String, Object> facts = new LinkedHashMap<>();
        PowerResult.Setting setting = result.setting();
        facts.put("format", FORMAT);
        facts.put("passed", result.violations().isEmpty());
        facts.put("violations", result.violations());
        facts.put("version", setting.version());
        facts.put("java", System.getProperty("java.version"));
        facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("processors", Runtime.getRuntime().availableProcessors());
        facts.put("begun", setting.begun());
        facts.put("seconds", setting.seconds());
        facts.put("seed", setting.seed());
        facts.put("repeat", setting.repeat());
        facts.put("simulated", simulated(result));
        facts.put("kills", kills(result));
        return facts;
    }

    private static Map<String, Object> simulated(PowerResult result) {
        List<PowerTally> tallies = result.tallies();
        long states = tallies.stream().mapToLong(PowerTally::states).sum();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("damages", PowerTest.DAMAGES);
        facts.put("recoveryDamages", PowerTest.RECOVERY_DAMAGES);
        facts.put("recoveryDepth", PowerTest.RECOVERY_DEPTH);
        facts.put("rounds", tallies.isEmpty() ? 0 : tallies.get(0).seeds().size());
        facts.put("crashes", tallies.stream().mapToLong(PowerTally::crashes).sum());
        facts.put("states", states);
        facts.put(
                "recoveryCrashes",
                tallies.stream().mapToLong(PowerTally::recoveryCrashes).sum());
        facts.put(
                "verifications",
                tallies.stream().mapToLong(PowerTally::verifications).sum());
        facts.put("upper95IfIndependent", states == 0 ? null : FailureBound.upper(0, states, CONFIDENCE));
        List<Object> workloads = new ArrayList<>();
        for (PowerTally tally : tallies) {
            workloads.add(workload(tally, result.workloads()));
        }
        facts.put("workloads", workloads);
        return facts;
    }

    private static Map<String, Object> workload(PowerTally tally, List<StoreWorkload> workloads) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", tally.subject());
        workloads.stream()
                .filter(workload -> workload.name().equals(tally.subject()))
                .forEach(workload -> facts.put("what", workload.what()));
        facts.put("seeds", tally.seeds());
        facts.put("operations", tally.operations());
        facts.put("crashes", tally.crashes());
        facts.put("states", tally.states());
        facts.put("recoveryCrashes", tally.recoveryCrashes());
        facts.put("verifications", tally.verifications());
        facts.put("points", tally.points());
        return facts;
    }

    private static Map<String, Object> kills(PowerResult result) {
        List<KillRun> runs = result.runs();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("fileSystem", result.setting().fileSystem());
        facts.put("planned", result.planned());
        facts.put("cycles", runs.size());
        facts.put("stores", runs.stream().mapToInt(KillRun::store).max().orElse(0));
        facts.put(
                "acknowledged",
                runs.stream().mapToLong(KillRun::acknowledgements).sum());
        facts.put(
                "untold",
                runs.stream().mapToLong(run -> run.found() - run.acknowledged()).sum());
        facts.put(
                "vanished",
                runs.stream().mapToLong(run -> run.tried() - run.found()).sum());
        facts.put("killedExit", KillRun.KILLED);
        facts.put("upper95", runs.isEmpty() ? null : FailureBound.upper(0, runs.size(), CONFIDENCE));
        facts.put("ruleOfThree", runs.isEmpty() ? null : FailureBound.ruleOfThree(runs.size()));
        facts.put("random", count(runs, KillRun.RANDOM));
        List<Object> points = new ArrayList<>();
        if (result.planned() > 0) {
            for (PowerPoint point : PowerPoint.values()) {
                points.add(point(point, count(runs, point.name())));
            }
        }
        facts.put("points", points);
        facts.put("runs", runs.stream().map(PowerFacts::run).toList());
        return facts;
    }

    private static long count(List<KillRun> runs, String point) {
        return runs.stream().filter(run -> run.point().equals(point)).count();
    }

    private static Map<String, Object> point(PowerPoint point, long kills) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", point.name());
        facts.put("moment", point.moment());
        facts.put("opening", point.isOpening());
        facts.put("kills", kills);
        facts.put("upper95", kills == 0 ? null : FailureBound.upper(0, kills, CONFIDENCE));
        return facts;
    }

    private static Map<String, Object> run(KillRun run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("number", run.number());
        facts.put("store", run.store());
        facts.put("point", run.point());
        facts.put("seed", run.seed());
        facts.put("pid", run.pid());
        facts.put("exit", run.exit());
        facts.put("acknowledged", run.acknowledged());
        facts.put("tried", run.tried());
        facts.put("found", run.found());
        facts.put("acknowledgements", run.acknowledgements());
        facts.put("openMicros", run.openMicros() < 0 ? null : run.openMicros());
        return facts;
    }
}

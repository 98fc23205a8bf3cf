// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.cli.power;

import io.duramen.testkit.FailureBound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Holds every number of a report against every other it follows from or limits. A report whose numbers contradict each other
 * has failed, whatever it says. Reads the JSON as it was written, so that the writing is checked too.
 */
final class PowerCheck {
    private static final double EXACT = 1e-12;

    private final JsonNode report;
    private final List<String> contradictions = new ArrayList<>();
    private int checks;

    private PowerCheck(JsonNode report) {
        this.report = report;
    }

    /**
     * What a check found.
     *
     * @param checks how many statements were held against the numbers
     * @param contradictions those that do not hold
     */
    record Finding(int checks, List<String> contradictions) {
        boolean agrees() {
            return contradictions.isEmpty();
        }
    }

    static Finding of(JsonNode report) {
        PowerCheck check = new PowerCheck(report);
        try {
            check.whole();
            check.simulated(part(report, "simulated"));
            check.kills(part(report, "kills"));
        } catch (IncompleteException missing) {
            check.contradictions.add(String.valueOf(missing.getMessage()));
        }
        return new Finding(check.checks, List.copyOf(check.contradictions));
    }

    /** Something is not there that other numbers follow from. */
    private static final class IncompleteException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        IncompleteException(String message) {
            super(message);
        }
    }

    private void require(boolean holds, String statement) {
        checks++;
        if (!holds) {
            contradictions.add(statement);
        }
    }

    private void equal(String what, long expected, String from, long found) {
        require(expected == found, what + " is " + found + ", " + from + " gives " + expected);
    }

    private static JsonNode part(JsonNode of, String name) {
        JsonNode part = of.get(name);
        if (part == null) {
            throw new IncompleteException(name + " is missing");
        }
        return part;
    }

    private static long number(JsonNode of, String name) {
        return part(of, name).longValue();
    }

    private static long sum(Iterable<JsonNode> of, String name) {
        long sum = 0;
        for (JsonNode each : of) {
            sum += number(each, name);
        }
        return sum;
    }

    private void bound(JsonNode of, String where, String name, long trials) {
        JsonNode bound = part(of, name);
        if (trials == 0) {
            require(bound.isNull(), where + ": " + name + " of no trial at all");
            return;
        }
        double expected = FailureBound.upper(0, trials, PowerFacts.CONFIDENCE);
        require(
                !bound.isNull() && Math.abs(bound.doubleValue() - expected) < EXACT,
                where + ": " + name + " is " + bound + ", no failure in " + trials + " gives " + expected);
    }

    private void whole() {
        equal("the format", PowerFacts.FORMAT, "this release", number(report, "format"));
        boolean passed = part(report, "passed").booleanValue();
        require(
                passed == (part(report, "violations").size() == 0),
                "passed is " + passed + " with " + part(report, "violations").size() + " violations");
        require(
                number(part(report, "simulated"), "states") + number(part(report, "kills"), "cycles") > 0 || !passed,
                "passed though nothing was done");
    }

    private void simulated(JsonNode simulated) {
        JsonNode workloads = part(simulated, "workloads");
        for (String total : List.of("crashes", "states", "recoveryCrashes", "verifications")) {
            equal("simulated." + total, sum(workloads, total), "the sum over the workloads", number(simulated, total));
        }
        bound(simulated, "simulated", "upper95IfIndependent", number(simulated, "states"));
        Set<String> names = new HashSet<>();
        for (JsonNode workload : workloads) {
            require(names.add(part(workload, "name").stringValue()), "two workloads have one name");
            workload(simulated, workload);
        }
    }

    private void workload(JsonNode simulated, JsonNode workload) {
        String name = part(workload, "name").stringValue();
        long states = number(workload, "states");
        long crashes = number(workload, "crashes");
        long rounds = number(simulated, "rounds");
        long damages = number(simulated, "damages");
        long recoveryDamages = number(simulated, "recoveryDamages");
        long atPoints = 0;
        for (Map.Entry<String, JsonNode> point : part(workload, "points").properties()) {
            require(point.getValue().longValue() > 0, name + ": no state at " + point.getKey());
            atPoints += point.getValue().longValue();
        }
        equal(name + ": states", atPoints, "the sum over its points", states);
        Set<Long> seeds = new HashSet<>();
        part(workload, "seeds").forEach(seed -> seeds.add(seed.longValue()));
        equal(name + ": seeds", part(workload, "seeds").size(), "their list without repetitions", seeds.size());
        equal(
                name + ": seeds",
                rounds,
                "the number of rounds",
                part(workload, "seeds").size());
        require(
                states >= crashes * recoveryDamages && states <= crashes * damages,
                name + ": " + states + " states of " + crashes + " crashes, which is not " + recoveryDamages + " to "
                        + damages + " of each");
        // a pass over four kinds of disk, another over one; after the last operation too
        long most = rounds * 5 * (number(workload, "operations") + 1);
        require(
                crashes > 0 && crashes <= most,
                name + ": " + crashes + " crashes, where " + most + " is every operation on every disk");
        require(
                number(workload, "verifications") >= 2 * states + number(workload, "recoveryCrashes"),
                name + ": fewer verifications than two a state and one a crash inside recovery");
        require(
                number(workload, "recoveryCrashes") <= number(simulated, "recoveryDepth") * states,
                name + ": more crashes inside recoveries than " + number(simulated, "recoveryDepth") + " a state");
    }

    private void kills(JsonNode kills) {
        JsonNode runs = part(kills, "runs");
        long cycles = number(kills, "cycles");
        equal("kills.cycles", runs.size(), "the list of runs", cycles);
        if (part(report, "passed").booleanValue()) {
            equal("kills.cycles", number(kills, "planned"), "the plan", cycles);
        }
        bound(kills, "kills", "upper95", cycles);
        require(
                cycles == 0
                        || Math.abs(part(kills, "ruleOfThree").doubleValue() - FailureBound.ruleOfThree(cycles))
                                < EXACT,
                "kills.ruleOfThree is not that of " + cycles);
        Map<String, Long> counted = runs(kills, runs);
        points(kills, counted);
    }

    /** Returns how often each point occurs in the list. */
    private Map<String, Long> runs(JsonNode kills, JsonNode runs) {
        Map<String, Long> counted = new HashMap<>();
        Set<Long> seeds = new HashSet<>();
        long number = 0;
        long store = 0;
        long before = 0;
        long untold = 0;
        long vanished = 0;
        for (JsonNode run : runs) {
            number++;
            String where = "run " + number;
            long acknowledged = number(run, "acknowledged");
            long found = number(run, "found");
            long tried = number(run, "tried");
            equal(where + ": its number", number, "its place", number(run, "number"));
            require(seeds.add(number(run, "seed")), where + ": its seed was used before");
            equal(where + ": its exit code", number(kills, "killedExit"), "a kill", number(run, "exit"));
            require(acknowledged <= found, where + ": " + acknowledged + " acknowledged, " + found + " found");
            require(found <= tried, where + ": " + found + " found, " + tried + " tried");
            if (number(run, "store") == store) {
                require(
                        acknowledged >= before,
                        where + ": " + before + " was found before, " + acknowledged + " counts");
            } else {
                equal(where + ": its store", store + 1, "the one before", number(run, "store"));
            }
            require(
                    part(run, "openMicros").isNull() || number(run, "openMicros") > 0,
                    where + ": opening took no time");
            store = number(run, "store");
            before = found;
            untold += found - acknowledged;
            vanished += tried - found;
            counted.merge(part(run, "point").stringValue(), 1L, Long::sum);
        }
        equal("kills.stores", store, "the last run", number(kills, "stores"));
        equal("kills.untold", untold, "the sum over the runs", number(kills, "untold"));
        equal("kills.vanished", vanished, "the sum over the runs", number(kills, "vanished"));
        equal(
                "kills.acknowledged",
                sum(runs, "acknowledgements"),
                "the sum over the runs",
                number(kills, "acknowledged"));
        return counted;
    }

    private void points(JsonNode kills, Map<String, Long> counted) {
        JsonNode points = part(kills, "points");
        long all = number(kills, "random");
        equal("kills.random", counted.getOrDefault(KillRun.RANDOM, 0L), "the list of runs", all);
        Set<String> names = new HashSet<>();
        for (JsonNode point : points) {
            String name = part(point, "name").stringValue();
            long times = number(point, "kills");
            require(names.add(name), "the point " + name + " is counted twice");
            require(times > 0, "the point " + name + " was never reached");
            equal(name + ": kills", counted.getOrDefault(name, 0L), "the list of runs", times);
            bound(point, name, "upper95", times);
            all += times;
        }
        equal("kills.cycles", all, "the sum over the points", number(kills, "cycles"));
        if (number(kills, "planned") > 0) {
            Collection<String> known =
                    List.of(PowerPoint.values()).stream().map(Enum::name).toList();
            require(names.equals(Set.copyOf(known)), "the points are not those this release knows: " + names);
        }
    }
}

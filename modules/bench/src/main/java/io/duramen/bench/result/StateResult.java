// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything one JSON file holds that was measured of stores.
 *
 * @param format {@link #FORMAT}
 * @param date the day, by the ISO calendar
 * @param machine where
 * @param settings how long; the records are the keys and operations of the goals
 * @param stores who
 * @param counts who syncs
 * @param commits rounds of durable commits
 * @param goals rounds of what no comparison shows
 * @param failures who could not be measured
 */
public record StateResult(
        String format,
        String date,
        Machine machine,
        Settings settings,
        List<StoreEntry> stores,
        List<SyncCount> counts,
        List<CommitRound> commits,
        List<GoalRound> goals,
        List<Failure> failures) {

    /** The name and version of the format. */
    public static final String FORMAT = "duramen-bench-state-1";

    /**
     * Returns a result of nothing.
     *
     * @param date the day
     * @param machine where
     * @param settings how long
     * @return the result, to be added to
     */
    public static StateResult empty(String date, Machine machine, Settings settings) {
        return new StateResult(
                FORMAT,
                date,
                machine,
                settings,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    /**
     * Adds what an earlier run measured and this one did not.
     *
     * @param earlier the earlier result
     * @return both
     */
    public StateResult over(StateResult earlier) {
        Map<String, StoreEntry> known = new LinkedHashMap<>();
        earlier.stores.forEach(entry -> known.put(entry.name(), entry));
        stores.forEach(entry -> known.put(entry.name(), entry));
        return new StateResult(
                format,
                date,
                machine,
                settings(earlier.settings),
                known.values().stream()
                        .sorted(Comparator.comparing(StoreEntry::kind))
                        .toList(),
                Result.merged(counts, earlier.counts, SyncCount::subject),
                Result.merged(commits, earlier.commits, StateResult::cell),
                Result.merged(goals, earlier.goals, GoalRound::goal),
                Result.merged(failures, earlier.failures, failure -> failure.subject() + failure.work()));
    }

    /** What was not measured again keeps the settings it was measured by. */
    private Settings settings(Settings earlier) {
        Settings timed = commits.isEmpty() ? earlier : settings;
        Settings counted = goals.isEmpty() ? earlier : settings;
        return new Settings(settings.rounds(), timed.warmupSeconds(), timed.seconds(), counted.records());
    }

    /**
     * Tells how many rounds there are of what was measured.
     *
     * @return of the cell with the fewest and of the one with the most; as the settings say if there are none
     */
    public IntSummaryStatistics rounds() {
        Map<String, Integer> cells = new LinkedHashMap<>();
        count(commits, StateResult::cell, cells);
        count(goals, GoalRound::goal, cells);
        if (cells.isEmpty()) {
            cells.put("none", settings.rounds());
        }
        return cells.values().stream().mapToInt(Integer::intValue).summaryStatistics();
    }

    private static <T> void count(List<T> rounds, Function<T, String> cell, Map<String, Integer> cells) {
        rounds.forEach(round -> cells.merge(cell.apply(round), 1, Integer::sum));
    }

    private static String cell(CommitRound round) {
        return round.store() + " " + round.keys() + "x" + round.threads() + "x" + round.changes();
    }

    /**
     * Returns the commits to stores of one size by one number of keys as if they were appends, so that they are told as those
     * are.
     *
     * @param keys how many keys the stores held
     * @param changes how many keys a commit set
     * @return the rounds, and who syncs
     */
    public Result asAppends(long keys, int changes) {
        Result result = Result.empty(date, machine, settings);
        stores.forEach(store -> result.subjects().add(store.subject()));
        result.counts().addAll(counts);
        commits.stream()
                .filter(round -> round.keys() == keys && round.changes() == changes)
                .forEach(round -> result.durable()
                        .add(new DurableRound(
                                round.round(),
                                round.store(),
                                round.threads(),
                                changes,
                                round.outcome().timed())));
        return result;
    }

    /**
     * Returns the entry of a store.
     *
     * @param name its short name
     * @return the entry
     */
    public StoreEntry store(String name) {
        return stores.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the result names no store " + name));
    }
}

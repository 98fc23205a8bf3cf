// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.result;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Everything one JSON file holds.
 *
 * @param format {@link #FORMAT}
 * @param date the day, by the ISO calendar
 * @param machine where
 * @param settings how long
 * @param subjects who
 * @param counts who syncs
 * @param durable rounds of durable appends
 * @param buffered rounds of buffered appends
 * @param replay rounds of replay
 * @param open rounds of opening
 * @param goals rounds of what no comparison shows
 * @param failures who could not be measured
 */
public record Result(
        String format,
        String date,
        Machine machine,
        Settings settings,
        List<SubjectEntry> subjects,
        List<SyncCount> counts,
        List<DurableRound> durable,
        List<BufferedRound> buffered,
        List<ReplayRound> replay,
        List<OpenRound> open,
        List<GoalRound> goals,
        List<Failure> failures) {

    /** The name and version of the format. */
    public static final String FORMAT = "duramen-bench-1";

    /**
     * Returns a result of nothing.
     *
     * @param date the day
     * @param machine where
     * @param settings how long
     * @return the result, to be added to
     */
    public static Result empty(String date, Machine machine, Settings settings) {
        return new Result(
                FORMAT,
                date,
                machine,
                settings,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
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
    public Result over(Result earlier) {
        Map<String, SubjectEntry> known = new LinkedHashMap<>();
        earlier.subjects.forEach(entry -> known.put(entry.name(), entry));
        subjects.forEach(entry -> known.put(entry.name(), entry));
        return new Result(
                format,
                date,
                machine,
                durable.isEmpty() ? settings.durableAs(earlier.settings) : settings,
                known.values().stream()
                        .sorted((left, right) -> left.kind().compareTo(right.kind()))
                        .toList(),
                merged(counts, earlier.counts, SyncCount::subject),
                merged(durable, earlier.durable, round -> round.subject() + round.threads() + "x" + round.bytes()),
                merged(buffered, earlier.buffered, round -> round.subject() + round.place()),
                merged(replay, earlier.replay, ReplayRound::subject),
                merged(open, earlier.open, OpenRound::subject),
                merged(goals, earlier.goals, GoalRound::goal),
                merged(failures, unmended(earlier.failures), failure -> failure.subject() + failure.work()));
    }

    /** Who could not be measured then, and was measured now, need not be told of any more. */
    private List<Failure> unmended(List<Failure> then) {
        return then.stream()
                .filter(failure -> durable.stream()
                        .noneMatch(round -> round.subject().equals(failure.subject())
                                && DurableRound.work(round.threads(), round.bytes())
                                        .equals(failure.work())))
                .toList();
    }

    /**
     * Tells how many rounds there are of what was measured.
     *
     * @return of the cell with the fewest and of the one with the most; as the settings say if there are none
     */
    public IntSummaryStatistics rounds() {
        Map<String, Integer> cells = new LinkedHashMap<>();
        durable.forEach(round -> cells.merge(round.subject() + round.threads() + "x" + round.bytes(), 1, Integer::sum));
        buffered.forEach(round -> cells.merge(round.subject() + " buffered on " + round.place(), 1, Integer::sum));
        replay.forEach(round -> cells.merge(round.subject() + " replayed", 1, Integer::sum));
        open.forEach(round -> cells.merge(round.subject() + " opened", 1, Integer::sum));
        if (cells.isEmpty()) {
            cells.put("none", settings.rounds());
        }
        return cells.values().stream().mapToInt(Integer::intValue).summaryStatistics();
    }

    static <T> List<T> merged(List<T> mine, List<T> earlier, Function<T, String> what) {
        List<String> measured = mine.stream().map(what).toList();
        List<T> all = new ArrayList<>(mine);
        earlier.stream().filter(row -> !measured.contains(what.apply(row))).forEach(all::add);
        return all;
    }

    /**
     * Returns the entry of a subject.
     *
     * @param name its short name
     * @return the entry
     */
    public SubjectEntry subject(String name) {
        return subjects.stream()
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the result names no subject " + name));
    }
}

// SPDX-FileCopyrightText: The Duramen authors
// SPDX-License-Identifier: Apache-2.0
package io.duramen.bench.report;

import io.duramen.bench.result.GoalRound;
import io.duramen.bench.result.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The figures of one goal over the rounds. */
record GoalFigures(List<GoalRound> rounds) {

    static GoalFigures of(Result result, String goal) {
        return of(result.goals(), goal);
    }

    static GoalFigures of(List<GoalRound> all, String goal) {
        return new GoalFigures(
                all.stream().filter(round -> round.goal().equals(goal)).toList());
    }

    Optional<Interval> figure(String name) {
        List<Double> values = rounds.stream()
                .map(round -> round.outcome().figures().get(name))
                .filter(java.util.Objects::nonNull)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Interval.of(values));
    }

    /** Every figure there is, by name. */
    static Table all(List<GoalRound> rounds) {
        Table table = new Table("goal", "figure", "median (95 %)");
        List<String> goals = new ArrayList<>();
        rounds.stream().map(GoalRound::goal).distinct().forEach(goals::add);
        for (String goal : goals) {
            GoalFigures figures = of(rounds, goal);
            Map<String, Interval> byName = new TreeMap<>();
            figures.rounds()
                    .forEach(round -> round.outcome()
                            .figures()
                            .keySet()
                            .forEach(name -> figures.figure(name).ifPresent(value -> byName.put(name, value))));
            byName.forEach((name, value) -> table.add(goal, name, text(value)));
        }
        return table;
    }

    /** Few digits for large figures, more for small ones. */
    static String text(Interval value) {
        double median = Math.abs(value.median());
        return value.text(median >= 100 ? 0 : median >= 1 ? 2 : 4);
    }
}
